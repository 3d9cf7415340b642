# Finds the programs that Grid needs beside the .NET SDK, and installs them where it may.
# shellcheck shell=bash

POSTGRES_OLDEST=15

postgres_major() { # directory of binaries
    "$1/postgres" --version 2>/dev/null | sed -E 's/^[^0-9]*([0-9]+).*/\1/'
}

# Prints the directory of the newest server that is new enough; PATH may hold links, so they are resolved.
find_postgres() {
    local candidate directory major best='' best_major=0
    local candidates=(/usr/lib/postgresql/*/bin /usr/pgsql-*/bin)
    if command -v pg_config >/dev/null; then candidates+=("$(pg_config --bindir 2>/dev/null)"); fi
    if command -v postgres >/dev/null; then candidates+=("$(dirname -- "$(readlink -f "$(command -v postgres)")")"); fi
    for candidate in "${candidates[@]}"; do
        for directory in postgres initdb pg_ctl psql; do
            [[ -x $candidate/$directory ]] || continue 2
        done
        major=$(postgres_major "$candidate")
        if [[ $major =~ ^[0-9]+$ ]] && (( major >= POSTGRES_OLDEST && major > best_major )); then
            best=$candidate best_major=$major
        fi
    done
    [[ -n $best ]] && printf '%s\n' "$best"
}

as_root() {
    if (( EUID == 0 )); then "$@"; else sudo -n "$@"; fi
}

may_install() {
    command -v apt-get >/dev/null || return 1
    (( EUID == 0 )) || { command -v sudo >/dev/null && sudo -n true 2>/dev/null; }
}

apt_install() {
    as_root env DEBIAN_FRONTEND=noninteractive UCF_FORCE_CONFFOLD=1 \
        apt-get install -y --no-install-recommends "$@" >> "$GRID_LOGS/packages.log" 2>&1 \
        || die "apt-get could not install $*; see $GRID_LOGS/packages.log."
}

# Debian's package makes and starts a cluster of its own; Grid has no use for it. A cluster that exists is not touched.
no_cluster_of_debian() {
    local settings=/etc/postgresql-common/createcluster.conf
    as_root sh -c "grep -qs '^create_main_cluster' $settings || echo 'create_main_cluster = false' >> $settings"
}

install_postgres() {
    local offered
    say "Installing PostgreSQL (log: $GRID_LOGS/packages.log) …"
    as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
    apt_install postgresql-common
    no_cluster_of_debian
    offered=$(apt-cache depends postgresql 2>/dev/null | sed -nE 's/.*Depends: postgresql-([0-9]+).*/\1/p' | head -n 1)
    if [[ -n $offered ]] && (( offered < POSTGRES_OLDEST )); then
        # Older releases: the PostgreSQL project's own repository, set up by the script that the package brings.
        as_root sh -c 'sh /usr/share/postgresql-common/pgdg/*.sh -y' >> "$GRID_LOGS/packages.log" 2>&1 \
            || die "this system offers PostgreSQL $offered; Grid needs $POSTGRES_OLDEST or later. See $GRID_LOGS/packages.log."
    fi
    apt_install postgresql
}

# Sets POSTGRES_BIN, or ends with what to install.
ensure_postgres() {
    [[ -z ${POSTGRES_BIN:-} ]] || return 0
    if ! POSTGRES_BIN=$(find_postgres); then
        may_install || die "PostgreSQL $POSTGRES_OLDEST or later is missing, and there are no rights to install it.
Ask an administrator for the package postgresql:
    apt-get update && apt-get install postgresql
or set GRID_DATABASE and GRID_DATABASE_OWNER to a server that runs elsewhere."
        install_postgres
        POSTGRES_BIN=$(find_postgres) || die "PostgreSQL $POSTGRES_OLDEST or later is still missing after the installation; see $GRID_LOGS/packages.log."
    fi
}

find_browser() {
    local name
    for name in chromium-headless-shell chromium chromium-browser google-chrome-stable google-chrome; do command -v "$name" && return; done
    return 1
}

has_chinese_font() {
    if command -v fc-list >/dev/null; then [[ -n $(fc-list :lang=zh file 2>/dev/null | head -n 1) ]]; else compgen -G '/usr/share/fonts/*/*/*CJK*' >/dev/null; fi
}

