#!/bin/sh
# Stores the dump of $WORKSPACE under $FOLDER of the store that RCLONE_CONFIG_STORE_* describes, asks the store what it
# has, and deletes the oldest dumps beyond $KEEP. It fails unless all of that went well.
set -eu
dump="$WORKSPACE/dump"
name="$(date -u +%Y%m%dT%H%M%SZ).dump"

fail() {
  echo "FAILED: $1" >&2
  exit 1
}

[ -s "$dump" ] || fail "there is no dump"
rclone copyto --no-traverse "$dump" "store:$FOLDER/$name"
size=$(wc -c <"$dump" | tr -d ' ')
stored=$(rclone lsf --format s "store:$FOLDER/$name")
[ "$stored" = "$size" ] || fail "the store has ${stored:-no} bytes of $name, the dump has $size"
echo "stored $FOLDER/$name, $size bytes"

# Names sort by time. Listed first and deleted then: a list that fails must not end in silence.
rclone lsf --files-only --include '/*T*Z.dump' "store:$FOLDER" >"$WORKSPACE/stored"
sort -r "$WORKSPACE/stored" | tail -n "+$((KEEP + 1))" >"$WORKSPACE/old"
while read -r old; do
  rclone deletefile "store:$FOLDER/$old"
  echo "deleted $FOLDER/$old, older than the newest $KEEP"
done <"$WORKSPACE/old"
