#!/usr/bin/env bash
# PostgreSQL's archive_command: keeps one finished segment of the write-ahead log, encrypted to the recovery key.
#   archive_command = '/opt/grid/deploy/backup/archive-wal.sh /backup/grid/wal "%p" "%f" /etc/grid/recovery.recipients'
# Exit code 0 means: it is on disk, whole. PostgreSQL tries again after any other, and keeps the segment until then.
# Without the last argument the segment is kept in the clear, which verify.sh reports.
set -euo pipefail
umask 077
folder=$1 segment=$2 name=$3 recipients=${4:-}
mkdir -p "$folder"
# An encryption is never the same twice: the digest of the segment is kept beside it.
digest=$(sha256sum < "$segment")
digest=${digest%% *}

# The same segment may come twice, after a crash between the copy and PostgreSQL's note of it. Another one of that name is another cluster's: never overwrite it.
if [[ -e $folder/$name || -e $folder/$name.age ]]; then
    if [[ -e $folder/$name ]]; then cmp --silent "$segment" "$folder/$name" && exit 0
    else [[ $digest == "$(cat "$folder/$name.sha256")" ]] && exit 0
    fi
    echo "archive-wal: $folder/$name is there with other content; does another cluster write here?" >&2
    exit 1
fi

if [[ -z $recipients ]]; then
    cp "$segment" "$folder/.$name.new"
    sync "$folder/.$name.new"
    mv "$folder/.$name.new" "$folder/$name"
else
    printf '%s\n' "$digest" > "$folder/.$name.sha256.new"
    age --encrypt --recipients-file "$recipients" --output "$folder/.$name.age.new" "$segment"
    sync "$folder/.$name.sha256.new" "$folder/.$name.age.new"
    mv "$folder/.$name.sha256.new" "$folder/$name.sha256"
    mv "$folder/.$name.age.new" "$folder/$name.age"
fi
sync "$folder"
