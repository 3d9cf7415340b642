#!/usr/bin/env bash
# Waits until the process at a port of this machine is ready: wait-ready.sh PORT SECONDS
set -uo pipefail
deadline=$((SECONDS + $2))
ready() {
    local status=''
    { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
    printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
    read -r -t 5 _ status _ <&3
    exec 3>&-
    [[ $status == 200 ]]
}
until ready "$1"; do
    (( SECONDS < deadline )) || { echo "not ready after $2 s" >&2; exit 1; }
    sleep 0.5
done
