# ./grid cluster: several silos and API processes behind a proxy, on one machine.
# shellcheck shell=bash

silos_help() {
    cat <<'HELP'
Usage: ./grid cluster [--silos N] [--apis M] [--port P] [--no-build]

Starts the register as several processes and stays until Ctrl-C: PostgreSQL (a private cluster, unless GRID_DATABASE names a
server), migrations, the simulators as ./grid run does, N silos that find each other through the database, M API processes that
are clients of them, and a proxy at the register's address. A silo or API process that ends is started again at its old address:
kill one to see it. Ctrl-C (or SIGTERM) stops proxy, API processes, silos, simulators and PostgreSQL, in this order.

  --silos N    silos (2)
  --apis M     API processes (2)
  --port P     the proxy listens on http://127.0.0.1:P (5080; GRID_URLS gives whole addresses)
  --no-build   run what was built last
HELP
}

# One entry each: what it is called, its process (0: not started), its address, its ports as a silo, when it was started.
NAMES=() PIDS=() ADDRESSES=() SILO_PORTS=() GATEWAY_PORTS=() STARTED=()

silos_command() {
    local build=yes silos=2 apis=2
    while (( $# > 0 )); do
        case $1 in
            --silos) need_argument "$1" $#; silos=$2; shift 2 ;;
            --apis) need_argument "$1" $#; apis=$2; shift 2 ;;
            --port)
                need_argument "$1" $#
                [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] && (( $2 <= 65535 )) || die "--port goes from 1 to 65535."
                GRID_URLS=http://127.0.0.1:$2
                shift 2
                ;;
            --no-build) build=no; shift ;;
            --help | -h | help) silos_help; return ;;
            *) die "cluster does not know $1. See ./grid cluster --help." ;;
        esac
    done
    [[ $silos =~ ^[1-9][0-9]?$ ]] || die "--silos goes from 1 to 99."
    [[ $apis =~ ^[1-9][0-9]?$ ]] || die "--apis goes from 1 to 99."
    export GRID_URLS=${GRID_URLS:-$DEFAULT_URL}
    run_silos "$build" "$silos" "$apis"
}

