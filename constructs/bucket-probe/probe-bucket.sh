#!/bin/sh
# Puts an object into the bucket of the logs, gets it back and deletes it, with the key that Loki will have. Says what is
# wrong where one of these fails: Loki itself would take logs for hours before it shows that it cannot store them.
#
# Runs in rclone's image. Environment: BUCKET, and RCLONE_CONFIG_STORE_* with address, region and key.
set -u

OBJECT="store:$BUCKET/belvedere-probe/${HOSTNAME:-probe}"
WORK=${TMPDIR:-/tmp}

main() {
  echo "written to see whether it can be read" >"$WORK/put"
  try put rcat "$OBJECT" <"$WORK/put"
  try get cat "$OBJECT" >"$WORK/got"
  [ "$(cat "$WORK/got")" = "$(cat "$WORK/put")" ] || fail get "it gave another object back than was put"
  try delete deletefile "$OBJECT"
  echo "bucket $BUCKET: put, get and delete work"
}

# try STEP COMMAND...: runs rclone, and ends with what is wrong where that fails.
try() {
  step=$1
  shift
  rclone "$@" 2>"$WORK/errors" || fail "$step" "$(reason "$step" "$(cat "$WORK/errors")")"
}

reason() {
  case $2 in
    *"no such host"* | *"server misbehaving"*) echo "DNS: the name of the endpoint is not known" ;;
    *x509:* | *tls:* | *"server gave HTTP response to HTTPS client"*) echo "TLS: the endpoint shows no certificate that is trusted" ;;
    *"connection refused"* | *"i/o timeout"* | *"deadline exceeded"* | *"no route to host"*) echo "network: the endpoint does not answer" ;;
    *NoSuchBucket*) echo "bucket: there is none of this name at the endpoint" ;;
    *InvalidAccessKeyId*) echo "key: the store does not know its id" ;;
    *SignatureDoesNotMatch*) echo "signature: the secret is not that of the id, or the region is another" ;;
    *AccessDenied* | *Forbidden* | *"StatusCode: 403"*) echo "permission: the key may not $1 objects in this bucket" ;;
    *PermanentRedirect* | *AuthorizationHeaderMalformed* | *"StatusCode: 301"*) echo "region: the bucket lies in another" ;;
    *"directory not found"* | *"object not found"*) echo "permission: the key may put objects, and not $1 or list them" ;;
    *) echo "not known, see above" ;;
  esac
}

fail() {
  cat "$WORK/errors" >&2
  echo "bucket $BUCKET: $1 failed: $2" >&2
  exit 1
}

main
