# ./grid demo and ./grid bench: the load generator against the running register.
# shellcheck shell=bash

load_help() { # demo or bench
    if [[ $1 == demo ]]; then
        cat <<'HELP'
Usage: ./grid demo N [--seed S] [OPTIONS]

Fills the running register with N made-up persons in all states, through its API.
HELP
    else
        cat <<'HELP'
Usage: ./grid bench [OPTIONS]

Measures the running register.
HELP
    fi
    cat <<'HELP'
All options are the load generator's own; it also reads
  GRID_URLS   where the register listens (by default, the register of this home)
HELP
}

load_command() { # demo or bench, its arguments
    local url
    case ${2:-} in --help | -h | help) load_help "$1"; return ;; esac
    [[ $1 != demo || ${2:-} =~ ^[1-9][0-9]*$ ]] || die "demo needs the number of persons: ./grid demo 10000"
    url=${GRID_URLS:-$(cat "$GRID_HOME/url" 2>/dev/null || echo "$DEFAULT_URL")}
    url=${url%%;*}
    is_ready "$url" || die "no register answers at $url. Start it with ./grid run."
    ensure_admin
    [[ -s $GRID_SECRETS/dev-token.key ]] || development_token --role system >/dev/null
    build_if_outdated tools/LoadGenerator tools/LoadGenerator src/Domain data
    GRID_URLS=$url exec dotnet "$(built tools/LoadGenerator)" "$@" --url "$url" --key-file "$GRID_SECRETS/dev-token.key"
}
