# shellcheck shell=sh
# How the other files talk: to people, to Keycloak, and about lists of lines. Secrets are put in here alone.

CHANGES=0

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

# Whether a text has a line that starts with this.
has_start() {
  case "$NEWLINE$1" in
    *"$NEWLINE$2"*) return 0 ;;
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
