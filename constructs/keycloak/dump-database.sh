#!/bin/sh
# Dumps the database whole, and reads the dump back before anybody trusts it.
# Connection by PGHOST, PGPORT, PGDATABASE, PGUSER and PGPASSWORD; the dump goes to $WORKSPACE.
set -eu
dump="$WORKSPACE/dump"

pg_dump --format=custom --no-password --file="$dump"
pg_restore --list "$dump" >"$dump.list"
tables=$(grep -c ' TABLE DATA ' "$dump.list" || true)
if [ "$tables" -eq 0 ]; then
  echo "FAILED: the dump of $PGDATABASE holds no table, so it is not stored" >&2
  exit 1
fi
# A list comes from the head of the dump alone; this reads it to its end.
pg_restore --file=/dev/null "$dump"
echo "dumped $tables tables of $PGDATABASE, $(wc -c <"$dump") bytes"
