# shellcheck shell=sh
# Who may enter.

# An empty list would lock everybody out.
guard_people() {
  while IFS=, read -r _ _ _ group; do
    [ "$group" != admins ] || return 0
  done < "$FILES/people.csv"
  fail "the list of people has no admin"
}

KEPT=
CONFLICTS=0

# Lists of all, so that a person who is as declared costs one call.
apply_people() {
  people=$(members_of people id,enabled,username)
  team_members=$(members_of team-members id,enabled,username)
  suspended=$(members_of suspended id)
  admins=$(members_of admins id)
  editors=$(members_of editors id)
  viewers=$(members_of viewers id)
  while IFS=, read -r broker account name group; do
    user=$(get users id,username -q "idpAlias=$broker" -q "idpUserId=$account")
    if [ -z "$user" ]; then
      add_person "$broker" "$account" "$name" "$group"
    else
      keep_person "${user%%,*}" "${user#*,}" "$group"
    fi
  done < "$FILES/people.csv"
}

members_of() { get "groups/$(group_id "$1")/members" "$2" -q max=100000; }

add_person() {
  if ! username=$(free_name "$3" "$2"); then
    conflict "$3: a user of this name is there without a link to the $1 account $2"
    return 0
  fi
  id=$(create users -i -s "username=$username" -s enabled=true -s "groups=[\"/people\",\"/$4\"]" \
    -s "federatedIdentities=[{\"identityProvider\":\"$1\",\"userId\":\"$2\",\"userName\":\"$3\"}]")
  KEPT="$KEPT$NEWLINE$id"
  changed "person $username: let in, to $4"
}

# Who was ours keeps the name, disabled or not; the newcomer gets it with their number.
free_name() {
  holder=$(get users id -q exact=true -q "username=$1")
  if [ -z "$holder" ]; then
    printf '%s' "$1"
    return 0
  fi
  has_start "$people$NEWLINE$team_members" "$holder," || return 1
  [ -z "$(get users id -q exact=true -q "username=$1-$2")" ] || return 1
  printf '%s' "$1-$2"
}

keep_person() {
  if has_start "$team_members" "$1,"; then
    move "$1" team-members people
    changed "person $2: declared, no longer the team sync's"
  elif ! has_start "$people" "$1,"; then
    conflict "$2: the account is linked to a user that was made by hand"
    return 0
  fi
  KEPT="$KEPT$NEWLINE$1"
  keep_enabled "$1" "$2"
  for role in admins editors viewers; do
    if [ "$role" = "$3" ]; then
      is_in "$role" "$1" || join_group "$1" "$2" "$role"
    elif is_in "$role" "$1"; then
      leave_group "$1" "$2" "$role"
    fi
  done
}

keep_enabled() {
  if has_line "$suspended" "$1"; then
    has_start "$people$NEWLINE$team_members" "$1,true," || return 0
    shut_out "$1"
    changed "person $2: suspended, disabled and signed out"
  elif has_start "$people$NEWLINE$team_members" "$1,false,"; then
    update "users/$1" -s enabled=true
    changed "person $2: let in again"
  fi
}

# Whether a user was in a role's group when the lists were read.
is_in() {
  case "$1" in
    admins) has_line "$admins" "$2" ;;
    editors) has_line "$editors" "$2" ;;
    viewers) has_line "$viewers" "$2" ;;
  esac
}

put_in() {
  group=$(group_id "$2")
  update "users/$1/groups/$group" -n -s "userId=$1" -s "groupId=$group"
}

take_out() { delete "users/$1/groups/$(group_id "$2")"; }

move() {
  put_in "$1" "$3"
  take_out "$1" "$2"
}

join_group() {
  put_in "$1" "$3"
  changed "person $2: to $3"
}

leave_group() {
  take_out "$1" "$3"
  changed "person $2: from $3"
}

shut_out() {
  update "users/$1" -s enabled=false
  create "users/$1/logout" -b '{}'
}

conflict() {
  CONFLICTS=$((CONFLICTS + 1))
  printf 'CONFLICT: person %s\n' "$*" >&2
}

# Without a team sync nobody would look after its people, so they are not declared either.
disable_undeclared() {
  disable_others "$people"
  if [ -f "$WORK/team-sync.json" ]; then hand_over "$people"; else disable_others "$team_members"; fi
}

disable_others() {
  while IFS=, read -r user enabled name; do
    if [ -z "$user" ] || [ "$enabled" = false ] || has_line "$KEPT" "$user"; then continue; fi
    shut_out "$user"
    for role in admins editors viewers; do
      if is_in "$role" "$user"; then leave_group "$user" "$name" "$role"; fi
    done
    changed "person $name: disabled and signed out"
  done << LINES
$1
LINES
}

# Whoever is in a team comes back by it.
hand_over() {
  while IFS=, read -r user _ name; do
    if [ -z "$user" ] || has_line "$KEPT" "$user"; then continue; fi
    move "$user" people team-members
    changed "person $name: no longer declared, the team sync's"
  done << LINES
$1
LINES
}
