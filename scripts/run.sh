# ./grid run
# shellcheck shell=bash

SILO_PID=''
SMS_PID=''
PLATFORM_PID=''
MATTER_PID=''
MATTER_URL=''
PRIVATE_CLUSTER=''
READY_SECONDS=60  # from start to ready: far more than it takes
GRACE_SECONDS=45  # for the silo to hand back what it holds

run_help() {
    cat <<'HELP'
Usage: ./grid run [--sandbox] [--port N] [--no-build]

Starts the register and stays until Ctrl-C: PostgreSQL (a private cluster, unless GRID_DATABASE names a server),
migrations, simulators of the SMS gateway (unless GRID_SMS_URL names one) and of the national platform (unless
GRID_PLATFORM_URL names one), of the systems for unemployment benefit and hardship recognition and of the electronic
licences (unless GRID_BENEFIT_URL, GRID_HARDSHIP_URL or GRID_LICENCE_URL names one), and the silo, which also serves the
API and the operators' pages. Ctrl-C (or SIGTERM) stops the silo, then the rest.
The platform's simulator has a database of its own beside the register's; with GRID_DATABASE it needs one named by
GRID_PLATFORM_DATABASE, and is not started without.

  --sandbox    in place of a register, the sandbox for vendors: a made-up province with known numbers, a clock that can be
               moved, and a reset; in $GRID_HOME/sandbox, with a PostgreSQL of its own. http://127.0.0.1:5080/sandbox explains it
  --port N     listen on http://127.0.0.1:N (5080; GRID_URLS gives whole addresses)
  --no-build   run what was built last
HELP
}

run_command() {
    local build=yes sandbox=no
    while (( $# > 0 )); do
        case $1 in
            --sandbox) sandbox=yes; shift ;;
            --port)
                need_argument "$1" $#
                [[ $2 =~ ^[1-9][0-9]{0,4}$ ]] || die "--port goes from 1 to 65535."
                (( $2 <= 65535 )) || die "--port goes from 1 to 65535."
                GRID_URLS=http://127.0.0.1:$2
                shift 2
                ;;
            --no-build) build=no; shift ;;
            --help | -h | help) run_help; return ;;
            *) die "run does not know $1. See ./grid run --help." ;;
        esac
    done
    export GRID_URLS=${GRID_URLS:-$DEFAULT_URL}
    if [[ $sandbox == yes ]]; then run_sandbox "$build"; else run_register "$build"; fi
}

# One register a home: the lock ends with this process, however that ends.
take_home_lock() {
    exec 9>>"$GRID_HOME/run.lock"
    flock --nonblock 9 || return 1
    printf '%s\n' "$$" > "$GRID_HOME/run.pid"
}

running_pid() { cat "$GRID_HOME/run.pid" 2>/dev/null || echo unknown; }

run_register() { # yes or no: build
    local url=${GRID_URLS%%;*}
    take_home_lock || die "the register of this home is already running (process $(running_pid), $(cat "$GRID_HOME/url" 2>/dev/null || echo "$url"))."
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    trap stop_register EXIT
    stop_orphan
    port_is_free "$(url_port "$url")" || die "port $(url_port "$url") is in use by another program. Choose one: ./grid run --port N"
    ensure_dotnet
    ! uses_private_cluster || ensure_postgres
    ensure_certificate_fonts
    if [[ $1 == yes ]]; then
        say "Building …"
        build_register
    fi
    prepare_run "$url"
    start_silo
    wait_until_ready "$url"
    [[ -z $PLATFORM_PID ]] || is_alive "$PLATFORM_PID" || die "the national platform's simulator ended; see $GRID_LOGS/platform.log."
    announce "$url" "  log        $GRID_LOGS/silo.log"
    trap 'exit 0' INT TERM HUP
    wait_for_silo
}

# What runs beside silos and API: the database with its schema, keys, and the simulators.
prepare_run() { # url of the register
    local program
    for program in src/Silo tools/Admin tools/SmsSimulator tools/PlatformSimulator tools/MatterSimulator tools/Proxy; do
        [[ -f $(built "$program") ]] || die "nothing is built yet: run without --no-build."
    done
    open_database
    if [[ -n ${GRID_DATABASE_OWNER:-} ]]; then
        migrate > "$GRID_LOGS/migrate.log" || exit 1
    else
        say "GRID_DATABASE_OWNER is not set: no migrations. The silo checks the schema's version."
    fi
    admin token --key-file "$GRID_SECRETS/dev-token.key" --role operator >/dev/null
    [[ -n ${GRID_SMS_URL:-} ]] || start_sms_simulator "$1"
    [[ -n ${GRID_PLATFORM_URL:-} ]] || start_platform_simulator
    [[ -n ${GRID_BENEFIT_URL:-}${GRID_HARDSHIP_URL:-}${GRID_LICENCE_URL:-} ]] || start_matter_simulator "$1"
}

