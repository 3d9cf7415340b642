#!/usr/bin/env bash
# PostgreSQL's archive_command: keeps one finished segment of the write-ahead log.
#   archive_command = '/opt/grid/deploy/backup/archive-wal.sh /backup/grid/wal "%p" "%f"'
# Exit code 0 means: it is on disk, whole. PostgreSQL tries again after any other, and keeps the segment until then.
set -euo pipefail
umask 077
folder=$1 segment=$2 name=$3
mkdir -p "$folder"

# The same segment may come twice, after a crash between the copy and PostgreSQL's note of it. Another one of that name is another cluster's: never overwrite it.
if [[ -e $folder/$name ]]; then
    cmp --silent "$segment" "$folder/$name" && exit 0
    echo "archive-wal: $folder/$name is there with other content; does another cluster write here?" >&2
    exit 1
fi

cp "$segment" "$folder/.$name.new"
sync "$folder/.$name.new"
mv "$folder/.$name.new" "$folder/$name"
sync "$folder"
