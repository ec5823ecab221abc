"""Says by its exit status whether this container works: `healthy.py web` or `healthy.py worker`.

A page that is refused, as by ALLOWED_HOSTS, still shows that somebody answers.
"""

import os
import sys
import tempfile
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import ProxyHandler, build_opener

ADDRESS = "http://127.0.0.1:8000/"
ANSWER_SECONDS = 5
SERVER_ERRORS = 500

ALIVE = Path(os.environ.get("TMPDIR", tempfile.gettempdir()), "worker-alive")
ALIVE_SECONDS = 60
"""The worker touches its file every 5 s."""


def web_answers(address: str = ADDRESS) -> bool:
    try:
        build_opener(ProxyHandler({})).open(address, timeout=ANSWER_SECONDS)
    except HTTPError as refusal:
        return refusal.code < SERVER_ERRORS
    except OSError:
        return False
    return True


def worker_is_alive(file: Path = ALIVE) -> bool:
    try:
        return time.time() - file.stat().st_mtime < ALIVE_SECONDS
    except FileNotFoundError:
        return False


if __name__ == "__main__":
    look = {"web": web_answers, "worker": worker_is_alive}[sys.argv[1]]
    sys.exit(0 if look() else 1)
