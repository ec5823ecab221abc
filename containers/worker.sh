#!/bin/sh
# Takes tasks from the queues that it is told, `default` if none, and sweeps every minute.
# Further options are those of `manage.py work`.
set -eu
cd "$(dirname "$0")/.."
exec python manage.py work --sweep --alive "${TMPDIR:-/tmp}/worker-alive" "$@"