# Silos whose ./grid was killed end by themselves where the system can see to it; elsewhere here.
stop_orphan() {
    local pid
    while read -r pid; do
        if [[ $pid =~ ^[0-9]+$ ]] && tr '\0' ' ' < "/proc/$pid/cmdline" 2>/dev/null | grep -qF -e "$(built src/Silo)" -e "$(built tools/Proxy)"; then
            say "Stopping what an earlier run left (process $pid) …"
            end_process "$pid"
        fi
    done < <(cat "$GRID_HOME/silo.pid" 2>/dev/null)
    rm -f "$GRID_HOME/silo.pid"
}

# Prefix of what must end when ./grid does, however that ends, where the system can see to it.
set_launcher() {
    launcher=()
    if setpriv --help 2>/dev/null | grep -q -- --pdeathsig; then launcher=(setpriv --pdeathsig TERM --); fi
}

# Takes the messages to persons in place of a real gateway, and reports to the register what became of them; GET $GRID_SMS_URL/messages shows both.
start_sms_simulator() { # url of the register
    local launcher token=$GRID_SECRETS/sms-callback.token
    set_launcher
    write_secret "$token" "$(admin token --key-file "$GRID_SECRETS/dev-token.key" --system delivery-gateway --subject sms-gateway --hours 8784)"
    GRID_SMS_URL=http://127.0.0.1:$(free_port)
    export GRID_SMS_URL
    (
        unset GRID_DATABASE GRID_DATABASE_OWNER
        export GRID_SMS_CALLBACK=$1/v1/gateway/delivery-reports GRID_SMS_CALLBACK_TOKEN_FILE=$token
        exec "${launcher[@]}" dotnet "$(built tools/SmsSimulator)"
    ) > "$GRID_LOGS/sms.log" 2>&1 </dev/null 9>&- &
    SMS_PID=$!
}

# The national platform of development and tests. What it holds stays in its own database from run to run.
start_platform_simulator() {
    local launcher
    if ! open_platform_database; then
        say "GRID_PLATFORM_DATABASE is not set: no simulator of the national platform is started."
        return
    fi
    set_launcher
    GRID_PLATFORM_URL=http://127.0.0.1:$(free_port)
    export GRID_PLATFORM_URL

    # Both sides sign as a province's platform would have it.
    if [[ -z ${GRID_PLATFORM_SECRET_FILE:-} ]]; then
        GRID_PLATFORM_SECRET_FILE=$GRID_SECRETS/platform.secret
        [[ -s $GRID_PLATFORM_SECRET_FILE ]] || write_secret "$GRID_PLATFORM_SECRET_FILE" "$(random_password)"
    fi
    export GRID_PLATFORM_SECRET_FILE Grid__Platform__SigningKeyFile=${Grid__Platform__SigningKeyFile:-$GRID_PLATFORM_SECRET_FILE}
    [[ ! -s $GRID_LOGS/platform.log ]] || mv "$GRID_LOGS/platform.log" "$GRID_LOGS/platform.previous.log"
    (
        unset GRID_DATABASE GRID_DATABASE_OWNER
        export GRID_PLATFORM_DATABASE
        exec "${launcher[@]}" dotnet "$(built tools/PlatformSimulator)"
    ) > "$GRID_LOGS/platform.log" 2>&1 </dev/null 9>&- &
    PLATFORM_PID=$!
}

# The systems that decide on unemployment benefit and hardship recognition (一件事), and the platform of electronic licences (电子证照), in one program;
# GET …/claims and …/licences show what they have.
start_matter_simulator() { # url of the register
    local launcher kind
    set_launcher
    for kind in benefit hardship licence; do
        [[ -s $GRID_SECRETS/$kind.secret ]] || write_secret "$GRID_SECRETS/$kind.secret" "$(random_password)"
    done
    write_secret "$GRID_SECRETS/benefit-system.token" "$(admin token --key-file "$GRID_SECRETS/dev-token.key" --system benefit-system --subject benefit-system --hours 8784)"
    write_secret "$GRID_SECRETS/hardship-system.token" "$(admin token --key-file "$GRID_SECRETS/dev-token.key" --system civil-affairs --subject hardship-system --hours 8784)"
    MATTER_URL=http://127.0.0.1:$(free_port)
    export GRID_BENEFIT_URL=$MATTER_URL/benefit GRID_HARDSHIP_URL=$MATTER_URL/hardship GRID_LICENCE_URL=$MATTER_URL/licence
    export Grid__Matters__Benefit__KeyFile=${Grid__Matters__Benefit__KeyFile:-$GRID_SECRETS/benefit.secret}
    export Grid__Matters__Hardship__KeyFile=${Grid__Matters__Hardship__KeyFile:-$GRID_SECRETS/hardship.secret}
    export Grid__Licences__Platform__KeyFile=${Grid__Licences__Platform__KeyFile:-$GRID_SECRETS/licence.secret}
    (
        unset GRID_DATABASE GRID_DATABASE_OWNER
        export GRID_MATTER_SIMULATOR_URL=$MATTER_URL GRID_MATTER_REGISTER=$1
        export GRID_BENEFIT_KEY_FILE=$Grid__Matters__Benefit__KeyFile GRID_HARDSHIP_KEY_FILE=$Grid__Matters__Hardship__KeyFile
        export GRID_LICENCE_KEY_FILE=$Grid__Licences__Platform__KeyFile
        export GRID_BENEFIT_TOKEN_FILE=$GRID_SECRETS/benefit-system.token GRID_HARDSHIP_TOKEN_FILE=$GRID_SECRETS/hardship-system.token
        exec "${launcher[@]}" dotnet "$(built tools/MatterSimulator)"
    ) > "$GRID_LOGS/matters.log" 2>&1 </dev/null 9>&- &
    MATTER_PID=$!
}

