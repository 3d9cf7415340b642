#!/usr/bin/env bash
# Removes base backups beyond the newest GRID_BACKUP_KEEP (14), and the log that only they needed. Never removes the last one.
#   GRID_BACKUP_DIR   where base/ and wal/ are
set -euo pipefail
: "${GRID_BACKUP_DIR:?is not set: where backups are kept}"
keep=${GRID_BACKUP_KEEP:-14}
[[ $keep =~ ^[1-9][0-9]*$ ]] || { echo "prune: GRID_BACKUP_KEEP must be 1 or more." >&2; exit 64; }

mapfile -t backups < <(find "$GRID_BACKUP_DIR/base" -mindepth 1 -maxdepth 1 -type d -name '2*' -printf '%f\n' | sort --reverse)
(( ${#backups[@]} > 0 )) || { echo "prune: there is no base backup; nothing is removed." >&2; exit 1; }
for old in "${backups[@]:keep}"; do
    rm -rf "${GRID_BACKUP_DIR:?}/base/$old"
    echo "removed $old"
done

# The oldest that stays needs the log from its beginning on.
oldest=$(( ${#backups[@]} < keep ? ${#backups[@]} : keep ))
# The segment from which on a backup needs the log.
first_segment() {
    if [[ -e $1/first-segment ]]; then cat "$1/first-segment"
    else sed -nE 's/^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)$/\1/p' "$1/backup_label"
    fi
}
first=$(first_segment "$GRID_BACKUP_DIR/base/${backups[oldest - 1]}")
pg_archivecleanup "$GRID_BACKUP_DIR/wal" "$first"
pg_archivecleanup -x .age "$GRID_BACKUP_DIR/wal" "$first"
pg_archivecleanup -x .sha256 "$GRID_BACKUP_DIR/wal" "$first"
echo "the log before $first is removed"
