#!/usr/bin/env bash
# Makes what compose.yaml needs and no repository holds: passwords, connection strings, the register's keys, and .env. What is there stays as it is.
#   make-secrets.sh AUTHORITY   issuer of the province's identity provider, https://…
# The keys (secrets/keys) cannot be made again: back them up at once, deploy/backup/keys.sh.
set -euo pipefail
umask 077
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)
authority=${1:?make-secrets.sh AUTHORITY}
secrets=$here/secrets
mkdir -p "$secrets/roles" "$secrets/keys" "$secrets/tls" "$secrets/systems"

password() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }
once() { [[ -s $1 ]] || cat > "$1"; }

password | once "$secrets/postgres.password"
for role in grid_owner grid_app grid_backup grid_platform; do password | once "$secrets/roles/$role.password"; done
connection() {
    printf 'Host=postgres;Username=%s;Password=%s;Database=%s;Maximum Pool Size=60;SSL Mode=VerifyFull;Root Certificate=/run/secrets/database_authority\n' \
        "$1" "$(cat "$secrets/roles/$1.password")" "$2"
}
connection grid_app grid | once "$secrets/database"
connection grid_owner grid | once "$secrets/database_owner"

# The secret of the pages' client at the identity provider is put here (and GRID_CONSOLE_CLIENT into .env); until then there are no pages.
[[ -e $secrets/console_client_secret ]] || : > "$secrets/console_client_secret"

# The keys of messages to the province's other systems (benefit.key, hardship.key, licence.key; one line each) are put into secrets/systems when a
# system is connected (GRID_BENEFIT_URL, GRID_HARDSHIP_URL, GRID_LICENCE_URL in .env).

# The cluster's connections and those to the database. Their authorities' keys are needed only to renew: take them elsewhere.
certificates=$here/../tls/make-certificates.sh
"$certificates" cluster "$secrets/cluster" grid
"$certificates" server "$secrets/postgres-tls" postgres 127.0.0.1
"$certificates" server "$secrets/platform-tls" platform

# Until the province's own certificate is put there: one that browsers will not trust.
[[ -s $secrets/tls/api.crt ]] || openssl req -x509 -newkey rsa:3072 -nodes -days 90 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
    -keyout "$secrets/tls/api.key" -out "$secrets/tls/api.crt" 2> /dev/null

# Containers run as whoever made the secrets, and never as root.
if (( EUID == 0 )); then uid=1654 gid=1654; else uid=$(id -u) gid=$(id -g); fi
once "$here/.env" <<ENV
GRID_UID=$uid
GRID_GID=$gid
GRID_AUTHORITY=$authority
GRID_CONSOLE_CLIENT=
GRID_BENEFIT_URL=
GRID_HARDSHIP_URL=
GRID_LICENCE_URL=
GRID_PLATFORM_DATABASE=$(connection grid_platform grid_platform)
ENV

if [[ ! -s $secrets/keys/register-key.json ]]; then
    (( EUID != 0 )) || chown -R "$uid:$gid" "$secrets"
    if [[ -n ${GRID_ADMIN:-} ]]; then $GRID_ADMIN keys create --folder "$secrets/keys"
    else docker run --rm --user "$uid:$gid" --volume "$secrets/keys:/keys" --entrypoint grid-admin grid:latest keys create --folder /keys
    fi
fi
echo "secrets are in $secrets; settings in $here/.env"
