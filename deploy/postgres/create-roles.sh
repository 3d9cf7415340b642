#!/usr/bin/env bash
# Makes the register's roles and its database, or gives the roles the passwords of the files. Run it as PostgreSQL's superuser (PGHOST, PGPORT, PGUSER …).
#   create-roles.sh FOLDER   with the files grid_owner.password, grid_app.password, grid_backup.password
# grid_owner owns the schema and migrates; grid_app is the register's, and owns nothing; grid_backup may copy the cluster.
set -euo pipefail
folder=${1:?create-roles.sh FOLDER}
for role in grid_owner grid_app grid_backup; do
    [[ -s $folder/$role.password ]] || { echo "create-roles: $folder/$role.password is missing." >&2; exit 66; }
done

# Passwords go by standard input: arguments are there for all to see. And not into the server's log, where a superuser's statements are.
{
    cat <<'SQL'
SET log_statement = 'none';
SET log_min_duration_statement = -1;
SET log_min_error_statement = 'panic';
SELECT 'SET pgaudit.log = ''none''' WHERE EXISTS (SELECT FROM pg_settings WHERE name = 'pgaudit.log') \gexec
SQL
    for role in grid_owner grid_app grid_backup; do
        printf '\\set password %s\n' "'$(tr -d "\n'\\\\" < "$folder/$role.password")'"
        printf "SELECT 'CREATE ROLE %s LOGIN' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%s') \\gexec\n" "$role" "$role"
        printf "ALTER ROLE %s PASSWORD :'password';\n" "$role"
    done
    cat <<'SQL'
ALTER ROLE grid_backup REPLICATION;
GRANT pg_read_all_settings TO grid_backup;
SELECT 'CREATE DATABASE grid OWNER grid_owner TEMPLATE template0 ENCODING ''UTF8'' LC_COLLATE ''C.UTF-8'' LC_CTYPE ''C.UTF-8''' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'grid') \gexec
REVOKE ALL ON DATABASE grid FROM PUBLIC;
GRANT CONNECT ON DATABASE grid TO grid_app;

-- What the owner and superusers do is in the server's log: by pgaudit where it is loaded, otherwise by the server itself. The register's own
-- role is not: its statements say nothing that the journal and the access log do not.
SELECT format('ALTER ROLE %I SET %s = ''all''', rolname,
    CASE WHEN EXISTS (SELECT FROM pg_settings WHERE name = 'pgaudit.log') THEN 'pgaudit.log' ELSE 'log_statement' END)
FROM pg_roles WHERE rolsuper OR rolname = 'grid_owner' \gexec
SQL
} | psql -X -q -v ON_ERROR_STOP=1 -d postgres
