#!/usr/bin/env bash
# Makes a standby of the primary that PGHOST, PGPORT, PGUSER (a role with REPLICATION) and PGPASSFILE or PGPASSWORD name, as a new data directory. Start a server on it and it follows.
#   standby.sh --into DIR --name NAME
#     --into DIR    must not exist; run this as the user that the server runs as
#     --name NAME   what the primary calls it: its slot, and its name in synchronous_standby_names
set -euo pipefail
umask 077
into='' name=''
while (( $# > 0 )); do
    case $1 in
        --into) into=${2:?--into needs a directory}; shift 2 ;;
        --name) name=${2:?--name needs a name}; shift 2 ;;
        *) echo "standby: $1 is not known." >&2; exit 64 ;;
    esac
done
[[ -n $into && $name =~ ^[a-z][a-z0-9_]*$ ]] || { echo "standby: --into DIR and --name NAME (small letters, digits, _) are needed." >&2; exit 64; }
[[ ! -e $into ]] || { echo "standby: $into exists." >&2; exit 73; }

# The slot keeps the log for as long as the standby is away, up to max_slot_wal_keep_size: set that one, or a standby that never returns fills the primary's disk.
slot_exists=$(psql -X -At -d postgres -c "SELECT count(*) FROM pg_replication_slots WHERE slot_name = '$name'")
create=(); if [[ $slot_exists == 0 ]]; then create=(--create-slot); fi
PGAPPNAME=$name pg_basebackup --pgdata="$into" --format=plain --wal-method=stream --checkpoint=fast --write-recovery-conf "${create[@]}" --slot="$name" --no-password
pg_verifybackup --quiet "$into"
printf "synchronous_standby_names = ''\n" >> "$into/postgresql.auto.conf"
printf 'standby %s is in %s; start the server on it\n' "$name" "$into"
