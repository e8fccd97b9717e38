#!/bin/sh
# Backs up the centre: database, files, key and unfinished uploads. Every run makes one folder TARGET/TIME, complete or not there.
#   deploy/backup.sh TARGET
# Settings by the environment: BUKTI_DATABASE (URL of the owner's role), BUKTI_DATA (the gateway's --data), BUKTI_KEY (its --key),
# BUKTI_BLOBS (a folder, or s3://BUCKET/PREFIX with the AWS_ settings), BUKTI_BACKUP_PASSPHRASE (file), and, where the key has one,
# BUKTI_KEY_PASSPHRASE (file). BUKTI_PYTHON: the Python of the installation.
set -eu
umask 077
[ $# = 1 ] || { echo "Use: backup.sh TARGET" >&2; exit 2; }
: "${BUKTI_DATABASE:?}" "${BUKTI_DATA:?}" "${BUKTI_KEY:?}" "${BUKTI_BLOBS:?}" "${BUKTI_BACKUP_PASSPHRASE:?}"
python=${BUKTI_PYTHON:-/opt/bukti/.venv/bin/python}
program=$(cd "$(dirname "$0")/.." && pwd)
target=$(mkdir -p "$1" && cd "$1" && pwd)
name=$(date -u +%Y%m%dT%H%M%SZ)
work="$target/.$name"
mkdir "$work"

# The database first: a file that comes later is only more than it names. Files are never changed, so that copying them while the
# gateway serves is sound.
pg_dump --format=custom --file="$work/database.dump" "$BUKTI_DATABASE"

cd "$program"
mkdir -p "$target/blobs"
"$python" -m server files "$target/blobs" --blobs "$BUKTI_BLOBS" >&2

mkdir "$work/spool"
if [ -d "$BUKTI_DATA/spool" ]; then cp -a "$BUKTI_DATA/spool/." "$work/spool/"; fi

"$python" -m server key backup "$work/key.json" --key "$BUKTI_KEY" --backup-passphrase "$BUKTI_BACKUP_PASSPHRASE" \
  ${BUKTI_KEY_PASSPHRASE:+--key-passphrase "$BUKTI_KEY_PASSPHRASE"} >/dev/null

(cd "$work" && sha256sum database.dump key.json >SHA256SUMS)
sync
mv "$work" "$target/$name"
sync
echo "$target/$name"
