#!/usr/bin/env bash
# Takes a base backup of the running cluster, and keeps it only if it verifies.
#   GRID_BACKUP_DIR   where base/ and wal/ are; not on the disk of the database
#   PGHOST, PGPORT, PGUSER, PGPASSFILE   a role with REPLICATION
# Prints the backup's name: the moment (UTC) from which on it can be restored to, given the archived log.
set -euo pipefail
umask 077
: "${GRID_BACKUP_DIR:?is not set: where backups are kept}"
mkdir -p "$GRID_BACKUP_DIR/base" "$GRID_BACKUP_DIR/wal"

exec 9>"$GRID_BACKUP_DIR/base.lock"
flock --nonblock 9 || { echo "base-backup: another one is running." >&2; exit 75; }

# systemd hands a credential over with mode 0440 (from 254 on), and libpq ignores a password file that a group may read: it gets a copy of its own, in memory where the unit gives a place.
if [[ -n ${PGPASSFILE:-} ]]; then
    own=$(mktemp -d -p "${RUNTIME_DIRECTORY:-${TMPDIR:-/tmp}}")
    trap 'rm -rf "$own"' EXIT
    cat -- "$PGPASSFILE" > "$own/pgpass"
    export PGPASSFILE=$own/pgpass
fi

new=$GRID_BACKUP_DIR/base/.new
rm -rf "$new"
# The log that was written meanwhile comes with it: the backup is whole without the archive.
pg_basebackup --pgdata="$new" --format=plain --wal-method=stream --checkpoint=fast --manifest-checksums=SHA256 --label="grid $(date -u +%FT%TZ)" --no-password
pg_verifybackup --quiet "$new"

name=$(date -u +%Y%m%dT%H%M%SZ)
sync --file-system "$new"
mv "$new" "$GRID_BACKUP_DIR/base/$name"
printf '%s\n' "$name"
