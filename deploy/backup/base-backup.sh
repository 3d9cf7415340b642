#!/usr/bin/env bash
# Takes a base backup of the running cluster, and keeps it only if it verifies, encrypted to the recovery key.
#   GRID_BACKUP_DIR   where base/ and wal/ are; not on the disk of the database
#   GRID_BACKUP_RECIPIENTS   file with the public recovery keys (age); "none": kept in the clear, which verify.sh reports
#   GRID_BACKUP_WORK  where the backup is before it is encrypted: on the database's own machine, as large as the database
#   PGHOST, PGPORT, PGUSER, PGPASSFILE   a role with REPLICATION
# Prints the backup's name: the moment (UTC) from which on it can be restored to, given the archived log.
set -euo pipefail
umask 077
: "${GRID_BACKUP_DIR:?is not set: where backups are kept}"
recipients=${GRID_BACKUP_RECIPIENTS:?is not set: the file with the public recovery keys, or none}
if [[ $recipients != none ]]; then
    : "${GRID_BACKUP_WORK:?is not set: a folder on the machine of the database}"
    command -v age >/dev/null || { echo "base-backup: age is not installed (Debian: apt-get install age)." >&2; exit 69; }
    [[ -s $recipients ]] || { echo "base-backup: $recipients is missing or empty." >&2; exit 66; }
fi
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
if [[ $recipients != none ]]; then
    sealed=$new
    new=$GRID_BACKUP_WORK/base
    mkdir -p "$GRID_BACKUP_WORK"
    rm -rf "$new" # Of a run that was killed.
    trap 'rm -rf "$new" ${own:+"$own"}' EXIT
fi
# The log that was written meanwhile comes with it: the backup is whole without the archive.
pg_basebackup --pgdata="$new" --format=plain --wal-method=stream --checkpoint=fast --manifest-checksums=SHA256 --label="grid $(date -u +%FT%TZ)" --no-password
pg_verifybackup --quiet "$new"

name=$(date -u +%Y%m%dT%H%M%SZ)
if [[ $recipients != none ]]; then
    mkdir "$sealed"
    # What prune.sh and verify.sh need without the key.
    sed -nE 's/^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)$/\1/p' "$new/backup_label" > "$sealed/first-segment"
    tar --create --directory="$new" . | age --encrypt --recipients-file "$recipients" --output "$sealed/backup.tar.age"
    (cd "$sealed" && sha256sum backup.tar.age > SHA256SUMS)
    rm -rf "$new"
    new=$sealed
fi
sync --file-system "$new"
mv "$new" "$GRID_BACKUP_DIR/base/$name"
printf '%s\n' "$name"
