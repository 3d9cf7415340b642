# ./grid check
# shellcheck shell=bash

check_help() {
    cat <<'HELP'
Usage: ./grid check [--format | --fix]

Checks shell scripts with shellcheck, which takes a second. The exit code is 0 only if nothing was found.

  --format   also checks the white space of C# sources with dotnet format (rules in .editorconfig); about ten seconds
  --fix      lets dotnet format correct the white space
HELP
}

check_command() {
    local format=no failed=no
    while (( $# > 0 )); do
        case $1 in
            --format) format=verify; shift ;;
            --fix) format=fix; shift ;;
            --help | -h | help) check_help; return ;;
            *) die "check does not know $1. See ./grid check --help." ;;
        esac
    done
    ensure_shellcheck
    check_scripts || failed=yes
    [[ $format == no ]] || check_white_space "$format" || failed=yes
    [[ $failed == no ]] || exit 1
    say "Nothing found."
}

check_scripts() {
    local scripts=()
    mapfile -t scripts < <(find "$GRID_ROOT/scripts" "$GRID_ROOT/deploy" -name '*.sh' | sort)
    shellcheck --external-sources --severity=warning "$GRID_ROOT/grid" "$GRID_ROOT/.ci/run" "${scripts[@]}"
}

# By folder: without loading the projects, which would take minutes.
check_white_space() { # verify or fix
    local verify=(--verify-no-changes)
    [[ $1 == verify ]] || verify=()
    ensure_dotnet
    (cd "$GRID_ROOT" && dotnet format whitespace . --folder "${verify[@]}" --exclude '**/bin/' '**/obj/' .grid/ < /dev/null)
}
