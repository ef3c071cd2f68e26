#!/bin/sh
# Brings a realm into the state that the files beside this script describe, and leaves it alone where it is so.
#
# Everything is found by name, made where it is missing, and updated where it is there: Keycloak's own imports would
# delete users or take roles from them. A person is told by the number of their GitHub account. One who is no longer
# declared is disabled, not deleted: their link would go too, and the name be free for another. A user made by hand,
# that is one outside the group "people", is never touched.
#
# Runs in Keycloak's image, which has a POSIX shell, coreutils and kcadm.sh; no curl, jq, grep or sed.
# Environment: KEYCLOAK_URL, KEYCLOAK_REALM, KEYCLOAK_ADMIN, KC_CLI_PASSWORD, and the secrets named in secrets.txt.
set -eu
umask 077

FILES=${REALM_FILES:-/realm}
WORK=${REALM_WORK:-/tmp/realm}
KCADM=${KCADM:-/opt/keycloak/bin/kcadm.sh}
PATIENCE=${KEYCLOAK_PATIENCE:-600}
NEWLINE='
'

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
  apply_broker
  apply_user_profile
  apply_directory
  apply_people
  disable_undeclared
  say "$CHANGES changes of people and parts"
  [ "$CONFLICTS" -eq 0 ] || fail "$CONFLICTS people could not be let in, see above"
}

# --- words ----------------------------------------------------------------------------------------------------------

CHANGES=0
CONFLICTS=0

say() { printf '%s\n' "$*"; }
fail() {
  printf 'FAILED: %s\n' "$*" >&2
  exit 1
}
changed() {
  CHANGES=$((CHANGES + 1))
  say "$*"
}

# kcadm reads standard input where it can, and would swallow the list that a loop reads.
kc() { "$KCADM" "$@" --config "$WORK/kcadm.config" < /dev/null; }
get() {
  endpoint=$1
  fields=$2
  shift 2
  kc get "$endpoint" -r "$KEYCLOAK_REALM" --fields "$fields" --format csv --noquotes "$@"
}
create() {
  endpoint=$1
  shift
  kc create "$endpoint" -r "$KEYCLOAK_REALM" "$@"
}
update() {
  endpoint=$1
  shift
  kc update "$endpoint" -r "$KEYCLOAK_REALM" "$@"
}
delete() { kc delete "$1" -r "$KEYCLOAK_REALM"; }

# Whether a text has a line.
has_line() {
  case "$NEWLINE$1$NEWLINE" in
    *"$NEWLINE$2$NEWLINE"*) return 0 ;;
    *) return 1 ;;
  esac
}

# The first column of the line whose second one is $2.
id_of() {
  while IFS=, read -r found name _; do
    if [ "$name" = "$2" ]; then
      printf '%s' "$found"
      return 0
    fi
  done << LINES
$1
LINES
}

# --- secrets --------------------------------------------------------------------------------------------------------

fill_in_secrets() {
  for file in "$FILES"/*.json; do
    text=$(cat "$file")
    while read -r name; do
      eval "value=\${$name:-}"
      [ -n "$value" ] || fail "the environment has no $name"
      value=$(json_text "$name" "$value")
      text=$(replaced "$text" "\${$name}" "$value")
    done < "$FILES/secrets.txt"
    printf '%s' "$text" > "$WORK/${file##*/}"
  done
}

json_text() {
  case "$2" in
    *[[:cntrl:]]*) fail "$1 has a line break or another control character" ;;
  esac
  replaced "$(replaced "$2" '\' '\\')" '"' '\"'
}

replaced() {
  before=
  after=$1
  while :; do
    case "$after" in
      *"$2"*)
        before=$before${after%%"$2"*}$3
        after=${after#*"$2"}
        ;;
      *) break ;;
    esac
  done
  printf '%s' "$before$after"
}

# --- realm and its parts --------------------------------------------------------------------------------------------

# Keycloak may be starting, for the first time or with a new version.
log_in() {
  deadline=$(($(date +%s) + PATIENCE))
  until answer=$(kc config credentials --server "$KEYCLOAK_URL" --realm master --user "$KEYCLOAK_ADMIN" 2>&1); do
    case "$answer" in
      *"Invalid user credentials"*) fail "Keycloak knows no $KEYCLOAK_ADMIN with this password" ;;
    esac
    [ "$(date +%s)" -lt "$deadline" ] || fail "no answer from $KEYCLOAK_URL within $PATIENCE s: $answer"
    sleep 5
  done
}

