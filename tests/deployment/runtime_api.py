"""A small Runtime API, so that Lambda's own Python runtime can be asked real events here.

    test --events--> RuntimeApi <--HTTP-- python -m awslambdaric module.handler

Source: "Using the Lambda runtime API" in the AWS Lambda Developer Guide, version 2018-06-01.
"""

import json
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from typing import Any

PREFIX = "/2018-06-01/runtime"
ARN = "arn:aws:lambda:us-east-1:123456789012:function:here"
ANSWER_SECONDS = 60  # a guess: a cold start takes 2 s on a quiet machine
TICK_SECONDS = 0.2


class FunctionFailed(Exception):
    """The function, or its start, ended in an error; the message is what Lambda would report."""


class Exchange(BaseHTTPRequestHandler):
    """One request of the runtime: for an event, with an answer, or with an error."""

    server: "RuntimeApi"
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # else each answer waits 40 ms for an acknowledgement

    def do_GET(self) -> None:
        while (event := self.server.next_event()) is None:
            if self.server.ended.is_set():
                self.send_error(410)
                return
        self.reply(
            200,
            json.dumps(event).encode(),
            {
                "Content-Type": "application/json",  # awslambdaric 4.2 dies without it
                "Lambda-Runtime-Aws-Request-Id": str(uuid.uuid4()),
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + ANSWER_SECONDS) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": ARN,
            },
        )

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        failed = self.path.endswith("/error")
        self.server.answers.put(FunctionFailed(body) if failed else body)
        self.reply(202, b'{"status": "OK"}', {})

    def reply(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: pytest shows what the function itself prints."""


class RuntimeApi(ThreadingHTTPServer):
    """Hands out events in the order in which they were put, and keeps what comes back."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.events: Queue[Any] = Queue()
        self.answers: Queue[Any] = Queue()
        self.ended = threading.Event()

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a runtime that we end leaves its connection open."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def next_event(self) -> Any:
        try:
            return self.events.get(timeout=TICK_SECONDS)
        except Empty:
            return None


class Function:
    """A function that waits for events, as one execution environment of Lambda does."""

    def __init__(self, api: RuntimeApi, process: subprocess.Popen[bytes]) -> None:
        self.api = api
        self.process = process

    def invoke(self, event: dict[str, Any]) -> Any:
        """Return the function's answer to an event.

        Raises:
            FunctionFailed: it raised, or its process ended, or it took ANSWER_SECONDS.
        """
        self.api.events.put(event)
        deadline = time.monotonic() + ANSWER_SECONDS
        while time.monotonic() < deadline:
            try:
                answer = self.api.answers.get(timeout=TICK_SECONDS)
            except Empty:
                if self.process.poll() is not None:
                    raise FunctionFailed(f"exit status {self.process.returncode}") from None
                continue
            if isinstance(answer, FunctionFailed):
                raise answer
            return answer
        raise FunctionFailed("no answer in time")


@contextmanager
def running(handler: str, *, folder: Path, env: dict[str, str]) -> Iterator[Function]:
    """Start Lambda's runtime with the code in ``folder``, and end it afterwards."""
    with RuntimeApi() as api:
        threading.Thread(target=api.serve_forever, daemon=True).start()
        process = subprocess.Popen(
            [sys.executable, "-m", "awslambdaric", handler],
            cwd=folder,
            env={
                **env,
                "AWS_LAMBDA_RUNTIME_API": api.address,
                "AWS_LAMBDA_FUNCTION_NAME": "here",
                "PYTHONDONTWRITEBYTECODE": "1",
            },
        )
        try:
            yield Function(api, process)
        finally:
            api.ended.set()
            process.kill()
            process.wait()
            api.shutdown()