run_silos() { # yes or no: build; silos; API processes
    local url=${GRID_URLS%%;*}
    take_home_lock || die "the register of this home is already running (process $(running_pid), $(cat "$GRID_HOME/url" 2>/dev/null || echo "$url"))."
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    trap stop_silos EXIT
    stop_orphan
    port_is_free "$(url_port "$url")" || die "port $(url_port "$url") is in use by another program. Choose one: ./grid cluster --port P"
    ensure_dotnet
    ! uses_private_cluster || ensure_postgres
    ensure_certificate_fonts
    if [[ $1 == yes ]]; then
        say "Building …"
        build_register
    fi
    prepare_run "$url"

    name_processes "$2" "$3"
    # The first silo makes what a fresh home lacks (keys, the cluster's first row); the others need not race for it.
    start_and_wait 0 0
    start_and_wait 1 $((${#NAMES[@]} - 2))
    start_and_wait $((${#NAMES[@]} - 1)) $((${#NAMES[@]} - 1))
    printf '%s\n' "$url" > "$GRID_HOME/url"
    announce "$url" "$(process_lines)"
    trap 'exit 0' INT TERM HUP
    watch_silos
}

name_processes() { # silos, API processes
    local i
    : > "$GRID_HOME/ports"
    for ((i = 1; i <= $1; i++)); do NAMES+=("silo-$i"); done
    for ((i = 1; i <= $2; i++)); do NAMES+=("api-$i"); done
    NAMES+=(proxy)
    for i in "${!NAMES[@]}"; do
        PIDS[i]=0 STARTED[i]=0
        ADDRESSES[i]=http://127.0.0.1:$(another_port)
        case ${NAMES[i]} in
            silo-*) SILO_PORTS[i]=$(another_port) GATEWAY_PORTS[i]=$(another_port) ;;
            proxy) ADDRESSES[i]=${GRID_URLS%%;*} ;;
        esac
    done
}

# Nothing listens yet on those that were chosen before: they stand in a file.
another_port() {
    local file=$GRID_HOME/ports port
    while port=$(free_port); do
        grep -qx "$port" "$file" || break
    done
    printf '%s\n' "$port" >> "$file"
    printf '%s\n' "$port"
}

start_process() { # index
    local launcher name=${NAMES[$1]} log=$GRID_LOGS/${NAMES[$1]}.log
    set_launcher
    if (( STARTED[$1] == 0 )) && [[ -s $log ]]; then mv "$log" "$GRID_LOGS/$name.previous.log"; fi
    STARTED[$1]=$SECONDS
    (
        unset GRID_DATABASE_OWNER GRID_PLATFORM_DATABASE
        export GRID_ENVIRONMENT=${GRID_ENVIRONMENT:-Development}
        if [[ $name == proxy ]]; then
            unset GRID_DATABASE
            GRID_PROXY_TARGETS=$(targets)
            export GRID_PROXY_TARGETS
            exec "${launcher[@]}" dotnet "$(built tools/Proxy)"
        fi
        export GRID_DATABASE GRID_URLS=${ADDRESSES[$1]} Grid__Role=${name%-*}
        if [[ $name == silo-* ]]; then
            export GRID_SILO_PORT=${SILO_PORTS[$1]} GRID_GATEWAY_PORT=${GATEWAY_PORTS[$1]}
        else
            export Grid__Api__TrustedProxies__0=${Grid__Api__TrustedProxies__0:-127.0.0.1}
        fi
        cd "$GRID_ROOT/src/Silo" || exit
        exec "${launcher[@]}" dotnet "$(built src/Silo)"
    ) >> "$log" 2>&1 </dev/null 9>&- &
    PIDS[$1]=$!
    note_pids
}

# For the next run, should this one be killed where the system does not see to it.
note_pids() {
    local pid
    for pid in "${PIDS[@]}"; do (( pid == 0 )) || printf '%s\n' "$pid"; done > "$GRID_HOME/silo.pid"
}

targets() {
    local i
    for i in "${!NAMES[@]}"; do [[ ${NAMES[i]} != api-* ]] || printf '%s ' "${ADDRESSES[i]}"; done
}

start_and_wait() { # first index, last index
    local i deadline=$((SECONDS + READY_SECONDS * 2))
    for ((i = $1; i <= $2; i++)); do start_process "$i"; done
    for ((i = $1; i <= $2; i++)); do
        until is_ready "${ADDRESSES[i]}"; do
            is_alive "${PIDS[i]}" || process_failed "$i" "${NAMES[i]} ended"
            (( SECONDS < deadline )) || process_failed "$i" "${NAMES[i]} is not ready"
            sleep 0.2
        done
    done
}

process_failed() { # index, what happened
    tail -n 12 "$GRID_LOGS/${NAMES[$1]}.log" | cut -c 1-400 >&2
    die "$2; see $GRID_LOGS/${NAMES[$1]}.log."
}

process_lines() {
    local i
    for i in "${!NAMES[@]}"; do
        printf '  %-10s %s, process %s, log %s\n' "${NAMES[i]}" "${ADDRESSES[i]}" "${PIDS[i]}" "$GRID_LOGS/${NAMES[i]}.log"
    done
}

# A process that ends comes back, as a service manager would have it; one that its settings keep from starting ends everything.
watch_silos() {
    local i status
    while true; do
        { wait -n "${PIDS[@]}" || true; } 2>/dev/null # Bash would print what was killed, in full.
        for i in "${!PIDS[@]}"; do
            ! kill -0 "${PIDS[i]}" 2>/dev/null || continue
            wait "${PIDS[i]}" 2>/dev/null && status=0 || status=$?
            (( status != 78 )) || process_failed "$i" "${NAMES[i]} cannot run"
            say "$(date -u +%H:%M:%S) ${NAMES[i]} (process ${PIDS[i]}) ended with $status; it is started again."
            (( SECONDS - STARTED[i] > 5 )) || sleep 2
            start_process "$i"
        done
    done
}

stop_kind() { # name's beginning: all of these at the same time
    local i
    for i in "${!NAMES[@]}"; do
        [[ ${NAMES[i]} != "$1"* ]] || (( PIDS[i] == 0 )) || kill -TERM "${PIDS[i]}" 2>/dev/null || true
    done
    for i in "${!NAMES[@]}"; do
        [[ ${NAMES[i]} != "$1"* ]] || (( PIDS[i] == 0 )) || ! is_alive "${PIDS[i]}" || end_process "${PIDS[i]}"
    done
}

# From the outside in: nothing new comes, what is at work ends, what it writes is committed, and then the database goes.
stop_silos() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    (( ${#NAMES[@]} == 0 )) || say "Stopping …"
    stop_kind proxy
    stop_kind api-
    stop_kind silo-
    rm -f "$GRID_HOME/ports"
    stop_beside "$status"
}