apply_realm() {
  realms=$(kc get realms --fields realm --format csv --noquotes)
  if has_line "$realms" "$KEYCLOAK_REALM"; then
    kc update "realms/$KEYCLOAK_REALM" -f "$WORK/settings.json"
  else
    kc create realms -f "$WORK/realm.json"
    changed "realm $KEYCLOAK_REALM: made"
  fi
}

apply_roles() {
  roles=$(get roles name)
  while read -r role; do
    has_line "$roles" "$role" && continue
    create roles -f "$WORK/role.$role.json"
    changed "role $role: made"
  done < "$FILES/roles.txt"
}

# A person could take the link to their account away and set one to another that nobody declared.
apply_default_roles() {
  default=default-roles-$KEYCLOAK_REALM
  has_line "$(get "roles/$default/composites" name)" manage-account || return 0
  kc remove-roles -r "$KEYCLOAK_REALM" --rname "$default" --cclientid account --rolename manage-account
  changed "role $default: manage-account taken away"
}

apply_groups() {
  groups=$(get groups id,name -q max=100000)
  while IFS=, read -r group role; do
    id=$(id_of "$groups" "$group")
    if [ -z "$id" ]; then
      id=$(create groups -s "name=$group" -i)
      changed "group $group: made"
    fi
    apply_group_role "$id" "$group" "$role"
    eval "group_$group=\$id"
  done < "$FILES/groups.csv"
}

# A group gives its own role and nothing else.
apply_group_role() {
  given=$(get "groups/$1/role-mappings/realm" name)
  if [ -n "$3" ] && ! has_line "$given" "$3"; then
    kc add-roles -r "$KEYCLOAK_REALM" --gid "$1" --rolename "$3"
    changed "group $2: given $3"
  fi
  while read -r role; do
    [ -n "$role" ] && [ "$role" != "$3" ] || continue
    kc remove-roles -r "$KEYCLOAK_REALM" --gid "$1" --rolename "$role"
    changed "group $2: $role taken away"
  done << LINES
$given
LINES
}

apply_client() {
  id=$(get clients id -q clientId=grafana)
  if [ -z "$id" ]; then
    id=$(create clients -f "$WORK/client.json" -i)
    changed "client grafana: made"
  else
    update "clients/$id" -f "$WORK/client.json"
  fi
  in_scope=$(get "clients/$id/scope-mappings/realm" name)
  while read -r role; do
    has_line "$in_scope" "$role" && continue
    kc get "roles/$role" -r "$KEYCLOAK_REALM" --fields id,name > "$WORK/scope.json"
    printf '[%s]' "$(cat "$WORK/scope.json")" > "$WORK/scope.json"
    create "clients/$id/scope-mappings/realm" -f "$WORK/scope.json"
    changed "client grafana: $role in scope"
  done < "$FILES/roles.txt"
}

# The flow first: the broker names it, and without it would fall back to one that lets strangers in.
apply_broker() {
  apply_flow
  if has_line "$(get identity-provider/instances alias)" github; then
    update identity-provider/instances/github -f "$WORK/broker.json"
  else
    create identity-provider/instances -f "$WORK/broker.json"
    changed "broker github: made"
  fi
  for mapper in $(get identity-provider/instances/github/mappers id); do
    delete "identity-provider/instances/github/mappers/$mapper"
    changed "broker github: a mapper that is not declared taken away"
  done
}

FLOW=refuse-strangers

apply_flow() {
  if ! has_line "$(get authentication/flows alias)" "$FLOW"; then
    create authentication/flows -f "$WORK/flow.json"
    changed "flow $FLOW: made"
  fi
  executions=$(get "authentication/flows/$FLOW/executions" id,providerId,requirement)
  case "$executions" in
    *"$NEWLINE"*) ;;
    *,deny-access-authenticator,REQUIRED) return 0 ;;
  esac
  for execution in $executions; do
    delete "authentication/executions/${execution%%,*}"
  done
  create "authentication/flows/$FLOW/executions/execution" -s provider=deny-access-authenticator
  id=$(get "authentication/flows/$FLOW/executions" id)
  update "authentication/flows/$FLOW/executions" -n -s "id=$id" -s providerId=deny-access-authenticator -s requirement=REQUIRED
  create "authentication/executions/$id/config" -f "$WORK/flow-config.json"
  changed "flow $FLOW: set to refuse"
}

apply_user_profile() { update users/profile -f "$WORK/user-profile.json"; }

