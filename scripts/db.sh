# ./grid db …
# shellcheck shell=bash

db_help() {
    cat <<'HELP'
Usage: ./grid db COMMAND

  migrate          bring the schema up to date, as the owner's role
  status           the server, the schema's version, what is running
  check            count where the register's tables disagree, and name the rows that were tampered with; fails unless every figure is 0
  chain [--reason TEXT]
                   give MACs to what older versions wrote without; once, when none runs any more
  seal-names       seal the names that older versions wrote in the clear; once, when none runs any more
  checkpoint [--since N | --verifier-key]
                   print the newest signed checkpoint, a witness's request, or the public key
  erase [--rules FILE] [--yes --by NAME [--rewrite]]
                   list whose retention period is over and what would be removed; with --yes, erase them, as the owner's role;
                   --rewrite leaves no byte of it in the database's files, and makes the register wait
  hold [NUMBER --reason TEXT --by NAME | --lift N --by NAME]
                   keep a person from being erased, lift such a hold, or list them
  psql [ARG …]     psql on the register's database as its owner; --app first: as the application's role
  url [--owner]    the connection string of the application's role, or of the owner's
  start, stop      the private cluster
  reset --yes      delete the private cluster with all its data

They act on the private cluster of this home, or on the server that GRID_DATABASE (and GRID_DATABASE_OWNER) name.
HELP
}

db_command() {
    local command=${1:-}
    (( $# == 0 )) || shift
    case $command in
        migrate) open_database; need_owner; ensure_admin; migrate ;;
        status) db_status ;;
        check) open_database; ensure_admin; GRID_DATABASE=$GRID_DATABASE GRID_HOME=$GRID_HOME admin check "$@" ;;
        chain) open_database; ensure_admin; GRID_DATABASE=$GRID_DATABASE GRID_HOME=$GRID_HOME admin chain "$@" ;;
        seal-names)
            open_database; need_owner; ensure_admin
            GRID_DATABASE=$GRID_DATABASE GRID_DATABASE_OWNER=$GRID_DATABASE_OWNER GRID_HOME=$GRID_HOME admin seal-names "$@"
            ;;
        checkpoint) open_database; ensure_admin; GRID_DATABASE=$GRID_DATABASE GRID_HOME=$GRID_HOME admin checkpoint "$@" ;;
        erase | hold) open_database; need_owner; ensure_admin; GRID_DATABASE_OWNER=$GRID_DATABASE_OWNER GRID_HOME=$GRID_HOME admin "$command" "$@" ;;
        psql) db_psql "$@" ;;
        url) db_url "$@" ;;
        start) need_private; start_private_cluster; say "PostgreSQL listens on 127.0.0.1:$(cluster_port "$PRIVATE_CLUSTER")." ;;
        stop) need_private; cluster_stop "$(cluster_directory postgres)"; say "PostgreSQL is stopped." ;;
        reset) db_reset "$@" ;;
        test-start) test_cluster_start "$(test_cluster_name)" ;;
        test-stop) test_cluster_stop "$(cluster_directory test)"; test_cluster_stop "$(cluster_directory measured)" ;;
        private) private_cluster "$@" ;;
        --help | -h | help) db_help ;;
        '') db_help >&2; exit 2 ;;
        *) die "there is no command db $command. See ./grid db --help." ;;
    esac
}

need_private() {
    uses_private_cluster || die "GRID_DATABASE is set: that server is not ours to start, stop or reset."
}

db_status() {
    if uses_private_cluster; then
        PRIVATE_CLUSTER=$(cluster_directory postgres)
        if ! cluster_is_running "$PRIVATE_CLUSTER"; then
            say "PostgreSQL is stopped; its data: $PRIVATE_CLUSTER"
            return
        fi
        say "PostgreSQL listens on 127.0.0.1:$(cluster_port "$PRIVATE_CLUSTER"); its data: $PRIVATE_CLUSTER"
        GRID_DATABASE=$(role_url "$APPLICATION_ROLE")
    fi
    ensure_admin
    GRID_DATABASE=$GRID_DATABASE admin status
}

db_psql() {
    local string
    open_database
    string=${GRID_DATABASE_OWNER:-$GRID_DATABASE}
    case ${1:-} in
        --app) string=$GRID_DATABASE; shift ;;
        --owner) need_owner; shift ;;
    esac
    psql_with "$string" "$@"
}

db_url() {
    case ${1:-} in
        '') open_database; printf '%s\n' "$GRID_DATABASE" ;;
        --owner) open_database; need_owner; printf '%s\n' "$GRID_DATABASE_OWNER" ;;
        *) die "db url takes nothing or --owner." ;;
    esac
}

db_reset() {
    need_private
    [[ ${1:-} == --yes ]] || die "this deletes every person in the register of $GRID_HOME. Say: ./grid db reset --yes"
    take_home_lock || die "the register of this home is running (process $(running_pid)); stop it first."
    cluster_remove "$(cluster_directory postgres)"
    rm -f "$GRID_HOME/run.pid" "$GRID_HOME/postgres.location" "$GRID_SECRETS/$OWNER_ROLE.password" "$GRID_SECRETS/$APPLICATION_ROLE.password" "$GRID_SECRETS/$PLATFORM_ROLE.password"
    say "The register's database is deleted."
}
