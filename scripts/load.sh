# ./grid demo and ./grid bench: the load generator against the running register.
# shellcheck shell=bash

load_help() { # demo or bench
    if [[ $1 == demo ]]; then
        cat <<'HELP'
Usage: ./grid demo N [--seed S] [--parallel P] [--dry-run]
       ./grid demo N --import-file FILE [--history] [--seed S]
       ./grid demo N --match-file FILE [--registrations R] [--share S] [--seed S]

Fills the running register with N made-up persons in all states, through its API. Interrupted, it goes on
where it was when it is run again with the same seed.

  --seed S        chooses the persons (1)
  --parallel P    connections (64)
  --dry-run       print three of the persons and send nothing
  --import-file FILE
                  send nothing: write N made-up registrations to a file, as an earlier system would give them, for ./grid import;
                  with --history also NAME.followUps.csv, NAME.services.csv and NAME.exits.csv beside it
  --match-file FILE
                  send nothing: write N made-up rows of an employment registration to a file, for ./grid match; S in a thousand
                  (20) are of persons of an import file with R registrations (10000) and the same seed
HELP
    else
        cat <<'HELP'
Usage: ./grid bench rest [OPTIONS]      commands and reads a second through the API of the running register
       ./grid bench fairness [OPTIONS]  what one caller at full load costs another one, through the same API
       ./grid bench batches [OPTIONS]   500 commands of one caller in one request, beside the same commands alone
       ./grid bench duties [OPTIONS]    many duties due in one night: how late, and what it cost; in a database of its own
       ./grid bench writes [OPTIONS]    writes a second through a person's grain: grouped, the same rows one
                                        transaction a write, and a bare blob; in a database of its own
       ./grid bench reminders [OPTIONS] what one refresh of a million reminders reads; in a database of its own
       ./grid bench counts [OPTIONS]    how far live counts are behind at full write load; recount and closing of a
                                        month of a whole province; in databases of their own
       ./grid bench platform [OPTIONS]  the offices' commands while the national platform is up, slow, silent, down and back;
                                        in a database of its own, with a register of its own
       ./grid bench pages [OPTIONS]     time of each of the operators' pages and of its calls, a million persons;
                                        in a database of its own, which --keep leaves to be looked at
       ./grid bench duplicates [OPTIONS] the search for near-duplicates among a million persons with planted pairs: time, what
                                        it finds, the explanation of a score; in a database of its own

./grid bench rest --help and so on tell their options. Only rest, fairness and batches need the running register; the
others measure on the test server of this home, or on the server that GRID_BENCH_OWNER names (the connection
string of a role that may make databases and roles).
HELP
    fi
    cat <<'HELP'

Environment
  GRID_URLS   where the register listens (by default, the register of this home)
HELP
}

load_command() { # demo or bench, its arguments
    local url
    case ${2:-} in --help | -h | help) load_help "$1"; return ;; esac
    if [[ $1 == bench ]]; then
        case ${2:-} in
            duties | writes | reminders | counts | platform | pages | duplicates) shift; bench_inside "$@" ;;
            rest | fairness | batches) ;;
            *) load_help bench >&2; exit 2 ;;
        esac
    fi
    [[ $1 != demo || ${2:-} =~ ^[1-9][0-9]*$ ]] || die "demo needs the number of persons: ./grid demo 10000"
    local i at=0
    for (( i = 3; i <= $#; i++ )); do
        if [[ $1 == demo && ${!i} == --@(import|match)-file ]]; then at=$i; break; fi
    done
    if (( at > 0 )); then
        (( at < $# )) || die "${!at} needs a file: ./grid demo 10000 ${!at} FILE"
        i=$(( at + 1 ))
        build_if_outdated tools/LoadGenerator tools/LoadGenerator clients/csharp clients/openapi.json tools/Admin/Tokens src/Api/Security/DevelopmentToken.cs src/Domain data
        exec dotnet "$(built tools/LoadGenerator)" "${!at#--}" "$2" "${!i}" "${@:3:at-3}" "${@:i+1}"
    fi
    url=$(register_url)
    case " $* " in
        *" --dry-run "* | *" --help "*) ;;
        *) is_ready "$url" || die "no register answers at $url. Start it with ./grid run." ;;
    esac
    ensure_admin
    [[ -s $GRID_SECRETS/dev-token.key ]] || development_token --role operator >/dev/null
    build_if_outdated tools/LoadGenerator tools/LoadGenerator clients/csharp clients/openapi.json tools/Admin/Tokens src/Api/Security/DevelopmentToken.cs src/Domain data
    GRID_URLS=$url exec dotnet "$(built tools/LoadGenerator)" "$@" --url "$url" --key-file "$GRID_SECRETS/dev-token.key"
}

bench_inside() { # duties, writes, reminders, counts, platform, pages or duplicates, its options
    build_if_outdated tools/Bench tools/Bench tools/LoadGenerator tools/PlatformSimulator clients/csharp clients/openapi.json src data
    if [[ -z ${GRID_BENCH_OWNER:-} ]]; then
        GRID_BENCH_OWNER=$(test_cluster_start measured)
        export GRID_BENCH_OWNER
    fi
    exec dotnet "$(built tools/Bench)" "$@"
}
