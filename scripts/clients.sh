# ./grid clients
# shellcheck shell=bash

clients_help() {
    cat <<'HELP'
Usage: ./grid clients [--url ADDRESS]

Makes the packages of the C# and TypeScript clients from the OpenAPI document of the running register, in $GRID_HOME/clients.

  --url ADDRESS   of another register than that of this home
HELP
}

clients_command() {
    local url=${GRID_URLS:-http://127.0.0.1:5080} at=$GRID_ROOT/clients to=$GRID_HOME/clients
    while (( $# > 0 )); do
        case $1 in
            --url) need_argument "$1" $#; url=$2; shift 2 ;;
            --help | -h | help) clients_help; return ;;
            *) die "clients does not know $1. See ./grid clients --help." ;;
        esac
    done
    ensure_dotnet
    ensure_contract_programs
    mkdir -p "$to"
    curl -fsS "${url%%;*}/openapi/v1.json" -o "$at/openapi.json" || die "there is no document at ${url%%;*}/openapi/v1.json; is the register running?"
    dotnet pack "$at/csharp/Client" -c Release --nologo -v q -o "$to"
    rm -rf "$to/typescript"
    cp -r "$at/typescript" "$to/typescript"
    ln -sfn "$at/generators/node_modules" "$to/typescript/node_modules"
    (
        cd "$to/typescript"
        node_modules/.bin/openapi-typescript "$at/openapi.json" --output src/schema.ts
        node_modules/.bin/tsc --project .
        npm pack --pack-destination "$to"
    ) >> "$GRID_LOGS/clients.log" 2>&1 || die "the TypeScript client could not be made; see $GRID_LOGS/clients.log."
    rm -rf "$to/typescript"
    ls "$to"
}
