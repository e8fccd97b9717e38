#!/bin/sh
# Puts a centre back from a backup: into an empty database, an empty data folder, an empty key folder, an empty store.
#   deploy/restore.sh TARGET/TIME
# Settings as for backup.sh. Afterwards: start the gateway, and let some laptops ask with `check --against` whether all is still held.
set -eu
umask 077
[ $# = 1 ] || { echo "Use: restore.sh TARGET/TIME" >&2; exit 2; }
: "${BUKTI_DATABASE:?}" "${BUKTI_DATA:?}" "${BUKTI_KEY:?}" "${BUKTI_BLOBS:?}" "${BUKTI_BACKUP_PASSPHRASE:?}"
python=${BUKTI_PYTHON:-/opt/bukti/.venv/bin/python}
program=$(cd "$(dirname "$0")/.." && pwd)
from=$(cd "$1" && pwd)

(cd "$from" && sha256sum --check --quiet SHA256SUMS) || { echo "Nothing was restored: the backup is damaged." >&2; exit 1; }
[ "$(psql -Atqc "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()" "$BUKTI_DATABASE")" = 0 ] ||
  { echo "Nothing was restored: the database is not empty." >&2; exit 1; }

mkdir -p "$BUKTI_DATA"
cd "$program"
"$python" -m server key restore "$from/key.json" --key "$BUKTI_KEY" --backup-passphrase "$BUKTI_BACKUP_PASSPHRASE" \
  ${BUKTI_KEY_PASSPHRASE:+--key-passphrase "$BUKTI_KEY_PASSPHRASE"}

case "$BUKTI_BLOBS" in *://*) ;; *) mkdir -p "$BUKTI_BLOBS" ;; esac
"$python" -m server files "$BUKTI_BLOBS" --blobs "$from/../blobs" >&2
mkdir -p "$BUKTI_DATA/spool"
cp -a "$from/spool/." "$BUKTI_DATA/spool/"

pg_restore --exit-on-error --no-owner --no-privileges --dbname="$BUKTI_DATABASE" "$from/database.dump"
# the roles' rights, and the tables of this version if the backup is of an earlier one
"$python" -m server migrate --database "$BUKTI_DATABASE"
echo "Restored. Start the gateway now."
