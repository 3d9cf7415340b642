#!/usr/bin/env bash
# Makes an authority and certificates of it (PEM, P-256). What is there stays as it is; delete a certificate and run this again to renew it.
#   make-certificates.sh cluster FOLDER NAME…  of the register's silos and API processes. Whoever has one is a member of the cluster.
#   make-certificates.sh server FOLDER HOST…   of one server (PostgreSQL, the platform's simulator), valid for all these hosts and addresses
# FOLDER gets authority.crt, authority.key, and NAME.crt, NAME.key or server.crt, server.key. Nothing that runs needs authority.key: keep it
# elsewhere. Use a folder, and so an authority, for each purpose: a database's certificate must not open the cluster.
set -euo pipefail
umask 077
purpose=${1:?make-certificates.sh cluster|server FOLDER NAME…} folder=${2:?make-certificates.sh cluster|server FOLDER NAME…}
shift 2
(( $# > 0 )) || { echo "make-certificates.sh: at least one name is needed." >&2; exit 2; }
[[ $purpose == cluster || $purpose == server ]] || { echo "make-certificates.sh: the purpose is cluster or server, not '$purpose'." >&2; exit 2; }
for name in "$@"; do
    [[ $name =~ ^[A-Za-z0-9:][A-Za-z0-9._:-]*$ ]] || { echo "make-certificates.sh: '$name' is no name of a host." >&2; exit 2; }
done
mkdir -p "$folder"
cd "$folder"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

key() { openssl ecparam -genkey -name prime256v1 -noout -out "$1"; }

if [[ ! -s authority.crt || ! -s authority.key ]]; then
    [[ ! -e authority.crt && ! -e authority.key ]] || { echo "make-certificates.sh: only one of $folder/authority.crt and authority.key is there." >&2; exit 1; }
    key "$work/authority.key"
    openssl req -x509 -new -key "$work/authority.key" -sha256 -days 3650 -subj "/CN=grid $purpose authority" \
        -addext "basicConstraints=critical,CA:TRUE,pathlen:0" -addext "keyUsage=critical,keyCertSign,cRLSign" -out "$work/authority.crt"
    mv "$work/authority.key" "$work/authority.crt" .
    chmod 644 authority.crt
fi

issue() { # name of the files, and the alternative names
    [[ ! -s $1.crt || ! -s $1.key ]] || return 0
    key "$work/$1.key"
    printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth,clientAuth\nsubjectAltName=%s\n' "$2" > "$work/extensions"
    openssl req -new -key "$work/$1.key" -subj "/CN=grid $1" -out "$work/request"
    openssl x509 -req -in "$work/request" -CA authority.crt -CAkey authority.key -set_serial "0x$(openssl rand -hex 16)" -sha256 -days 397 \
        -extfile "$work/extensions" -out "$work/$1.crt" 2> /dev/null
    mv "$work/$1.key" "$work/$1.crt" .
    chmod 644 "$1.crt"
}

alternative() { # host or address
    if [[ $1 =~ ^[0-9.]+$ || $1 == *:* ]]; then printf 'IP:%s' "$1"; else printf 'DNS:%s' "$1"; fi
}

if [[ $purpose == cluster ]]; then
    for name in "$@"; do issue "$name" "$(alternative "$name")"; done
else
    names=()
    for name in "$@"; do names+=("$(alternative "$name")"); done
    issue server "$(IFS=,; echo "${names[*]}")"
fi
echo "certificates are in $folder"
