#!/bin/sh
# Puts Slack's addresses into the program's file. The whole file lies in memory alone, readable for its user.
set -eu
umask 077

TEMPLATE=$1
FILE=$2
SCRIPT=$FILE.sed

# Where its address is not given, the line is not in the template either.
fill() {
  place=$1
  address=$2
  [ -n "$address" ] || return 0
  case $address in
  *[!A-Za-z0-9._~:/?#@\&+,=%-]*)
    echo "the address for $place holds a sign that no address of Slack has" >&2
    exit 1
    ;;
  https://*) ;;
  *)
    echo "the address for $place does not begin with https://" >&2
    exit 1
    ;;
  esac
  # The shell's own printf: no other process is told the address by its arguments.
  printf '/"SLACK_ALERTS_URL": /s|@%s@|%s|\n' "$place" "$(printf '%s' "$address" | sed 's/&/\\&/g')" >>"$SCRIPT"
}

: >"$SCRIPT"
fill notifications "$(printf '%s' "${SLACK_URL:-}")"
fill notifications-test "$(printf '%s' "${SLACK_TEST_URL:-}")"
sed -f "$SCRIPT" "$TEMPLATE" >"$FILE"
rm "$SCRIPT"
