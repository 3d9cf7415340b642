#!/usr/bin/env bash
# Verifies every base backup against its manifest (an encrypted one against its digest: what is inside was verified before), and that the
# archived log has no gap since the oldest one.
#   GRID_BACKUP_DIR   where base/ and wal/ are
set -euo pipefail
: "${GRID_BACKUP_DIR:?is not set: where backups are kept}"
status=0 first='' clear=0

# The segment from which on a backup needs the log.
first_segment() {
    if [[ -e $1/first-segment ]]; then cat "$1/first-segment"
    else sed -nE 's/^START WAL LOCATION: .*\(file ([0-9A-F]{24})\)$/\1/p' "$1/backup_label"
    fi
}

for backup in "$GRID_BACKUP_DIR"/base/2*; do
    [[ -d $backup ]] || { echo "verify: there is no base backup in $GRID_BACKUP_DIR/base." >&2; exit 1; }
    if [[ -e $backup/backup.tar.age ]]; then
        if (cd "$backup" && sha256sum --check --quiet SHA256SUMS); then echo "$(basename "$backup"): whole"
        else status=1
        fi
    elif pg_verifybackup --quiet "$backup"; then echo "$(basename "$backup"): whole, in the clear"; clear=$((clear + 1))
    else status=1
    fi
    : "${first:=$(first_segment "$backup")}"
done

# Segments of one timeline follow each other; a segment's number is its last 16 digits, of which the second half ends at FF (16 MB segments).
number() { printf '%d\n' $(( 16#${1:8:8} * 256 + 16#${1:16:8} )); }
last='' gaps=0
for segment in $(cd "$GRID_BACKUP_DIR/wal" && find . -maxdepth 1 -type f -printf '%f\n' | grep -E '^[0-9A-F]{24}(\.age)?$' | sort); do
    if [[ $segment == *.age ]]; then segment=${segment%.age}
    elif [[ ! $segment < $first ]]; then clear=$((clear + 1))
    fi
    [[ $segment < $first ]] && continue
    if [[ -n $last && ${last:0:8} == "${segment:0:8}" ]] && (( $(number "$segment") != $(number "$last") + 1 )); then
        echo "verify: the log between $last and $segment is missing." >&2
        gaps=$((gaps + 1))
    fi
    last=$segment
done
echo "log from $first to ${last:-none}: $gaps gaps, $clear backups and segments in the clear"
(( gaps == 0 )) || status=1
exit "$status"