apply_directory() {
  id=$(id_of "$(get components id,name -q type=org.keycloak.storage.UserStorageProvider)" ldap)
  if [ ! -f "$WORK/ldap.json" ]; then
    [ -z "$id" ] || update "components/$id" -s 'config.enabled=["false"]'
    return 0
  fi
  if [ -z "$id" ]; then
    id=$(create components -f "$WORK/ldap.json" -i)
    changed "directory ldap: made"
  else
    update "components/$id" -f "$WORK/ldap.json"
  fi
  apply_directory_mappers "$id"
}

apply_directory_mappers() {
  mappers=$(get components id,name -q "parent=$1")
  kept=
  for file in "$WORK"/ldap-mapper.*.json; do
    name=${file##*/ldap-mapper.}
    name=${name%.json}
    id=$(id_of "$mappers" "$name")
    if [ -z "$id" ]; then
      id=$(create components -f "$file" -s "parentId=$1" -i)
      changed "directory ldap: mapper $name made"
    else
      update "components/$id" -f "$file" -s "parentId=$1"
    fi
    kept="$kept$NEWLINE$id"
  done
  while IFS=, read -r id name; do
    if [ -z "$id" ] || has_line "$kept" "$id"; then continue; fi
    delete "components/$id"
    changed "directory ldap: mapper $name taken away"
  done << LINES
$mappers
LINES
}

# --- people ---------------------------------------------------------------------------------------------------------

# An empty list would lock everybody out.
guard_people() {
  while IFS=, read -r _ _ group; do
    [ "$group" != admins ] || return 0
  done < "$FILES/people.csv"
  fail "the list of people has no admin"
}

KEPT=

apply_people() {
  # Lists of all, so that a person who is as declared costs one call.
  members=$(get "groups/$group_people/members" id,enabled,username -q max=100000)
  admins=$(get "groups/$group_admins/members" id -q max=100000)
  editors=$(get "groups/$group_editors/members" id -q max=100000)
  viewers=$(get "groups/$group_viewers/members" id -q max=100000)
  while IFS=, read -r github_id login group; do
    user=$(get users id,username -q idpAlias=github -q "idpUserId=$github_id")
    if [ -z "$user" ]; then
      add_person "$github_id" "$login" "$group"
    else
      keep_person "${user%%,*}" "${user#*,}" "$group"
    fi
  done < "$FILES/people.csv"
}

add_person() {
  if [ -n "$(get users id -q exact=true -q "username=$2")" ]; then
    conflict "$2: a user of this name is there without a link to the GitHub account $1"
    return 0
  fi
  id=$(create users -i -s "username=$2" -s enabled=true -s "groups=[\"/people\",\"/$3\"]" \
    -s "federatedIdentities=[{\"identityProvider\":\"github\",\"userId\":\"$1\",\"userName\":\"$2\"}]")
  KEPT="$KEPT$NEWLINE$id"
  changed "person $2: let in, to $3"
}

keep_person() {
  case "$NEWLINE$members" in
    *"$NEWLINE$1,false,"*) enable_person "$1" "$2" ;;
    *"$NEWLINE$1,true,"*) ;;
    *)
      conflict "$2: the GitHub account is linked to a user that was made by hand"
      return 0
      ;;
  esac
  KEPT="$KEPT$NEWLINE$1"
  for name in admins editors viewers; do
    eval "list=\$$name; id=\$group_$name"
    if [ "$name" = "$3" ]; then
      has_line "$list" "$1" || join_group "$1" "$2" "$name" "$id"
    elif has_line "$list" "$1"; then
      leave_group "$1" "$2" "$name" "$id"
    fi
  done
}

enable_person() {
  update "users/$1" -s enabled=true
  changed "person $2: let in again"
}

join_group() {
  update "users/$1/groups/$4" -n -s "userId=$1" -s "groupId=$4"
  changed "person $2: to $3"
}

leave_group() {
  delete "users/$1/groups/$4"
  changed "person $2: from $3"
}

conflict() {
  CONFLICTS=$((CONFLICTS + 1))
  printf 'CONFLICT: person %s\n' "$*" >&2
}

disable_undeclared() {
  while IFS=, read -r user enabled name; do
    if [ -z "$user" ] || [ "$enabled" = false ] || has_line "$KEPT" "$user"; then continue; fi
    update "users/$user" -s enabled=false
    for group in admins editors viewers; do
      eval "list=\$$group; id=\$group_$group"
      if has_line "$list" "$user"; then leave_group "$user" "$name" "$group" "$id"; fi
    done
    create "users/$user/logout" -b '{}'
    changed "person $name: disabled and signed out"
  done << LINES
$members
LINES
}

main
