# ./grid check
# shellcheck shell=bash

check_help() {
    cat <<'HELP'
Usage: ./grid check [--fix] [--packages]

Checks the layout of the sources with CSharpier, and shell scripts with shellcheck. It takes about ten seconds. The exit code is 0 only if nothing
was found.

  --fix        lets CSharpier lay out the sources
  --packages   also checks that the lock files fit the projects, and that no package, direct or not, has a known vulnerability that is high or
               critical; lesser ones are listed. Another half a minute. Where no package source has such data, it says so, and the exit code is
               that of the rest. GRID_AUDIT_SOURCE names a source that has, such as an index.json of the NuGet protocol 3.
HELP
}

check_command() {
    local layout=check packages=no failed=no
    while (( $# > 0 )); do
        case $1 in
            --fix) layout=format; shift ;;
            --packages) packages=yes; shift ;;
            --help | -h | help) check_help; return ;;
            *) die "check does not know $1. See ./grid check --help." ;;
        esac
    done
    ensure_shellcheck
    check_scripts || failed=yes
    check_layout "$layout" || failed=yes
    [[ $packages == no ]] || check_packages || failed=yes
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

# In a copy of what a restore reads: no build is disturbed. Its NuGet.Config comes on top of those of the machine, and only says whom to ask.
check_packages() {
    local copy=$GRID_HOME/packages log=$GRID_LOGS/packages.log source status=0 silent found sources=() also=''
    ensure_dotnet
    if [[ -n ${GRID_AUDIT_SOURCE:-} ]]; then
        sources=("$GRID_AUDIT_SOURCE") also=' allowInsecureConnections="true"'
    else
        mapfile -t sources < <(cd "$GRID_ROOT" && dotnet nuget list source --format short | sed -n 's/^E[A-Z]* //p')
    fi
    rm -rf "$copy"
    mkdir -p "$copy"
    (cd "$GRID_ROOT" && find src tests tools clients Grid.sln global.json Directory.*.props Directory.*.targets \( -name bin -o -name obj \) -prune -o -type f \
        \( -name '*.csproj' -o -name packages.lock.json -o -name Grid.sln -o -name global.json -o -name 'Directory.*' \) -print0 \
        | xargs -0 cp --parents -t "$copy")
    {
        printf '<configuration>\n  <auditSources>\n    <clear />\n'
        for source in "${sources[@]//&/\&amp;}"; do printf '    <add key="%s" value="%s"%s />\n' "$source" "$source" "$also"; done
        printf '  </auditSources>\n</configuration>\n'
    } > "$copy/NuGet.Config"
    (cd "$copy" && dotnet restore Grid.sln --locked-mode -p:NuGetAudit=true -p:NuGetAuditMode=all -p:NuGetAuditLevel=low) > "$log" 2>&1 < /dev/null || status=$?
    rm -rf "$copy"
    if (( status != 0 )); then
        grep -E 'error' "$log" | sed 's/^.*: error /error /' | sort -u | head -n 20 >&2 || tail -n 20 "$log" >&2
        say "The packages could not be restored as the lock files say; see $log."
        return 1
    fi
    silent=$(packages_said 'NU190[05]' "$log")
    [[ -z $silent ]] || say "$silent"
    if (( $(grep -c . <<< "$silent") >= ${#sources[@]} )); then
        say "Not checked: whether packages have known vulnerabilities. GRID_AUDIT_SOURCE can name a source that has the data."
    fi
    found=$(packages_said 'NU190[1-4]' "$log")
    [[ -z $found ]] || say "$found"
    if grep -qE '^NU190[34]' <<< "$found"; then
        say "Packages have known vulnerabilities. Take a version without, and if one is fixed nowhere yet, see NuGetAuditSuppress."
        return 1
    fi
}

packages_said() { # pattern of the codes, log: each warning once
    { grep -oE "$1: .*" "$2" || true; } | sed 's/ \[[^]]*\]$//' | sort -u
}
