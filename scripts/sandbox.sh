# ./grid run --sandbox: the register for vendors, in a home of its own below this one.
# shellcheck shell=bash

SANDBOX_PID=''
SANDBOX_SECONDS=600  # the first start makes the known state; later ones take some seconds

# Everything of the sandbox is below the home: its secrets, its PostgreSQL, its log. A register of this home is not touched.
use_sandbox_home() {
    GRID_HOME=$GRID_HOME/sandbox
    # shellcheck disable=SC2034 # used by database and token
    GRID_SECRETS=$GRID_HOME/secrets
    GRID_LOGS=$GRID_HOME/log
    export GRID_HOME
    make_home
}

# Settings of a register, and above all of its database, are no settings of a sandbox. The program asks again.
refuse_register_settings() {
    local name
    for name in "${!GRID_@}" "${!Grid__@}"; do
        case $name in
            GRID_HOME | GRID_URLS | GRID_ROOT | GRID_SECRETS | GRID_LOGS | GRID_TEST_* | Grid__Webhooks__*) ;;
            GRID_ENVIRONMENT) [[ $GRID_ENVIRONMENT == Development ]] || die "GRID_ENVIRONMENT is $GRID_ENVIRONMENT; a sandbox runs in Development alone." ;;
            *) die "$name is set: that is a setting of a register. The sandbox has a database of its own, and does not start beside it." ;;
        esac
    done
}

run_sandbox() { # yes or no: build
    local url=${GRID_URLS%%;*} deadline
    refuse_register_settings
    use_sandbox_home
    take_home_lock || die "the sandbox of this home is already running (process $(running_pid))."
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    trap stop_sandbox EXIT
    port_is_free "$(url_port "$url")" || die "port $(url_port "$url") is in use by another program. Choose one: ./grid run --sandbox --port N"
    ensure_dotnet
    ensure_postgres
    ensure_certificate_fonts
    if [[ $1 == yes ]]; then
        say "Building …"
        build_register
        build_if_outdated tools/Sandbox tools/Sandbox tools/SmsSimulator tools/PlatformSimulator tools/MatterSimulator tools/Admin/Tokens src data
    fi
    [[ -f $(built tools/Sandbox) ]] || die "nothing is built yet: run without --no-build."
    PRIVATE_CLUSTER=$(cluster_directory postgres)
    cluster_start "$PRIVATE_CLUSTER"
    prepare_sandbox_roles
    start_sandbox
    deadline=$((SECONDS + SANDBOX_SECONDS))
    [[ -f $GRID_HOME/known ]] || say "Making the known cases; the first time this takes a minute or two …"
    until is_ready "$url"; do
        is_alive "$SANDBOX_PID" || sandbox_failed "the sandbox ended"
        (( SECONDS < deadline )) || sandbox_failed "the sandbox is not ready after $SANDBOX_SECONDS s"
        sleep 0.2
    done
    touch "$GRID_HOME/known"
    printf '%s\n' "$url" > "$GRID_HOME/url"
    announce_sandbox "$url"
    trap 'exit 0' INT TERM HUP
    local status=0
    wait "$SANDBOX_PID" || status=$?
    sandbox_failed "the sandbox ended by itself (exit code $status)"
}

# The owner may make databases, because a reset is a new one; the application's role may do no more than a register's.
prepare_sandbox_roles() {
    sql_as_superuser "$PRIVATE_CLUSTER" postgres <<SQL
SELECT format('CREATE ROLE %I LOGIN', name) FROM unnest(ARRAY['$OWNER_ROLE', '$APPLICATION_ROLE']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE $OWNER_ROLE CREATEDB PASSWORD '$(password_of "$OWNER_ROLE")';
ALTER ROLE $APPLICATION_ROLE PASSWORD '$(password_of "$APPLICATION_ROLE")';
SELECT 'GRANT pg_signal_backend TO $OWNER_ROLE' WHERE NOT pg_has_role('$OWNER_ROLE', 'pg_signal_backend', 'MEMBER') \gexec
SQL
}

start_sandbox() {
    local launcher
    set_launcher
    [[ ! -s $GRID_LOGS/sandbox.log ]] || mv "$GRID_LOGS/sandbox.log" "$GRID_LOGS/sandbox.previous.log"
    (
        export GRID_URLS
        GRID_SANDBOX_OWNER=$(role_url "$OWNER_ROLE" postgres)
        GRID_SANDBOX_APPLICATION=$(role_url "$APPLICATION_ROLE" postgres)
        export GRID_SANDBOX_OWNER GRID_SANDBOX_APPLICATION
        cd "$GRID_ROOT/tools/Sandbox" || exit
        exec "${launcher[@]}" dotnet "$(built tools/Sandbox)"
    ) > "$GRID_LOGS/sandbox.log" 2>&1 </dev/null 9>&- &
    SANDBOX_PID=$!
}

sandbox_failed() { # what happened
    tail -n 12 "$GRID_LOGS/sandbox.log" | cut -c 1-600 >&2
    die "$1; see $GRID_LOGS/sandbox.log."
}

announce_sandbox() { # url
    say "
The sandbox is ready: everybody in it is made up.

  start here $1/sandbox
  API        $1/v1
  OpenAPI    $1/openapi/office.json
  console    $1/console
  database   PostgreSQL on 127.0.0.1:$(cluster_port "$PRIVATE_CLUSTER"), data in $PRIVATE_CLUSTER
  log        $GRID_LOGS/sandbox.log

A token: ./grid token --sandbox --system office --office 36010201

Ctrl-C stops it. Every start begins in the known state."
}

stop_sandbox() {
    local status=$?
    trap '' INT TERM HUP
    trap - EXIT
    if [[ -n $SANDBOX_PID ]] && is_alive "$SANDBOX_PID"; then
        say "Stopping …"
        end_process "$SANDBOX_PID"
    fi
    rm -f "$GRID_HOME/url"
    if [[ -n $PRIVATE_CLUSTER ]]; then cluster_stop "$PRIVATE_CLUSTER"; fi
    rm -f "$GRID_HOME/run.pid"
    [[ -z $SANDBOX_PID ]] || say "Stopped."
    exit "$status"
}
