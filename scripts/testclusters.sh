# PostgreSQL for tests: a server that all test processes of this home share, and throw-away ones for tests in which the database itself
# goes away. tests/Testing calls these.
# shellcheck shell=bash

# Two clusters that all test processes of this home share. `test` does not wait for the disk: tests make and drop hundreds of databases in it,
# and tests of a server's crash use a throw-away one. Its data survive the end of its processes but not of the machine, so it is made again
# after a reboot. `measured`, for --full and benchmarks, has the settings of production.
test_cluster_name() { if [[ ${GRID_TEST_SIZE:-} == full ]]; then echo measured; else echo test; fi; }

# A database is some six hundred files, and making these is most of what it costs: less in memory, where there is enough of it.
place_in_memory() { # name of a cluster that does not exist
    local shared=/dev/shm directory
    local room
    room=$(df --output=avail --block-size=1M "$shared" 2>/dev/null | tail -n 1) || return 0
    (( room >= 8192 && $(awk '$1 == "MemAvailable:" { print int($2 / 1024) }' /proc/meminfo) >= 8192 )) || return 0
    directory=$shared/grid-$(home_hash)
    as_server mkdir -p -m 700 "$directory" 2>/dev/null && as_server test -O "$directory" || return 0
    as_server mkdir -p "$directory/$1"
    printf '%s\n' "$directory/$1" > "$GRID_HOME/$1.location"
}

# Starts one of them if it is down, and prints its superuser's connection string.
test_cluster_start() { # name
    local directory options='' boot
    exec 8>"$GRID_HOME/test.lock"
    flock 8
    directory=$(cluster_directory "$1")
    if [[ $1 == test ]] && ! cluster_is_running "$directory"; then
        options='-c fsync=off -c max_wal_size=1GB -c shared_buffers=512MB'
        boot=$(cat /proc/sys/kernel/random/boot_id)
        if [[ $(as_server cat "$directory/boot" 2>/dev/null) != "$boot" ]]; then
            cluster_remove "$directory"
            rm -f "$GRID_HOME/$1.location"
            place_in_memory "$1"
            directory=$(cluster_directory "$1")
            printf '%s\n' "$boot" | as_server tee "$directory/boot" >/dev/null
        fi
    fi
    cluster_start "$directory" "$options"
    exec 8>&-
    cluster_url "$directory"
}

# Nothing stays in memory.
test_cluster_stop() { # its directory
    cluster_stop "$1" immediate
    [[ $1 != /dev/shm/* ]] || as_server rm -rf "$1"
}

# private create NAME PROCESS [STEM] | keep NAME STEM | reserve NAME PROCESS OF | start NAME | stop NAME [MODE] | kill NAME | lose NAME | remove NAME
# private directory NAME | url NAME | script NAME SCRIPT [ARG …]
# PROCESS is the test process that the cluster belongs to; when that is gone, so is the cluster's reason to exist.
# STEM names a cluster's data that are kept to be copied, which takes a tenth of what initdb and all migrations take; keep makes them of a cluster that was created without.
# reserve makes the place of a cluster that a script will fill, with the password of OF. lose is the loss of the machine: SIGKILL, and the data are gone. script runs
# one of deploy/ as the server's user, which sees NAME as PostgreSQL's own programs do.
private_cluster() {
    local action=${1:-} name=${2:-} directory
    [[ $name =~ ^private-[a-z0-9]+$ ]] || die "a throw-away cluster is called private- and letters or digits."
    directory=$(runtime_directory)/$name
    case $action in
        create)
            as_server mkdir -m 700 "$directory"
            printf '%s\n' "${3:-0}" | as_server tee "$directory/belongs-to" >/dev/null
            ! as_server test -d "$(stem_directory "${4:-none}")" || as_server cp -a "$(stem_directory "$4")/." "$directory/"
            cluster_start "$directory"
            cluster_url "$directory"
            ;;
        keep)
            cluster_stop "$directory"
            keep_stem "$directory" "$(stem_directory "${3:?}")"
            cluster_start "$directory"
            ;;
        reserve)
            as_server mkdir -m 700 "$directory"
            printf '%s\n' "${3:-0}" | as_server tee "$directory/belongs-to" >/dev/null
            as_server cp -p "$(runtime_directory)/${4:?}/password" "$directory/password"
            ;;
        start)
            as_server test -d "$directory/data" || die "there is no cluster $name."
            cluster_start "$directory"
            ;;
        stop) cluster_stop "$directory" "${3:-fast}" ;;
        kill) cluster_kill "$directory" ;;
        lose)
            cluster_kill "$directory"
            clear_crash "$directory"
            as_server rm -rf "$directory/data"
            ;;
        directory) printf '%s\n' "$directory" ;;
        url) cluster_url "$directory" ;;
        script) deploy_script "$directory" "${@:3}" ;;
        remove) remove_private_cluster "$directory" ;;
        *) die "db private takes create, keep, reserve, start, stop, kill, lose, remove, directory, url or script." ;;
    esac
}

stem_directory() { printf '%s/stem-%s\n' "$(runtime_directory)" "$1"; }

# Whole or absent; of two that make it at once, one is kept.
keep_stem() { # directory of a cluster that is stopped, directory of the stem
    local new
    new=$2.$BASHPID
    as_server mkdir -m 700 "$new"
    as_server cp -a "$1/data" "$1/password" "$new/"
    as_server mv -T "$new" "$2" 2>/dev/null || as_server rm -rf "$new"
}

# The repository may be where the server's user cannot enter: it gets the scripts of its own.
deploy_script() { # directory of the cluster, script below deploy/, arguments …
    ensure_postgres
    as_server mkdir -p "$1/deploy"
    tar -C "$GRID_ROOT/deploy" -c backup postgres | as_server tar -x -C "$1/deploy"
    # The unit of the base backup gets its password as a credential of systemd: a file that others may not write, and a group may read.
    local password
    password=PGPASSWORD=$(as_server cat "$1/password")
    if [[ $2 == backup/base-backup.sh ]]; then
        printf '*:*:*:*:%s\n' "${password#*=}" | as_server sh -c 'umask 277; rm -f "$1"; cat > "$1"; chmod 0440 "$1"' sh "$1/credential"
        password=PGPASSFILE=$1/credential
    fi
    # Backups are encrypted to a recovery key; here it lies beside them.
    as_server sh -c '[ -e "$1.key" ] || { umask 077; age-keygen -o "$1.key" 2>/dev/null && age-keygen -y "$1.key" > "$1.recipients"; }' sh "$1/recovery"
    (
        # shellcheck disable=SC2163 # It is NAME=value.
        export "$password" PATH="$POSTGRES_BIN:$PATH" PGHOST=127.0.0.1 PGPORT PGUSER=postgres GRID_BACKUP_DIR="${GRID_BACKUP_DIR:-$1/backup}"
        export GRID_BACKUP_RECIPIENTS=$1/recovery.recipients GRID_BACKUP_WORK=$1/backup-work
        PGPORT=$(cluster_port "$1")
        as_server "$1/deploy/$2" "${@:3}"
    )
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
    # Of builds of yesterday and before.
    as_server find "$(runtime_directory)" -maxdepth 1 -name 'stem-*' -mmin +1440 -exec rm -rf {} +
}
