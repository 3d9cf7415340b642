# Private PostgreSQL clusters. A cluster is one directory:
#   data/         PostgreSQL's own
#   postgres.log  its log
#   port          the TCP port on 127.0.0.1 that it had last
#   password      of its superuser postgres (mode 600)
# The server never runs as root: then it belongs to an unprivileged user, in a place that this user can enter.
# shellcheck shell=bash

# The user that the servers run as.
server_user() {
    if (( EUID != 0 )); then id -un
    elif id postgres >/dev/null 2>&1; then echo postgres
    else
        id grid >/dev/null 2>&1 || useradd --system --user-group --no-create-home --home-dir /var/lib/grid --shell /usr/sbin/nologin grid
        echo grid
    fi
}

# Runs a command as that user, from a directory that it can enter.
as_server() {
    if (( EUID != 0 )); then (cd / && exec "$@"); return; fi
    local user
    user=$(server_user)
    (cd / && exec setpriv --reuid="$user" --regid="$(id -g "$user")" --init-groups -- "$@")
}

# Sockets and throw-away clusters; short, because a socket's path is limited to 107 bytes.
runtime_directory() {
    local directory
    directory=/tmp/grid-$(home_hash)
    as_server mkdir -p -m 700 "$directory"
    as_server test -O "$directory" || die "$directory belongs to somebody else."
    printf '%s\n' "$directory"
}

# Prints the directory of a named cluster of this home, making it when it is not there.
cluster_directory() { # name
    local note=$GRID_HOME/$1.location directory=$GRID_HOME/$1
    if [[ -f $note ]]; then
        cat "$note"
        return
    fi
    if (( EUID == 0 )) && ! as_server test -x "$GRID_HOME"; then
        directory=/var/lib/grid/$(home_hash)/$1
        mkdir -p "${directory%/*}"
        printf '%s\n' "$directory" > "$note"
    fi
    mkdir -p "$directory"
    (( EUID != 0 )) || chown "$(server_user):" "$directory"
    printf '%s\n' "$directory"
}

# A quarter of the memory, from 512 to 4096 MB, as docs/operations.md recommends.
shared_buffers_mb() {
    awk '$1 == "MemTotal:" { mb = int($2 / 4096); print (mb < 512) ? 512 : (mb > 4096) ? 4096 : mb }' /proc/meminfo
}

cluster_settings() {
    cat <<SETTINGS
# Grid: a promise is a commit on disk. Never turn these two off.
fsync = on
synchronous_commit = on
listen_addresses = '127.0.0.1'
unix_socket_permissions = 0700
max_connections = 200
shared_buffers = $(shared_buffers_mb)MB
effective_cache_size = 2GB
wal_compression = lz4
min_wal_size = 512MB
# As in deploy/postgres/grid.conf: with 4 GB an import begins a checkpoint every minute, and writes whole pages again after each.
max_wal_size = 16GB
checkpoint_timeout = 15min
checkpoint_completion_target = 0.9
random_page_cost = 1.1
jit = off
password_encryption = 'scram-sha-256'
log_timezone = 'UTC'
timezone = 'UTC'
log_line_prefix = '%m [%p] %u@%d '
log_min_duration_statement = 1s
log_error_verbosity = terse
SETTINGS
}

cluster_create() { # directory
    local directory=$1 password
    ensure_postgres
    password=$(random_password)
    # initdb cleans up after itself; what a killed one left is removed here, so that data/ is whole or absent.
    as_server rm -rf "$directory/data.new"
    # shellcheck disable=SC2016 # expanded by the inner shell
    GRID_PASSWORD=$password as_server bash -c 'exec "$0/initdb" --pgdata="$1/data.new" --username=postgres --encoding=UTF8 --locale=C.UTF-8 \
        --data-checksums --auth=scram-sha-256 --pwfile=<(printf "%s\n" "$GRID_PASSWORD")' "$POSTGRES_BIN" "$directory" \
        >> "$GRID_LOGS/initdb.log" 2>&1 || die "initdb failed; see $GRID_LOGS/initdb.log."
    cluster_settings | as_server tee -a "$directory/data.new/postgresql.conf" >/dev/null
    # shellcheck disable=SC2016 # expanded by the inner shell
    printf '%s\n' "$password" | as_server bash -c 'umask 077; cat > "$0/password"' "$directory"
    as_server mv "$directory/data.new" "$directory/data"
}

