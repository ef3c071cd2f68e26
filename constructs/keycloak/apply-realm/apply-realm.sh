#!/bin/sh
# Brings a realm into the state that the files beside this script describe, and leaves it alone where it is so.
#
# Everything is found by name, made where it is missing, and updated where it is there: Keycloak's own imports would
# delete users or take roles from them. A person is told by the number of their account. One who is no longer declared
# is disabled, not deleted: their link would go too, and the name be free for another.
#
# Groups say whose a user is. "people": the config's, this script's. "team-members": the team sync's, left alone here
# as long as there is a sync. Neither of them: made by hand, never touched. "suspended": disabled by hand, and kept so.
#
# Runs in Keycloak's image, which has a POSIX shell, coreutils and kcadm.sh; no curl, jq, grep or sed.
# Environment: KEYCLOAK_URL, KEYCLOAK_REALM, KEYCLOAK_ADMIN, KC_CLI_PASSWORD, and the secrets named in secrets.txt.
set -eu
umask 077

HERE=${0%/*}
FILES=${REALM_FILES:-/realm}
WORK=${REALM_WORK:-/tmp/realm}
KCADM=${KCADM:-/opt/keycloak/bin/kcadm.sh}
PATIENCE=${KEYCLOAK_PATIENCE:-600}
NEWLINE='
'

# shellcheck source=constructs/keycloak/apply-realm/words.sh
. "$HERE/words.sh"
# shellcheck source=constructs/keycloak/apply-realm/parts.sh
. "$HERE/parts.sh"
# shellcheck source=constructs/keycloak/apply-realm/people.sh
. "$HERE/people.sh"

main() {
  mkdir -p "$WORK"
  guard_people
  fill_in_secrets
  log_in
  apply_realm
  apply_roles
  apply_default_roles
  apply_groups
  apply_client
  apply_team_sync
  apply_brokers
  apply_user_profile
  apply_directory
  apply_people
  disable_undeclared
  say "$CHANGES changes of people and parts"
  [ "$CONFLICTS" -eq 0 ] || fail "$CONFLICTS people could not be let in, see above"
}

main
