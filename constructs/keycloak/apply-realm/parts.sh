# shellcheck shell=sh
# The realm and its parts: found by name, made where they are missing, brought into line where they are there.

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

GROUP_IDS=

apply_groups() {
  groups=$(get groups id,name -q max=100000)
  while IFS=, read -r group role; do
    id=$(id_of "$groups" "$group")
    if [ -z "$id" ]; then
      id=$(create groups -s "name=$group" -i)
      changed "group $group: made"
    fi
    apply_group_role "$id" "$group" "$role"
    GROUP_IDS="$GROUP_IDS$NEWLINE$id,$group"
  done < "$FILES/groups.csv"
}

group_id() { id_of "$GROUP_IDS" "$1"; }

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

# The account of the team sync: it may manage the users of this realm, and nothing else.
apply_team_sync() {
  id=$(get clients id -q clientId=team-sync)
  if [ ! -f "$WORK/team-sync.json" ]; then
    [ -n "$id" ] || return 0
    delete "clients/$id"
    changed "client team-sync: taken away"
    return 0
  fi
  if [ -z "$id" ]; then
    id=$(create clients -f "$WORK/team-sync.json" -i)
    changed "client team-sync: made"
  else
    update "clients/$id" -f "$WORK/team-sync.json"
  fi
  account=$(get "clients/$id/service-account-user" id)
  management=$(get clients id -q clientId=realm-management)
  has_line "$(get "users/$account/role-mappings/clients/$management" name)" manage-users && return 0
  kc add-roles -r "$KEYCLOAK_REALM" --uid "$account" --cclientid realm-management --rolename manage-users
  changed "client team-sync: may manage users"
}

# The flow first: a broker names it, and without it would fall back to one that lets strangers in.
apply_brokers() {
  apply_flow
  brokers=$(get identity-provider/instances alias,enabled)
  for broker in github google; do
    if [ -f "$WORK/broker.$broker.json" ]; then
      apply_broker "$broker"
    elif has_line "$brokers" "$broker,true"; then
      # Not deleted: the links of its people would go too.
      update "identity-provider/instances/$broker" -s enabled=false
      changed "broker $broker: disabled"
    fi
  done
}

apply_broker() {
  if has_start "$brokers" "$1,"; then
    update "identity-provider/instances/$1" -f "$WORK/broker.$1.json"
  else
    create identity-provider/instances -f "$WORK/broker.$1.json"
    changed "broker $1: made"
  fi
  for mapper in $(get "identity-provider/instances/$1/mappers" id); do
    delete "identity-provider/instances/$1/mappers/$mapper"
    changed "broker $1: a mapper that is not declared taken away"
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