# For the tests of the pages: a browser, and a font in which Chinese is more than boxes on their pictures.
ensure_browser() {
    local missing=()
    find_browser >/dev/null || missing+=(chromium)
    has_chinese_font || missing+=(fonts-noto-cjk)
    (( ${#missing[@]} > 0 )) || return 0
    may_install || die "the tests of the pages need ${missing[*]}, and there are no rights to install it.
Ask an administrator:
    apt-get update && apt-get install ${missing[*]}
or leave them out: ./grid test Domain Storage …"
    say "Installing ${missing[*]} (log: $GRID_LOGS/packages.log) …"
    as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
    # The engine without the windows around it, where the system offers it apart.
    if [[ ${missing[0]} == chromium ]] && apt-cache show chromium-headless-shell >/dev/null 2>&1; then missing[0]=chromium-headless-shell; fi
    apt_install "${missing[@]}"
    find_browser >/dev/null || die "there is still no Chromium on PATH after the installation; see $GRID_LOGS/packages.log."
}

# Fonts that certificates embed; with "tests" also the program with which their tests read them.
missing_for_certificates() {
    local missing=()
    [[ -e /usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf ]] || missing+=(fonts-droid-fallback)
    [[ -e /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf ]] || missing+=(fonts-dejavu-core)
    [[ ${1:-} != tests ]] || command -v pdftotext >/dev/null || missing+=(poppler-utils)
    printf '%s' "${missing[*]}"
}

# Without them everything else works: only the printing of certificates answers that they are missing.
ensure_certificate_fonts() { # [tests]
    local missing
    read -ra missing <<< "$(missing_for_certificates "$@")"
    (( ${#missing[@]} > 0 )) || return 0
    if ! may_install; then
        [[ ${1:-} != tests ]] || die "the tests of the certificates need ${missing[*]}, and there are no rights to install it.
Ask an administrator:
    apt-get update && apt-get install ${missing[*]}
or leave them out: ./grid test Domain Storage …"
        say "Certificates cannot be printed: ${missing[*]} is missing, and there are no rights to install it."
        return 0
    fi
    say "Installing ${missing[*]} (log: $GRID_LOGS/packages.log) …"
    as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
    apt_install "${missing[@]}"
}

pgaudit_package() { printf 'postgresql-%s-pgaudit' "$(postgres_major "$POSTGRES_BIN")"; }

# For the tests of deploy/: what the units' filters are built of, and the pooler. On a machine with systemd only the pooler is missing.
ensure_deploy_programs() {
    local missing=()
    ensure_postgres
    command -v pgbouncer >/dev/null || [[ -x /usr/sbin/pgbouncer ]] || missing+=(pgbouncer)
    if [[ " $* " == *" EndToEnd "* ]]; then
        command -v systemd-analyze >/dev/null || missing+=(systemd)
        command -v python3 >/dev/null || missing+=(python3)
        command -v age >/dev/null || missing+=(age)
        compgen -G '/usr/lib/*/libseccomp.so.2' >/dev/null || compgen -G '/lib/*/libseccomp.so.2' >/dev/null || missing+=(libseccomp2)

        # Where the system has it: the log of what owners and superusers do. Its test says so where it is missing.
        if [[ ! -e $("$POSTGRES_BIN/pg_config" --pkglibdir)/pgaudit.so ]] && apt-cache show "$(pgaudit_package)" >/dev/null 2>&1; then
            missing+=("$(pgaudit_package)")
        fi
    fi
    (( ${#missing[@]} > 0 )) || return 0
    may_install || die "the tests of deploy/ need ${missing[*]}, and there are no rights to install it.
Ask an administrator:
    apt-get update && apt-get install ${missing[*]}
or leave them out: ./grid test Domain Grains Api …"
    say "Installing ${missing[*]} (log: $GRID_LOGS/packages.log) …"
    as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
    apt_install "${missing[@]}"
    # Debian's package starts a pooler of its own; tests start theirs.
    if [[ ${missing[0]} == pgbouncer ]] && command -v systemctl >/dev/null; then as_root systemctl disable --now pgbouncer >> "$GRID_LOGS/packages.log" 2>&1 || true; fi
}

find_nginx() { PATH=$PATH:/usr/sbin:/usr/local/sbin command -v nginx; }

# For the tests of the shipped proxy. Debian's package would start a server of its own at port 80, which nothing here has a use for.
ensure_nginx() {
    ! find_nginx >/dev/null || return 0
    may_install || die "the tests of the pages need nginx, and there are no rights to install it.
Ask an administrator:
    apt-get update && apt-get install nginx-light
or leave them out: ./grid test Domain Storage …"
    say "Installing nginx (log: $GRID_LOGS/packages.log) …"
    as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
    if [[ ! -e /usr/sbin/policy-rc.d ]]; then
        as_root sh -c 'printf "#!/bin/sh\nexit 101\n" > /usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d'
        ( apt_install nginx-light ) || { as_root rm -f /usr/sbin/policy-rc.d; exit 1; }
        as_root rm -f /usr/sbin/policy-rc.d
    else
        apt_install nginx-light
    fi
    find_nginx >/dev/null || die "there is still no nginx after the installation; see $GRID_LOGS/packages.log."
}

# For the tests of key files that a token protects: a token in software.
ensure_softhsm() {
    ! command -v softhsm2-util >/dev/null || return 0
    may_install || die "the tests of the key files need softhsm2, and there are no rights to install it.
Ask an administrator:
    apt-get update && apt-get install softhsm2
or leave them out: ./grid test Domain Grains Api …"
    say "Installing softhsm2 (log: $GRID_LOGS/packages.log) …"
    as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
    apt_install softhsm2
}

# For the tests of the contract: what judges the document and generates clients from it. Its versions are in clients/generators.
ensure_contract_programs() {
    local missing=()
    command -v npm >/dev/null || missing+=(npm)
    command -v javac >/dev/null || missing+=(default-jdk-headless)
    [[ -e /usr/share/java/jackson-databind.jar ]] || missing+=(libjackson2-databind-java)
    if (( ${#missing[@]} > 0 )); then
        may_install || die "the tests of the contract need ${missing[*]}, and there are no rights to install it.
Ask an administrator:
    apt-get update && apt-get install ${missing[*]}
or leave them out: ./grid test Domain Storage …"
        say "Installing ${missing[*]} (log: $GRID_LOGS/packages.log) …"
        as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
        apt_install "${missing[@]}"
    fi
    ensure_node_modules
}

# For the tests that run the collection.
ensure_collection_runner() {
    if ! command -v npm > /dev/null; then
        may_install || die "the tests of the collection need npm, and there are no rights to install it.
Ask an administrator:
    apt-get update && apt-get install npm
or leave them out: ./grid test Domain Storage …"
        say "Installing npm (log: $GRID_LOGS/packages.log) …"
        as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
        apt_install npm
    fi
    ensure_node_modules
}

# Those of the lock file, and no others; again only when it has changed.
ensure_node_modules() {
    local at=$GRID_ROOT/clients/generators
    ! cmp -s "$at/package-lock.json" "$at/node_modules/.lock" || return 0
    say "Installing the programs of clients/generators (log: $GRID_LOGS/packages.log) …"
    (cd "$at" && npm ci --ignore-scripts) >> "$GRID_LOGS/packages.log" 2>&1 || die "npm could not install clients/generators; see $GRID_LOGS/packages.log."
    cp "$at/package-lock.json" "$at/node_modules/.lock"
}

ensure_shellcheck() {
    ! command -v shellcheck >/dev/null || return 0
    may_install || die "./grid check needs shellcheck, and there are no rights to install it.
Ask an administrator:
    apt-get update && apt-get install shellcheck"
    say "Installing shellcheck (log: $GRID_LOGS/packages.log) …"
    as_root apt-get update >> "$GRID_LOGS/packages.log" 2>&1 || say "apt-get update failed; trying with the lists that are there."
    apt_install shellcheck
}

ensure_dotnet() {
    command -v dotnet >/dev/null || die "the .NET SDK 10 is missing: install the package dotnet-sdk-10.0, or see https://dot.net."
}
