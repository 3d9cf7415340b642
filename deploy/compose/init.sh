#!/usr/bin/env bash
# Runs once, when the container's cluster is made: roles and database, and the simulator's where there is one.
set -euo pipefail
export PGUSER=${POSTGRES_USER:-postgres}
# From other containers with TLS alone.
sed -i 's/^host\([[:space:]]\+all[[:space:]]\+all[[:space:]]\+all[[:space:]]\)/hostssl\1/' "$PGDATA/pg_hba.conf"
/opt/grid/create-roles.sh /var/lib/postgresql/roles
if [[ -s /var/lib/postgresql/roles/grid_platform.password ]]; then
    {
        printf '\\set password %s\n' "'$(tr -d "\n'\\\\" < /var/lib/postgresql/roles/grid_platform.password)'"
        echo "CREATE ROLE grid_platform LOGIN PASSWORD :'password';"
        echo "CREATE DATABASE grid_platform OWNER grid_platform;"
        echo "REVOKE ALL ON DATABASE grid_platform FROM PUBLIC;"
    } | psql -X -q -v ON_ERROR_STOP=1 -d postgres
fi
