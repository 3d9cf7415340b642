#!/usr/bin/env bash
# Makes this standby the primary. First make sure that the old primary is down and stays down: two primaries are two registers.
#   promote.sh DATA-DIRECTORY
# Says how far it had come. The register finds it by itself (GRID_DATABASE names both servers).
set -euo pipefail
data=${1:?promote.sh DATA-DIRECTORY}
[[ -f $data/standby.signal ]] || { echo "promote: $data is no standby." >&2; exit 65; }
pg_ctl promote --pgdata="$data" --wait --timeout=120 --silent
pg_controldata --pgdata="$data" | grep -E "TimeLineID|checkpoint location"
