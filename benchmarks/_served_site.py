"""A site on PostgreSQL behind gunicorn for a proof, and a candidate's browser without a screen."""

import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import IO, Any
from urllib.parse import urlencode

from development.steps import ROOT
from tests.postgres import free_port, running_postgres

WITHOUT_LOCK = "SAVING_PROOF_WITHOUT_LOCK"
"""Set in the server's environment, it takes out the row locks; see _saving_server."""

TOKEN = "c" * 32  # Django's CSRF check compares the cookie with the header
START_SECONDS = 60  # a guess: 3 s here
REPLY_SECONDS = 60
MOST_ERRORS = 5


@contextmanager
def served_site(*, workers: int, threads: int, more: Mapping[str, str] = {}) -> Iterator[int]:
    """Start PostgreSQL and gunicorn, and yield the port. DATABASE_URL then names the database."""
    with running_postgres() as address:
        os.environ["DATABASE_URL"] = address
        os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
        env = {**os.environ, **more, "ENV_FILE": "/dev/null", "LOG_LEVEL": "ERROR"}
        manage = [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"]
        subprocess.run(manage, check=True, env={**env, "ENVIRONMENT": "test", "SECRET_KEY": "x"})
        port = free_port()
        log = tempfile.TemporaryFile()  # noqa: SIM115 -- closed when the site has ended
        server = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}"),
                *("--workers", str(workers), "--threads", str(threads)),
                *("--log-level", "error", "benchmarks._saving_server:application"),
            ],
            cwd=ROOT,
            env=env,
            stderr=log,
            start_new_session=True,
        )
        try:
            _wait_for(port, server)
            yield port
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(START_SECONDS)
            for error, times in errors_in(log).most_common(MOST_ERRORS):
                print(f"the site said {times} times: {error}")


def errors_in(log: IO[bytes]) -> Counter[str]:
    """Return the exceptions that a site's log names, with how often."""
    log.seek(0)
    return Counter(
        re.findall(r"[\w.]+(?:Error|DoesNotExist): [^\\\"\n]{0,120}", log.read().decode())
    )


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            Browser(port).get("/")
            return
        except OSError:
            if server.poll() is not None or time.monotonic() > deadline:
                raise
        time.sleep(0.1)


@dataclass(slots=True)
class Reply:
    """What came back. sent_at, got_at: by time.monotonic()."""

    status: int
    body: bytes
    cookie: str
    location: str
    sent_at: float
    got_at: float

    @property
    def told(self) -> dict[str, Any]:
        """What the server says to a script; nothing of a whole page."""
        if not self.body.startswith(b"{"):
            return {}
        told: dict[str, Any] = json.loads(self.body)
        return told

    @property
    def took(self) -> float:
        return self.got_at - self.sent_at


@dataclass(slots=True)
class Browser:
    """One device: its cookie, and a connection that is kept open. Not for two threads at once."""

    port: int
    sitting: str = ""
    _connection: http.client.HTTPConnection | None = field(default=None, repr=False)

    def copy(self) -> "Browser":
        """Return the same device with a connection of its own."""
        return Browser(self.port, self.sitting)

    def get(self, path: str) -> Reply:
        return self._ask("GET", path, None)

    def post(self, path: str, fields: Mapping[str, Any] = {}, *, part: bool = False) -> Reply:
        return self._ask("POST", path, urlencode(fields), {"X-Partial": "1"} if part else {})

    def press(self, path: str) -> Reply:
        """Press Start or Continue, and take the cookie."""
        reply = self.post(path)
        self.sitting = reply.cookie or self.sitting
        return reply

    def _ask(self, method: str, path: str, body: str | None, more: Mapping[str, str] = {}) -> Reply:
        headers = {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={TOKEN}; sitting={self.sitting}",
            "X-CSRFToken": TOKEN,
            **more,
        }
        for is_last in (False, True):
            if self._connection is None:
                self._connection = http.client.HTTPConnection(
                    "127.0.0.1", self.port, timeout=REPLY_SECONDS
                )
            sent_at = time.monotonic()
            try:
                self._connection.request(method, path, body, headers)
                response = self._connection.getresponse()
                found = response.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self._connection = None  # gunicorn closed it while it was idle
                if is_last:
                    raise
            else:
                cookie = _sitting(response.getheader("Set-Cookie", ""))
                location = response.getheader("Location", "")
                return Reply(response.status, found, cookie, location, sent_at, time.monotonic())
        raise AssertionError("unreachable")


def _sitting(header: str) -> str:
    name, _, rest = header.partition("=")
    return rest.partition(";")[0] if name == "sitting" else ""
