# ./grid mutants
# shellcheck shell=bash

# The tests run against the test cluster, like those of ./grid test, and with its settings.
mutants_command() {
    local status=0 argument reads=no
    ensure_dotnet
    build_if_outdated tests/Mutants tests/Mutants
    for argument in "$@"; do [[ $argument != --check && $argument != --list && $argument != --help ]] || reads=yes; done
    if [[ $reads == no ]]; then
        export DOTNET_TieredPGO=0 DOTNET_gcServer=0
        trap 'exit 130' INT
        trap 'exit 143' TERM HUP
        trap stop_tests EXIT
        ensure_softhsm
        start_test_server
    fi
    dotnet "$(built tests/Mutants)" "$@" || status=$?
    if [[ $reads == no ]]; then
        dotnet build-server shutdown --vbcscompiler > /dev/null 2>&1 || true
        stop_tests
    fi
    return "$status"
}
