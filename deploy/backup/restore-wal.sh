#!/usr/bin/env bash
# PostgreSQL's restore_command: hands one segment of the archive back. Exit code 1 says "there is none", which ends a recovery in good
# order; a code above 125 stops the server, as it must if a segment is there and cannot be opened: the recovery would end too early.
#   restore_command = '/opt/grid/deploy/backup/restore-wal.sh /backup/grid/wal "%f" "%p" "/root/recovery.key"'
set -euo pipefail
archived=$1/$2 into=$3 identity=${4:-}
if [[ -f $archived ]]; then
    cp "$archived" "$into" || exit 126
    exit 0
fi
[[ -f $archived.age ]] || exit 1
[[ -n $identity ]] || { echo "restore-wal: $2 is encrypted, and no recovery key was given." >&2; exit 126; }
age --decrypt --identity "$identity" --output "$into" "$archived.age" || exit 126
digest=$(sha256sum < "$into")
[[ ${digest%% *} == "$(cat "$archived.sha256")" ]] || { echo "restore-wal: $2 is not as it was archived." >&2; exit 126; }
