#!/usr/bin/env bash
# Makes a new data directory as the cluster was at a moment. Start a server on it: it reads the archived log up to that moment and then opens for writing.
#   restore.sh --into DIR [--identity FILE] [--to '2026-11-22 14:03:00+08'] [--backup NAME]
#     --into DIR     must not exist; run this as the user that the server runs as
#     --identity FILE  the recovery key (age), for encrypted backups; the server reads it until the log is applied, so its user must be able to
#     --to MOMENT    with its zone; without it: all that was archived
#     --backup NAME  a folder of base/; without it the newest one that ends before the moment
#   GRID_BACKUP_DIR  where base/ and wal/ are
set -euo pipefail
umask 077
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
: "${GRID_BACKUP_DIR:?is not set: where backups are kept}"
into='' to='' backup='' identity=''
while (( $# > 0 )); do
    case $1 in
        --into) into=${2:?--into needs a directory}; shift 2 ;;
        --identity) identity=$(realpath -- "${2:?--identity needs a file}"); shift 2 ;;
        --to) to=${2:?--to needs a moment}; shift 2 ;;
        --backup) backup=${2:?--backup needs a name}; shift 2 ;;
        *) echo "restore: $1 is not known." >&2; exit 64 ;;
    esac
done
[[ -n $into ]] || { echo "restore: --into DIR is missing." >&2; exit 64; }
[[ ! -e $into ]] || { echo "restore: $into exists; a restore never overwrites." >&2; exit 73; }
[[ -z $to || $to =~ (Z|[+-][0-9]{2}(:?[0-9]{2})?)$ ]] || { echo "restore: say the zone of the moment: '$to+08'." >&2; exit 64; }

if [[ -z $backup ]]; then
    # A name is the moment at which that backup was whole: it can be rolled forward from there, never back.
    limit=99999999T999999Z
    [[ -z $to ]] || limit=$(date -u -d "$to" +%Y%m%dT%H%M%SZ)
    while read -r name; do
        if [[ ! $name > $limit ]]; then backup=$name; fi
    done < <(find "$GRID_BACKUP_DIR/base" -mindepth 1 -maxdepth 1 -type d -name '2*' -printf '%f\n' | sort)
    [[ -n $backup ]] || { echo "restore: no base backup is older than $to." >&2; exit 66; }
fi
source=$GRID_BACKUP_DIR/base/$backup
if [[ -e $source/backup.tar.age ]]; then
    [[ -r $identity ]] || { echo "restore: $backup is encrypted; --identity FILE must name the recovery key." >&2; exit 66; }
    mkdir "$into"
    age --decrypt --identity "$identity" "$source/backup.tar.age" | tar --extract --directory="$into" --same-permissions
    pg_verifybackup --quiet "$into"
else
    pg_verifybackup --quiet "$source"
    cp --archive "$source" "$into"
fi
chmod 700 "$into"
rm -f "$into/standby.signal" "$into/postmaster.pid"
touch "$into/recovery.signal"
{
    printf "\n# Restored from %s.\n" "$backup"
    printf "restore_command = '\"%s/restore-wal.sh\" \"%s/wal\" \"%%f\" \"%%p\" \"%s\"'\n" "$here" "$GRID_BACKUP_DIR" "$identity"
    if [[ -n $to ]]; then printf "recovery_target_time = '%s'\n" "$to"; fi
    printf "recovery_target_timeline = 'latest'\nrecovery_target_action = 'promote'\n"
    # Until somebody has looked at it: a trial restore must not write into the archive of the real one, nor wait for its standby.
    printf "archive_mode = off\nsynchronous_standby_names = ''\nprimary_conninfo = ''\nprimary_slot_name = ''\n"
} >> "$into/postgresql.auto.conf"
printf 'restored %s into %s; start the server on it, then run ./grid db check\n' "$backup" "$into"
