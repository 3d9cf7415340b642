# PostgreSQL for tests: one server that all test processes of this home share, and throw-away ones
# for tests in which the database itself goes away. tests/Testing calls these.
# shellcheck shell=bash

# Starts the shared one if it is down, and prints its superuser's connection string.
test_cluster_start() {
    local directory
    exec 8>"$GRID_HOME/test.lock"
    flock 8
    directory=$(cluster_directory test)
    cluster_start "$directory"
    exec 8>&-
    cluster_url "$directory"
}

# private create NAME PROCESS | start NAME | stop NAME [MODE] | kill NAME | remove NAME
# PROCESS is the test process that the cluster belongs to; when that is gone, so is the cluster's reason to exist.
private_cluster() {
    local action=${1:-} name=${2:-} directory
    [[ $name =~ ^private-[a-z0-9]+$ ]] || die "a throw-away cluster is called private- and letters or digits."
    directory=$(runtime_directory)/$name
    case $action in
        create)
            as_server mkdir -m 700 "$directory"
            printf '%s\n' "${3:-0}" | as_server tee "$directory/belongs-to" >/dev/null
            cluster_start "$directory"
            cluster_url "$directory"
            ;;
        start)
            as_server test -d "$directory/data" || die "there is no cluster $name."
            cluster_start "$directory"
            ;;
        stop) cluster_stop "$directory" "${3:-fast}" ;;
        kill) cluster_kill "$directory" ;;
        remove) remove_private_cluster "$directory" ;;
        *) die "db private takes create, start, stop, kill or remove." ;;
    esac
}

remove_private_cluster() { # directory
    cluster_remove "$1"
    as_server rm -rf "$1"
}

# Removes what killed test processes left.
sweep_private_clusters() {
    local directory process
    for directory in "$(runtime_directory)"/private-*; do
        process=$(as_server cat "$directory/belongs-to" 2>/dev/null) || continue
        [[ -d /proc/$process ]] || remove_private_cluster "$directory"
    done
}
