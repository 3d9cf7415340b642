# ./grid clients
# shellcheck shell=bash

clients_help() {
    cat <<'HELP'
Usage: ./grid clients [--url ADDRESS]
       ./grid clients --keep

Makes the packages of the C# and TypeScript clients, in $GRID_HOME/clients, from the OpenAPI document in the repository (clients/openapi.json). No
register need run.

  --url ADDRESS   from the document of the register there, such as one of another version
  --keep          after a change of the API: writes the document that it serves to clients/openapi.json, from which load generator and tests get
                  their client. A test fails until then.
HELP
}

clients_command() {
    local at=$GRID_ROOT/clients to=$GRID_HOME/clients url='' document=$GRID_ROOT/clients/openapi.json generated=$GRID_ROOT/clients/csharp/Client/obj/generated/
    while (( $# > 0 )); do
        case $1 in
            --url) need_argument "$1" $#; url=$2; shift 2 ;;
            --keep) keep_document; return ;;
            --help | -h | help) clients_help; return ;;
            *) die "clients does not know $1. See ./grid clients --help." ;;
        esac
    done
    ensure_dotnet
    ensure_contract_programs
    mkdir -p "$to"
    if [[ -n $url ]]; then
        document=$to/openapi.json generated=$to/generated/
        curl -fsS "${url%%;*}/openapi/v1.json" -o "$document" || die "there is no document at ${url%%;*}/openapi/v1.json; is the register running?"
    fi
    dotnet pack "$at/csharp/Client" -c Release --nologo -v q -o "$to" -p:GridDocument="$document" -p:GeneratedFolder="$generated" \
        >> "$GRID_LOGS/clients.log" 2>&1 || die "the C# client could not be made; see $GRID_LOGS/clients.log."
    rm -rf "$to/typescript"
    cp -r "$at/typescript" "$to/typescript"
    ln -sfn "$at/generators/node_modules" "$to/typescript/node_modules"
    (
        cd "$to/typescript"
        node_modules/.bin/openapi-typescript "$document" --output src/schema.ts
        node_modules/.bin/tsc --project .
        npm pack --pack-destination "$to"
    ) >> "$GRID_LOGS/clients.log" 2>&1 || die "the TypeScript client could not be made; see $GRID_LOGS/clients.log."
    rm -rf "$to/typescript" "$to/generated"
    ls "$to"
}

# The test that compares them writes it before.
keep_document() {
    GRID_KEEP_DOCUMENT=$GRID_ROOT/clients/openapi.json "$GRID_ROOT/grid" test --filter KeptDocumentTests Api
}
