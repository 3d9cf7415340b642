# ./grid test
# shellcheck shell=bash

test_help() {
    cat <<'HELP'
Usage: ./grid test [--full] [--filter EXPR] [--no-build] [PROJECT …]

Runs every test project under tests/, two at a time, against a PostgreSQL of their own, and ends with the totals:
N passed, N failed, N skipped. The exit code is 0 only if tests ran and none failed. The tests of the pages (Console) use the system's Chromium and nginx, installed
where that is allowed; their pictures are kept in $GRID_HOME/results/console.

  --full          the same tests at the sizes that the issues name, one project after the other
  --filter EXPR   only tests whose full name contains EXPR; or a query of xunit, if it begins with /
  --no-build      run what was built last
  PROJECT         only these: Domain, Storage, … (tests/Domain.Tests, tests/Storage.Tests, …)

GRID_TEST_LANES names how many projects run at a time: 2, or 1 with --full.
HELP
}

PASSED=0 FAILED=0 SKIPPED=0
RUNNER_PID=''
LANES=()

# The longest first, so that the lanes end at about the same time.
LONGEST=(Resilience EndToEnd Storage Console Clients Grains Api)

test_command() {
    local build=yes filter='' projects=() name
    while (( $# > 0 )); do
        case $1 in
            --full) export GRID_TEST_SIZE=full; shift ;;
            --filter) need_argument "$1" $#; filter=$2; shift 2 ;;
            --no-build) build=no; shift ;;
            --help | -h | help) test_help; return ;;
            -*) die "test does not know $1. See ./grid test --help." ;;
            *)
                name=$(basename "$1" .Tests)
                [[ -d $GRID_ROOT/tests/$name.Tests ]] || die "there is no project tests/$name.Tests."
                projects+=("$name")
                shift
                ;;
        esac
    done
    if (( ${#projects[@]} == 0 )); then
        for name in "${LONGEST[@]}"; do [[ ! -d $GRID_ROOT/tests/$name.Tests ]] || projects+=("$name"); done
        for name in "$GRID_ROOT"/tests/*.Tests; do
            name=$(basename "$name" .Tests)
            [[ " ${LONGEST[*]} " == *" $name "* ]] || projects+=("$name")
        done
    fi
    ensure_dotnet
    # Processes that live for seconds or minutes: less memory for each, and less work for the compiler, which is most of what a start costs.
    [[ ${GRID_TEST_SIZE:-} == full ]] || export DOTNET_gcServer=0 DOTNET_TieredPGO=0 DOTNET_EnableWriteXorExecute=0
    for name in "${projects[@]}"; do
        if [[ $name == Console ]]; then ensure_browser; ensure_nginx; fi
        [[ $name != Api ]] || ensure_certificate_fonts tests
        [[ $name != Clients ]] || ensure_contract_programs
        [[ $name != EndToEnd ]] || ensure_collection_runner
        if [[ $name == Storage || $name == EndToEnd ]]; then ensure_softhsm; fi
        if [[ $name == Storage || $name == EndToEnd ]]; then ensure_deploy_programs "${projects[@]}"; fi
    done
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
    trap stop_tests EXIT
    if [[ $build == yes ]] && ! build_tests "${projects[@]}"; then
        FAILED=1
        totals
    fi
    start_test_server
    run_lanes "$filter" "${projects[@]}"
    (( PASSED + FAILED > 0 )) || say "No test ran."
    totals
}

# Two lanes: tests wait for processes and commits more than they compute. At full size one, so that what is measured has the machine for itself.
run_lanes() { # filter, names of projects
    local filter=$1 lane lanes=${GRID_TEST_LANES:-2} name passed failed skipped
    shift
    [[ $lanes =~ ^[1-9]$ ]] || die "GRID_TEST_LANES is a number of lanes from 1 to 9."
    [[ ${GRID_TEST_SIZE:-} != full ]] || lanes=1
    CLAIMS=$(mktemp -d)
    for ((lane = 0; lane < lanes; lane++)); do
        run_lane "$filter" "$@" &
        LANES+=($!)
    done
    for lane in "${LANES[@]}"; do wait "$lane" || true; done
    LANES=()
    for name in "$@"; do
        passed=0 failed=1 skipped=0
        read -r passed failed skipped < "$CLAIMS/$name/totals" || say "$name: no results."
        PASSED=$((PASSED + passed)) FAILED=$((FAILED + failed)) SKIPPED=$((SKIPPED + skipped))
    done
    rm -rf "$CLAIMS"
}

# Takes one project after the other that no lane has taken.
run_lane() { # filter, names of projects
    local filter=$1 name
    shift
    trap - EXIT
    trap 'if [[ -n $RUNNER_PID ]]; then kill -TERM "$RUNNER_PID" 2>/dev/null; fi; exit 143' INT TERM HUP
    for name in "$@"; do
        ! mkdir "$CLAIMS/$name" 2>/dev/null || run_test_project "$name" "$filter"
    done
}

build_tests() { # names of projects
    say "Building …"
    local status=0
    if (( $# == 1 )); then build "$GRID_ROOT/tests/$1.Tests" || status=$?; else build "$GRID_ROOT/Grid.sln" || status=$?; fi
    # The compiler would stay for minutes, with memory that the tests have a use for.
    dotnet build-server shutdown --vbcscompiler > /dev/null 2>&1 || true
    return "$status"
}

# A server given from outside is used as it is; ours is stopped at the end, unless it was running before.
start_test_server() {
    [[ -z ${GRID_TEST_SERVER_OWNER:-} ]] || return 0
    ensure_postgres
    sweep_private_clusters
    TEST_CLUSTER=$(cluster_directory "$(test_cluster_name)")
    TEST_CLUSTER_STARTED=yes
    ! cluster_is_running "$TEST_CLUSTER" || TEST_CLUSTER_STARTED=no
    GRID_TEST_SERVER_OWNER=$(test_cluster_start "$(test_cluster_name)")
    export GRID_TEST_SERVER_OWNER
    TEST_CLUSTER=$(cluster_directory "$(test_cluster_name)")
}

stop_tests() {
    trap '' INT TERM HUP
    trap - EXIT
    local lane
    for lane in "${LANES[@]}"; do
        kill -TERM "$lane" 2>/dev/null || true
        wait "$lane" 2>/dev/null || true
    done
    if [[ -n ${TEST_CLUSTER:-} ]]; then
        sweep_private_clusters
        [[ $TEST_CLUSTER_STARTED == no ]] || test_cluster_stop "$TEST_CLUSTER"
    fi
}

# Runs one project, and notes what its results file says. A runner that crashes or leaves no results has failed.
run_test_project() { # name, filter
    local program results log status=0 began=$SECONDS passed=0 failed=0 skipped=0 counters total
    # A test that hangs is named in the log, before the limit ends all of them.
    local arguments=(-noLogo -noColor -longRunning 180) before
    used_cpu "$CLAIMS/$1/times"
    before=$CPU_SECONDS
    program=$(built "tests/$1.Tests")
    results=$GRID_HOME/results/$1.trx
    log=$GRID_LOGS/test.$1.log
    case $2 in
        '') ;;
        /*) arguments+=(-filter "$2") ;;
        *) arguments+=(-method "*$2*") ;;
    esac
    mkdir -p "$GRID_HOME/results"
    rm -f "$results"
    if [[ -f $program ]]; then
        timeout --kill-after=30 "$(time_limit)" dotnet "$program" "${arguments[@]}" -trx "$results" > "$log" 2>&1 </dev/null &
        RUNNER_PID=$!
        wait "$RUNNER_PID" || status=$?
        RUNNER_PID=''
    else
        status=127
        echo "$program is not built" > "$log"
    fi

    counters=$(grep -om1 '<Counters [^>]*>' "$results" 2>/dev/null || true)
    total=$(counter total "$counters") passed=$(counter passed "$counters") failed=$(counter failed "$counters")
    skipped=$((total - passed - failed))
    if (( status != 0 && failed == 0 )); then
        failed=1
        say "$1: the test runner ended with exit code $status."
        { grep -F 'Long Running Test' "$log" | tail -n 20 | cut -c 1-400 >&2; } || true
    fi
    if (( failed > 0 )); then
        # What failed first; a long log ends the reading of it early, which is no error.
        { grep -E '\[FAIL\]' -A 12 "$log" | grep -vE '^[0-9:.]+ (info|dbug|warn):' | head -n 150 | cut -c 1-400 >&2; } || true
        say "All of it: $log"
    fi
    used_cpu "$CLAIMS/$1/times"
    say "$(printf '%-16s %5d passed, %d failed, %d skipped  (%d s; CPU %d s)' \
        "$1" "$passed" "$failed" "$skipped" $((SECONDS - began)) $((CPU_SECONDS - before)))"
    echo "$passed $failed $skipped" > "$CLAIMS/$1/totals"
}

# Sets CPU_SECONDS: what children of this shell have used that have ended, and theirs, such as the silos that tests start. PostgreSQL is not
# among them.
used_cpu() { # file to write to
    times > "$1" # Not in a subshell, whose children are others.
    CPU_SECONDS=$(awk 'NR == 2 { split($1 "m" $2, part, /[ms]+/); print int(60 * part[1] + part[2] + 60 * part[3] + part[4]) }' "$1")
}

# A project that hangs must not hang all of them.
time_limit() { if [[ ${GRID_TEST_SIZE:-} == full ]]; then echo 6h; else echo 15m; fi; }

counter() { # name, the element Counters of a results file
    local value
    value=$(sed -nE "s/.* $1=\"([0-9]+)\".*/\1/p" <<< "$2")
    printf '%d\n' "${value:-0}"
}

# The last line, and the end.
totals() {
    trap - EXIT
    stop_tests
    printf '%d passed, %d failed, %d skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
    (( FAILED == 0 && PASSED > 0 )) || exit 1
    exit 0
}
