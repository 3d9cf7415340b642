# ./grid import
# shellcheck shell=bash

import_help() {
    cat <<'HELP'
Usage: ./grid import FILE [--kind KIND] [--check] [--whole] [--baseline DATE] [--reason TEXT] [--report FILE] [--system TABLE]

Imports what an earlier system has (CSV, XLSX or NDJSON) into the running register, and shows how far it is. What an import does, its
columns and its report: docs/import.md.

  --kind KIND      what the rows are: registrations, followUps, services or exits; without it registrations, which are imported first
  --check          only check: nothing is imported; says what each code of the file was taken for
  --whole          all or nothing: one rejected row is too many
  --baseline DATE  take over the stock of the end of this day, as 2026-10-20, and count only what came after it;
                   without it the whole history is counted; of registrations only
  --system TABLE   the mapping table of the earlier system, by default 'current'; docs/data-files.md, GET /v1/imports/tables
  --report FILE    where the report is written, as CSV

GRID_URLS names the register, GRID_TOKEN is a supervisor's token; without it, a development token for the whole province is used.
HELP
}

import_command() {
    case ${1:-} in
        --help | -h | help) import_help; return ;;
        '') import_help >&2; exit 2 ;;
    esac
    ensure_dotnet
    ensure_admin
    local token=${GRID_TOKEN:-}
    [[ -n $token ]] || token=$(development_token --role supervisor --office "$PROVINCE_OFFICE")
    GRID_TOKEN=$token admin import --url "$(register_url)" "$@"
}

# The office of the province's own in the data files that ship.
PROVINCE_OFFICE=36000001
