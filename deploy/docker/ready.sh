#!/bin/bash
# Whether the register in this container is ready; the image has no program that speaks HTTP.
exec 3<>/dev/tcp/127.0.0.1/5080 || exit 1
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r _ status _ <&3
[[ $status == 200 ]]
