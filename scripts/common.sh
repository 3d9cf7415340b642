# Shared by every part of ./grid: where things are, how to speak, how to stop.
# shellcheck shell=bash

GRID_ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
GRID_HOME=${GRID_HOME:-$GRID_ROOT/.grid}
case $GRID_HOME in /*) ;; *) GRID_HOME=$PWD/$GRID_HOME ;; esac
GRID_SECRETS=$GRID_HOME/secrets
GRID_LOGS=$GRID_HOME/log
export GRID_HOME

# The caller's own PostgreSQL settings must not redirect ours.
unset PGDATA PGHOST PGHOSTADDR PGPORT PGUSER PGDATABASE PGPASSWORD PGPASSFILE PGSERVICE PGOPTIONS PGSSLMODE

# What a person reads goes to stderr; stdout carries results only.
say() { printf '%s\n' "$*" >&2; }
die() { printf 'grid: %s\n' "$*" >&2; exit 1; }

need_argument() { # option, number of arguments left
    (( $2 >= 2 )) || die "$1 needs a value. See ./grid --help."
}

make_home() {
    mkdir -p "$GRID_HOME" "$GRID_LOGS" || die "cannot write to $GRID_HOME. Set GRID_HOME to another place."
    (umask 077 && mkdir -p "$GRID_SECRETS")
}

# A short name for this home, the same each time.
home_hash() { printf '%s' "$GRID_HOME" | sha256sum | cut -c1-10; }

random_password() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

port_is_free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# Where the register of this home listens, or the one that GRID_URLS names: the first of its addresses.
register_url() {
    local urls=${GRID_URLS:-$(cat "$GRID_HOME/url" 2>/dev/null || echo "$DEFAULT_URL")}
    printf '%s' "${urls%%;*}"
}

# Below the range from which the system hands out ports by itself, and below those that silos and tests choose from.
free_port() {
    local port
    for _ in {1..200}; do
        port=$((10000 + RANDOM % 2000))
        if port_is_free "$port"; then printf '%s\n' "$port"; return; fi
    done
    die "found no free TCP port between 10000 and 11999."
}

# A path that appears in no process list and cannot be read by others.
write_secret() { # file, text
    (umask 077 && printf '%s\n' "$2" > "$1.new" && mv "$1.new" "$1")
}
