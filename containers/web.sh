#!/bin/sh
# Serves the pages. Further options are gunicorn's.
set -eu
cd "$(dirname "$0")/.."
exec gunicorn --config containers/gunicorn.conf.py "$@" interview.wsgi
