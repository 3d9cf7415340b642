#!/usr/bin/env bash
# Starts PostgreSQL's container. Secrets are readable by whoever made them alone; what the server's own user needs is handed over here, before
# root is given up: certificate and key, and the roles' passwords for init.sh.
set -euo pipefail
own() { install --owner=postgres --group=postgres --mode="$1" "$2" "$3"; }
own 600 /run/secrets/postgres_key /var/lib/postgresql/server.key
own 644 /run/secrets/postgres_certificate /var/lib/postgresql/server.crt
install --directory --owner=postgres --group=postgres --mode=700 /var/lib/postgresql/roles
for password in /run/grid-roles/*.password; do own 600 "$password" /var/lib/postgresql/roles/; done
exec docker-entrypoint.sh "$@" -c ssl=on -c ssl_min_protocol_version=TLSv1.2 \
    -c ssl_cert_file=/var/lib/postgresql/server.crt -c ssl_key_file=/var/lib/postgresql/server.key
