#!/bin/sh
# Lists a bucket and pushes how much is in it. A list that fails pushes nothing: what was pushed last grows old, and an
# alert tells of that.
#
# Runs in rclone's image. Environment: BUCKET, PUSH_URL with the job's name, perhaps LARGEST in bytes, and
# RCLONE_CONFIG_STORE_* with address, region and key.
set -eu

WORK=${TMPDIR:-/tmp}

main() {
  rclone size --json --fast-list "store:$BUCKET" >"$WORK/size"
  bytes=$(number bytes)
  count=$(number count)
  {
    metric bucket_size_bytes "Bytes of all objects." "$bytes"
    metric bucket_objects "Objects." "$count"
    [ -z "${LARGEST:-}" ] || metric bucket_size_limit_bytes "Size that it must not reach." "$LARGEST"
  } >"$WORK/metrics"
  wget -q -O "$WORK/answer" --post-file "$WORK/metrics" "$PUSH_URL"
  echo "bucket $BUCKET: $bytes bytes in $count objects"
}

# number KEY: a number of rclone's answer.
number() {
  found=$(sed -n "s/.*\"$1\": *\([0-9][0-9]*\).*/\1/p" "$WORK/size")
  [ -n "$found" ] || { echo "rclone said no $1: $(cat "$WORK/size")" >&2; exit 1; }
  echo "$found"
}

# metric NAME HELP VALUE
metric() {
  printf '# HELP %s %s\n# TYPE %s gauge\n%s{bucket="%s"} %s\n' "$1" "$2" "$1" "$1" "$BUCKET" "$3"
}

main
