#!/usr/bin/env bash
# Backs up the key files, sealed for the holders of a recovery certificate; and opens such a backup again.
#   keys.sh seal   KEYS-FOLDER RECOVERY.crt OUT.cms
#   keys.sh open   IN.cms RECOVERY.key RECOVERY.crt INTO-FOLDER
# Why apart from the database: without these files a backup of the database cannot be read by anybody, and with both it can be read by everybody who has them. So they must never be lost,
# and never lie where the database's backups lie. The recovery key is kept offline, in two places, by people who hold no backup of the database.
set -euo pipefail
umask 077
case ${1:-} in
    seal)
        (( $# == 4 )) || { sed -n 3,4p "${BASH_SOURCE[0]}" >&2; exit 64; }
        for file in keys.json register-key.json; do
            [[ -s $2/$file ]] || { echo "keys: $2/$file is missing." >&2; exit 66; }
        done
        tar --create --directory="$2" --owner=0 --group=0 keys.json register-key.json \
            | openssl cms -encrypt -binary -aes-256-gcm -outform DER -out "$4.new" -recip "$3" -keyopt rsa_padding_mode:oaep
        mv "$4.new" "$4"
        ;;
    open)
        (( $# == 5 )) || { sed -n 3,4p "${BASH_SOURCE[0]}" >&2; exit 64; }
        mkdir -p "$5"
        openssl cms -decrypt -binary -inform DER -in "$2" -inkey "$3" -recip "$4" | tar --extract --directory="$5" --no-same-owner --keep-old-files
        chmod 600 "$5"/keys.json "$5"/register-key.json
        ;;
    *) echo "keys: seal or open." >&2; exit 64 ;;
esac