start_silo() {
    local launcher
    set_launcher
    [[ ! -s $GRID_LOGS/silo.log ]] || mv "$GRID_LOGS/silo.log" "$GRID_LOGS/silo.previous.log"
    # The owner's connection string stays here: the register runs with the application's rights alone.
    (
        unset GRID_DATABASE_OWNER GRID_PLATFORM_DATABASE
        export GRID_DATABASE GRID_ENVIRONMENT=${GRID_ENVIRONMENT:-Development}
        cd "$GRID_ROOT/src/Silo" || exit
        exec "${launcher[@]}" dotnet "$(built src/Silo)"
    ) > "$GRID_LOGS/silo.log" 2>&1 </dev/null 9>&- &
    SILO_PID=$!
    printf '%s\n' "$SILO_PID" > "$GRID_HOME/silo.pid"
}

is_alive() { [[ -r /proc/$1/stat && $(sed 's/.*) //' "/proc/$1/stat" 2>/dev/null) != Z* ]]; }

silo_failed() { # what happened
    tail -n 12 "$GRID_LOGS/silo.log" | cut -c 1-400 >&2
    die "$1; see $GRID_LOGS/silo.log."
}

wait_until_ready() { # url
    local deadline=$((SECONDS + READY_SECONDS))
    until is_ready "$1"; do
        is_alive "$SILO_PID" || silo_failed "the silo ended"
        (( SECONDS < deadline )) || silo_failed "the silo is not ready after $READY_SECONDS s"
        sleep 0.2
    done
    printf '%s\n' "$1" > "$GRID_HOME/url"
}

announce() { # url, lines about its processes
    local token
    token=$(admin token --key-file "$GRID_SECRETS/dev-token.key" --role clerk --office 36010201)
    say "
Grid is ready.

  console    $1/console
  API        $1/v1
  OpenAPI    $1/openapi/v1.json
  health     $1/health/ready
  database   $(if [[ -n $PRIVATE_CLUSTER ]]; then echo "PostgreSQL on 127.0.0.1:$(cluster_port "$PRIVATE_CLUSTER"), data in $PRIVATE_CLUSTER"; else echo "as GRID_DATABASE says"; fi)
  messages   $GRID_SMS_URL/messages
  platform   ${GRID_PLATFORM_URL:-none}
  matters    ${MATTER_URL:+$MATTER_URL/claims}
  licences   ${MATTER_URL:+$MATTER_URL/licences}
$2

A token of a clerk of office 36010201, good for 8 hours (others: ./grid token):

$token

Ctrl-C stops it."
}

wait_for_silo() {
    local status=0
    wait "$SILO_PID" || status=$?
    silo_failed "the silo ended by itself (exit code $status)"
}

# Ends a process with grace, then without.
end_process() { # pid
    local deadline=$((SECONDS + GRACE_SECONDS))
    kill -TERM "$1" 2>/dev/null || return 0
    while is_alive "$1"; do
        if (( SECONDS >= deadline )); then
            say "It does not stop; ending it by force."
            kill -KILL "$1" 2>/dev/null || true
            return 0
        fi
        sleep 0.1
    done
}

# The silo first, so that what it is writing is committed; then the PostgreSQL of this home.
stop_register() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    if [[ -n $SILO_PID ]] && is_alive "$SILO_PID"; then
        say "Stopping …"
        end_process "$SILO_PID"
    fi
    stop_beside "$status"
}

# Everything else of a run, and the end.
stop_beside() { # exit code
    if [[ -n $SMS_PID ]] && is_alive "$SMS_PID"; then end_process "$SMS_PID"; fi
    if [[ -n $PLATFORM_PID ]] && is_alive "$PLATFORM_PID"; then end_process "$PLATFORM_PID"; fi
    if [[ -n $MATTER_PID ]] && is_alive "$MATTER_PID"; then end_process "$MATTER_PID"; fi
    rm -f "$GRID_HOME/silo.pid" "$GRID_HOME/url"
    if [[ -n $PRIVATE_CLUSTER ]]; then cluster_stop "$PRIVATE_CLUSTER"; fi
    rm -f "$GRID_HOME/run.pid"
    [[ -z $SILO_PID && ${#NAMES[@]} == 0 ]] || say "Stopped."
    exit "$1"
}
