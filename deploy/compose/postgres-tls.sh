#!/usr/bin/env bash
# Starts PostgreSQL's container with its certificate: the server wants its key to be its own user's alone, which a mounted file is not.
set -euo pipefail
install --owner=postgres --group=postgres --mode=600 /run/secrets/postgres_key /var/lib/postgresql/server.key
install --owner=postgres --group=postgres --mode=644 /run/secrets/postgres_certificate /var/lib/postgresql/server.crt
exec docker-entrypoint.sh "$@" -c ssl=on -c ssl_min_protocol_version=TLSv1.2 \
    -c ssl_cert_file=/var/lib/postgresql/server.crt -c ssl_key_file=/var/lib/postgresql/server.key
