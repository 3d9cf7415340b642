# ./grid docs
# shellcheck shell=bash

docs_help() {
    cat <<'HELP'
Usage: ./grid docs [--out FOLDER]
       ./grid docs --keep

Writes the documentation for integrators (docs/integrators, in both languages) as a site of plain files. A running register serves the same pages
at /integrators.

  --out FOLDER   where to ($GRID_HOME/docs)
  --keep         after a change of problems, codes or lists of values: writes the pages that are made of the code (errors and codes) into
                 docs/integrators. A test fails until then.
HELP
}

docs_command() {
    local to=$GRID_HOME/docs
    while (( $# > 0 )); do
        case $1 in
            --out) need_argument "$1" $#; to=$2; shift 2 ;;
            --keep)
                build_docs
                dotnet "$(built tools/Docs)" --keep "$GRID_ROOT"
                return
                ;;
            --help | -h | help) docs_help; return ;;
            *) die "docs does not know $1. See ./grid docs --help." ;;
        esac
    done
    build_docs
    dotnet "$(built tools/Docs)" --out "$to"
    say "$to/index.zh-CN.html"
}

build_docs() {
    ensure_dotnet
    build_if_outdated tools/Docs tools/Docs src/Api src/Grains.Interfaces src/Domain data docs CHANGELOG.md
}
