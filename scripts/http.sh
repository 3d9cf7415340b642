# Asking the register whether it is there, without a program that a fresh machine may not have.
# shellcheck shell=bash

# shellcheck disable=SC2034 # used by run and load
DEFAULT_URL=http://127.0.0.1:5080

url_host() { local rest=${1#*://}; rest=${rest%%/*}; printf '%s\n' "${rest%:*}"; }

url_port() {
    local rest=${1#*://}
    rest=${rest%%/*}
    if [[ $rest == *:* ]]; then printf '%s\n' "${rest##*:}"; else echo 80; fi
}

# Addresses to listen on are not all addresses to call.
callable_host() { case $1 in '*' | '+' | 0.0.0.0 | '[::]') echo 127.0.0.1 ;; *) printf '%s\n' "$1" ;; esac; }

# Whether GET /health/ready answers 200 within two seconds.
is_ready() { # url
    local host port status
    host=$(callable_host "$(url_host "$1")")
    port=$(url_port "$1")
    status=$(
        exec 2>/dev/null
        exec 3<>"/dev/tcp/$host/$port" || exit
        printf 'GET /health/ready HTTP/1.0\r\nHost: %s\r\nConnection: close\r\n\r\n' "$host:$port" >&3
        read -r -t 2 line <&3 && printf '%s' "$line"
    ) || return 1
    [[ $status == HTTP/1.[01]\ 200* ]]
}
