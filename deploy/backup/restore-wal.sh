#!/usr/bin/env bash
# PostgreSQL's restore_command: hands one segment of the archive back. Exit code 1 says "there is none", which ends a recovery in good order; a code above 125 would stop the server.
#   restore_command = '/opt/grid/deploy/backup/restore-wal.sh /backup/grid/wal "%f" "%p"'
set -euo pipefail
[[ -f $1/$2 ]] || exit 1
cp "$1/$2" "$3"
