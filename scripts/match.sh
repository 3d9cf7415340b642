# ./grid match
# shellcheck shell=bash

match_help() {
    cat <<'HELP'
Usage: ./grid match SOURCE FILE [--as-of MOMENT] [--continue ID]

Delivers rows of a source of data (CSV, XLSX or NDJSON) to the running register, and shows how far it is. Sources, columns and what rows
lead to: docs/matching.md.

  --as-of MOMENT   the moment as of which the source says so, as 2026-11-21T00:00:00+08:00; without it, when the file was written
  --continue ID    send the same file again after it was cut off

Exit code: 0 done, 1 not delivered, 2 rows could not be read, 3 the source's limit was reached and an operator is asked.

GRID_URLS names the register, GRID_TOKEN is a token of the kind matching-feed; without it, a development token is used.
HELP
}

match_command() {
    case ${1:-} in
        --help | -h | help) match_help; return ;;
        '') match_help >&2; exit 2 ;;
    esac
    ensure_dotnet
    ensure_admin
    local token=${GRID_TOKEN:-}
    [[ -n $token ]] || token=$(development_token --system matching-feed)
    GRID_TOKEN=$token admin match --url "$(register_url)" "$@"
}
