# ./grid check
# shellcheck shell=bash

check_help() {
    cat <<'HELP'
Usage: ./grid check [--fix]

Checks the layout of the sources with CSharpier, and shell scripts with shellcheck. It takes about ten seconds. The exit code is 0 only if nothing
was found.

  --fix      lets CSharpier lay out the sources
HELP
}

check_command() {
    local layout=check failed=no
    while (( $# > 0 )); do
        case $1 in
            --fix) layout=format; shift ;;
            --help | -h | help) check_help; return ;;
            *) die "check does not know $1. See ./grid check --help." ;;
        esac
    done
    ensure_shellcheck
    check_scripts || failed=yes
    check_layout "$layout" || failed=yes
    [[ $failed == no ]] || exit 1
    say "Nothing found."
}

check_scripts() {
    local scripts=()
    mapfile -t scripts < <(find "$GRID_ROOT/scripts" "$GRID_ROOT/deploy" -name '*.sh' | sort)
    shellcheck --external-sources --severity=warning "$GRID_ROOT/grid" "$GRID_ROOT/.ci/run" "${scripts[@]}"
}

# The tool's version is in .config/dotnet-tools.json, the length of a line in .editorconfig.
check_layout() { # check or format
    local log=$GRID_LOGS/layout.log
    ensure_dotnet
    (cd "$GRID_ROOT" && dotnet tool restore && dotnet csharpier "$1" .) > "$log" 2>&1 < /dev/null && return
    grep -E '^Error|error' "$log" | head -n 20 >&2 || tail -n 20 "$log" >&2
    say "The layout is not as CSharpier would have it; ./grid check --fix mends it. All of it: $log"
    return 1
}
