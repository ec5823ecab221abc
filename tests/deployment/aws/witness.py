"""Stands between the functions and the emulator, and notes what is refused."""

import http.client
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

REFUSED = re.compile(rb"not authorized to perform:? ([\w-]+:\w+)")
PATIENCE_SECONDS = 900  # as long as a function may take
OUR_OWN = {"connection", "transfer-encoding", "content-length", "date", "server"}


class Witness(ThreadingHTTPServer):
    """Hands requests on as they are; their signature covers the host, so that stays too."""

    daemon_threads = True

    def __init__(self, endpoint_url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Exchange)
        self.emulator = urlsplit(endpoint_url)
        self.refused: set[str] = set()
        """Actions, as policies name them, that were refused since it was last cleared."""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a function is ended with its connection open."""


class _Exchange(BaseHTTPRequestHandler):
    server: Witness
    protocol_version = "HTTP/1.1"

    def _hand_on(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length) if length else None
        emulator = self.server.emulator
        connection = http.client.HTTPConnection(
            str(emulator.hostname), emulator.port, timeout=PATIENCE_SECONDS
        )
        try:
            connection.request(self.command, self.path, body, dict(self.headers))
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        if refused := REFUSED.search(content):
            self.server.refused.add(refused[1].decode())
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in OUR_OWN:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _hand_on

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@contextmanager
def witness(endpoint_url: str) -> Iterator[Witness]:
    """Listen on a free port of 127.0.0.1 while this lasts."""
    with Witness(endpoint_url) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield server
        finally:
            server.shutdown()
