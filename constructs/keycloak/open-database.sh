#!/bin/sh
# Lets Keycloak's user make tables in its database. Since PostgreSQL 15 the owner alone may. Safe to run again.
# Connection by PGHOST, PGPORT, PGDATABASE, PGUSER, PGPASSWORD and PGSSL*; the user in KEYCLOAK_USER.
set -eu

psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 --set=user="$KEYCLOAK_USER" --set=database="$PGDATABASE" <<'SQL'
GRANT CONNECT, CREATE, TEMPORARY ON DATABASE :"database" TO :"user";
GRANT USAGE, CREATE ON SCHEMA public TO :"user";
SQL
echo "$KEYCLOAK_USER may make tables in $PGDATABASE"