cluster_pid() { # directory; prints the postmaster's process, if it lives
    local pid
    pid=$(as_server head -n 1 "$1/data/postmaster.pid" 2>/dev/null) || return 1
    [[ $pid =~ ^[0-9]+$ && $(as_server readlink "/proc/$pid/cwd" 2>/dev/null) == "$1/data" ]] && printf '%s\n' "$pid"
}

cluster_is_running() { cluster_pid "$1" >/dev/null; }

# After a crash the server's children may live on for a moment, and its lock files may name a process that is somebody else's by now.
clear_crash() { # directory
    as_server test -e "$1/data/postmaster.pid" || return 0
    # shellcheck disable=SC2016 # expanded by the inner shell
    as_server bash -c 'for _ in {1..100}; do
            [[ -n $(find /proc -mindepth 2 -maxdepth 2 -name cwd -lname "$0" -print -quit 2>/dev/null) ]] || { rm -f "$0/postmaster.pid"; exit; }
            sleep 0.1
        done
        exit 1' "$1/data" \
        || die "processes of a PostgreSQL that crashed are still at work in $1/data."
    clear_socket "$1"
}

clear_socket() { # directory of a cluster that is down
    local port socket
    if port=$(cluster_port "$1" 2>/dev/null) && port_is_free "$port"; then
        socket=$(runtime_directory)/.s.PGSQL.$port
        as_server rm -f "$socket" "$socket.lock"
    fi
}

cluster_port() { as_server cat "$1/port"; }

# Creates the cluster when there is none, then starts it on its last port, or on another one if that is taken.
cluster_start() { # directory, more options of the server
    local directory=$1 port
    ensure_postgres
    as_server test -d "$directory/data" || cluster_create "$directory"
    ! cluster_is_running "$directory" || return 0
    clear_crash "$directory"
    port=$(cluster_port "$directory" 2>/dev/null) || port=''
    if [[ -z $port ]] || ! port_is_free "$port"; then
        port=$(free_port)
        printf '%s\n' "$port" | as_server tee "$directory/port" >/dev/null
    fi
    # Nothing of ours stays open in the server: neither a lock nor a pipe that somebody reads to its end.
    as_server "$POSTGRES_BIN/pg_ctl" start --pgdata="$directory/data" --log="$directory/postgres.log" --wait --timeout=120 --silent \
        --options="-p $port -k $(runtime_directory) ${2:-}" </dev/null >/dev/null 2>&1 8>&- 9>&- \
        || die "PostgreSQL did not start; see $directory/postgres.log."
}

cluster_stop() { # directory, mode: fast (default), smart, immediate
    cluster_is_running "$1" || return 0
    ensure_postgres
    as_server "$POSTGRES_BIN/pg_ctl" stop --pgdata="$1/data" --mode="${2:-fast}" --wait --timeout=120 --silent >/dev/null \
        || die "PostgreSQL did not stop; see $1/postgres.log."
}

cluster_kill() { # directory: SIGKILL to the postmaster, as a crash would
    local pid
    ! pid=$(cluster_pid "$1") || as_server kill -KILL "$pid"
}

cluster_remove() { # directory
    cluster_stop "$1" immediate
    clear_socket "$1"
    as_server rm -rf "$1/data" "$1/data.new" "$1/port" "$1/password" "$1/postgres.log"
    rmdir "$1" 2>/dev/null || true
}

# The superuser's connection string.
cluster_url() { # directory
    printf 'Host=127.0.0.1;Port=%s;Username=postgres;Password=%s;Database=postgres\n' \
        "$(cluster_port "$1")" "$(as_server cat "$1/password")"
}
