# The register's database: on the private cluster of this home, or on the server that GRID_DATABASE names.
# shellcheck shell=bash

OWNER_ROLE=grid_owner
APPLICATION_ROLE=grid_app
DATABASE=grid
PLATFORM_ROLE=grid_platform  # of the national platform's simulator, and its database's name

uses_private_cluster() { [[ -z ${GRID_DATABASE:-} && -z ${GRID_DATABASE_OWNER:-} ]]; }

password_of() { # role; made at random on first use
    local file=$GRID_SECRETS/$1.password
    [[ -s $file ]] || write_secret "$file" "$(random_password)"
    cat "$file"
}

sql_as_superuser() { # cluster directory, database; reads SQL from stdin
    PGPASSWORD=$(as_server cat "$1/password") "$POSTGRES_BIN/psql" -X -q -v ON_ERROR_STOP=1 \
        -h 127.0.0.1 -p "$(cluster_port "$1")" -U postgres -d "$2" -At
}

# Roles with their passwords, and the database. The owner is no superuser; the application's role owns nothing.
prepare_database() { # cluster directory
    sql_as_superuser "$1" postgres <<SQL
SELECT format('CREATE ROLE %I LOGIN', name) FROM unnest(ARRAY['$OWNER_ROLE', '$APPLICATION_ROLE']) AS name
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
ALTER ROLE $OWNER_ROLE PASSWORD '$(password_of "$OWNER_ROLE")';
ALTER ROLE $APPLICATION_ROLE PASSWORD '$(password_of "$APPLICATION_ROLE")';
SELECT 'CREATE DATABASE $DATABASE OWNER $OWNER_ROLE'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$DATABASE') \gexec
REVOKE ALL ON DATABASE $DATABASE FROM PUBLIC;
GRANT CONNECT ON DATABASE $DATABASE TO $APPLICATION_ROLE;
SQL
}

# Starts the private cluster if it is down. PRIVATE_CLUSTER is its directory.
start_private_cluster() {
    PRIVATE_CLUSTER=$(cluster_directory postgres)
    cluster_start "$PRIVATE_CLUSTER"
    prepare_database "$PRIVATE_CLUSTER"
}

role_url() { # role, database
    printf 'Host=127.0.0.1;Port=%s;Username=%s;Password=%s;Database=%s' \
        "$(cluster_port "$PRIVATE_CLUSTER")" "$1" "$(password_of "$1")" "${2:-$DATABASE}"
}

# Sets GRID_DATABASE and GRID_DATABASE_OWNER, starting the private cluster when no other server is named.
open_database() {
    if uses_private_cluster; then
        start_private_cluster
        GRID_DATABASE=$(role_url "$APPLICATION_ROLE")
        GRID_DATABASE_OWNER=$(role_url "$OWNER_ROLE")
    elif [[ -z ${GRID_DATABASE:-} ]]; then
        die "GRID_DATABASE_OWNER is set, but GRID_DATABASE (the application's role) is not."
    fi
}

# Sets GRID_PLATFORM_DATABASE, the database of the national platform's simulator; false when there is none. The register's roles cannot enter it, nor its role the register's.
open_platform_database() {
    [[ -z ${GRID_PLATFORM_DATABASE:-} ]] || return 0
    [[ -n $PRIVATE_CLUSTER ]] || return 1
    sql_as_superuser "$PRIVATE_CLUSTER" postgres <<SQL || die "the database of the national platform's simulator cannot be made."
SELECT 'CREATE ROLE $PLATFORM_ROLE LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '$PLATFORM_ROLE') \gexec
ALTER ROLE $PLATFORM_ROLE PASSWORD '$(password_of "$PLATFORM_ROLE")';
SELECT 'CREATE DATABASE $PLATFORM_ROLE OWNER $PLATFORM_ROLE'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '$PLATFORM_ROLE') \gexec
REVOKE ALL ON DATABASE $PLATFORM_ROLE FROM PUBLIC;
SQL
    GRID_PLATFORM_DATABASE=$(role_url "$PLATFORM_ROLE" "$PLATFORM_ROLE")
}

need_owner() {
    [[ -n ${GRID_DATABASE_OWNER:-} ]] \
        || die "GRID_DATABASE_OWNER is not set: migrations need the connection string of the role that owns the database."
}

# psql on the database of an Npgsql connection string, which tools/Admin translates.
psql_with() { # connection string, psql's arguments …
    local variables line string=$1
    shift
    ensure_postgres
    ensure_admin
    variables=$(GRID_DATABASE=$string admin libpq) || exit 1
    while IFS= read -r line; do export "${line?}"; done <<< "$variables"
    "$POSTGRES_BIN/psql" "$@"
}

# Brings the schema up to date, as the owner. Passwords go by the environment: arguments are there for all to see.
migrate() { GRID_DATABASE_OWNER=$GRID_DATABASE_OWNER GRID_DATABASE=$GRID_DATABASE admin migrate; }
