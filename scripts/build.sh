# Building, and running what was built.
# shellcheck shell=bash

CONFIGURATION=Release

# What the compiler leaves running for the next build must not hold our locks: hence the closed descriptors.
# Builds a project or solution quietly; a failure shows the errors and where the rest is.
build() { # path of the project or solution
    local log=$GRID_LOGS/build.log
    ensure_dotnet
    # One compiler for all projects: each new compiler process has to be compiled itself first.
    if ! dotnet build "$1" --configuration "$CONFIGURATION" --nologo --verbosity quiet -p:UseSharedCompilation=true > "$log" 2>&1 </dev/null 8>&- 9>&-; then
        grep -E 'error' "$log" | sort -u | head -n 30 >&2 || tail -n 30 "$log" >&2
        say "The build failed; see $log."
        return 1
    fi
}

built() { # project folder: prints its program
    local name=${1##*/}
    printf '%s\n' "$GRID_ROOT/$1/bin/$CONFIGURATION/net10.0/Grid.$name.dll"
}

# Whether a project must be built again: its program is missing, or a source is newer than our last build of it.
is_outdated() { # project folder, folders of sources …
    local stamp=$GRID_ROOT/$1/obj/grid.built
    [[ -f $(built "$1") && -f $stamp ]] || return 0
    shift
    [[ -n $(cd "$GRID_ROOT" && find "$@" Directory.* \( -name bin -o -name obj \) -prune -o -type f -newer "$stamp" -print -quit) ]]
}

build_if_outdated() { # project folder, folders of sources …
    is_outdated "$@" || return 0
    build_and_mark "$GRID_ROOT/$1" "$1"
}

# Builds, and notes for each project when that began: what is edited meanwhile counts as newer.
build_and_mark() { # path of the project or solution, project folders that it builds …
    local began=$GRID_LOGS/build.began project
    touch "$began"
    build "$1" || exit 1
    shift
    for project in "$@"; do touch -r "$began" "$GRID_ROOT/$project/obj/grid.built"; done
}

build_register() { build_and_mark "$GRID_ROOT/scripts/run.slnf" src/Silo tools/Admin tools/LoadGenerator tools/SmsSimulator tools/PlatformSimulator tools/MatterSimulator tools/Proxy; }

ensure_admin() { build_if_outdated tools/Admin tools/Admin src/Api/Security/DevelopmentToken.cs src/Storage src/Grains.Interfaces src/Domain; }

admin() { dotnet "$(built tools/Admin)" "$@"; }
