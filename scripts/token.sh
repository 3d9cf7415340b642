# ./grid token
# shellcheck shell=bash

token_help() {
    cat <<'HELP'
Usage: ./grid token [--sandbox] --role ROLE | --system SYSTEM [--office CODE] [--name NAME] [--subject ACCOUNT] [--hours N]

Prints a token that the register of this home accepts in development, and nothing else; with --sandbox first, one for the
sandbox of this home.

  --role ROLE     a person: clerk, supervisor, statistician, hotline (these need --office),
                  operator, auditor, security-administrator
  --system SYSTEM a system: office-system or office (needs --office), delivery-gateway or gateway, benefit-system or
                  benefit, civil-affairs, matching-feed or feed, platform-link, platform-administration
  --office CODE   the code of the caller's office, such as 36010201: it reaches no further than that region
  --name NAME     the caller's name
  --subject NAME  the caller's account (dev-ROLE-OFFICE)
  --hours N       how long it is good for (8)
HELP
}

token_command() {
    case ${1:-} in
        --help | -h | help) token_help; return ;;
        '') token_help >&2; exit 2 ;;
        --sandbox) use_sandbox_home; shift ;;
    esac
    development_token "$@"
}

# Nothing but its own sources decides whether the tool is rebuilt: a token must be quick.
development_token() {
    if is_outdated tools/Admin tools/Admin src/Api/Security/DevelopmentToken.cs; then ensure_admin; fi
    admin token --key-file "$GRID_SECRETS/dev-token.key" "$@"
}
