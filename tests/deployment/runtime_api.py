"""A small Runtime API, so that Lambda's own Python runtime can be asked real events here.

    test --events--> RuntimeApi <--HTTP-- python -m awslambdaric module.handler

It trusts as much as Lambda's: whoever asks for the next event while one is being worked on
gets that one, and whoever answers it first has answered it.

Source: "Using the Lambda runtime API" in the AWS Lambda Developer Guide, version 2018-06-01;
internal/lambda/core/states.go and rapi of aws-lambda-runtime-interface-emulator for the trust.
"""

import json
import re
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryDirectory
from typing import Any

from development.lambda_python import lambda_python
from development.lambda_runtime import installed_runtime

PREFIX = "/2018-06-01/runtime"
ANSWER_PATH = re.compile(PREFIX + r"/invocation/([\w-]+)/(response|error)")
INIT_ERROR_PATH = PREFIX + "/init/error"
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
        self.server.note_question()
        while (invocation := self.server.current_or_next()) is None:
            if self.server.ended.is_set():
                self.send_error(410)
                return
        request_id, event = invocation
        self.reply(
            200,
            json.dumps(event).encode(),
            {
                "Content-Type": "application/json",  # awslambdaric 4.2 dies without it
                "Lambda-Runtime-Aws-Request-Id": request_id,
                "Lambda-Runtime-Deadline-Ms": str(int((time.time() + ANSWER_SECONDS) * 1000)),
                "Lambda-Runtime-Invoked-Function-Arn": ARN,
            },
        )

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path == INIT_ERROR_PATH:
            self.server.answers.put(FunctionFailed(body))
        elif (match := ANSWER_PATH.fullmatch(self.path)) and self.server.finish(match[1]):
            self.server.answers.put(FunctionFailed(body) if match[2] == "error" else body)
        else:
            self.reply(400, b'{"errorType": "InvalidRequestID"}', {})
            return
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
    """Hands out events in the order in which they were put, and keeps what comes back.

    asked_at: when somebody first asked for an event, on the clock of `time.perf_counter`.
    asked: how often somebody has. answered: how many events are. refused: how many answers
    came to no open event.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Exchange)
        self.events: Queue[Any] = Queue()
        self.answers: Queue[Any] = Queue()
        self.ended = threading.Event()
        self.asked_at: float | None = None
        self.asked = 0
        self.answered = 0
        self.refused = 0
        self._lock = threading.Lock()
        self._current: tuple[str, Any] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing when a runtime that we end leaves its connection open."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def note_question(self) -> None:
        with self._lock:
            self.asked += 1
            self.asked_at = self.asked_at or time.perf_counter()

    def wait_until_asked(self, times: int) -> None:
        """Wait until somebody has asked for events so often in all.

        Raises:
            TimeoutError: nobody did within ANSWER_SECONDS.
        """
        deadline = time.monotonic() + ANSWER_SECONDS
        while self.asked < times:
            if time.monotonic() > deadline:
                raise TimeoutError(f"asked {self.asked} times, not {times}")
            time.sleep(TICK_SECONDS / 10)

    def current_or_next(self) -> tuple[str, Any] | None:
        """Return the event being worked on, with its id, or the next; None if there is none."""
        with self._lock:
            if self._current is None:
                try:
                    self._current = (str(uuid.uuid4()), self.events.get(timeout=TICK_SECONDS))
                except Empty:
                    return None
            return self._current

    def finish(self, request_id: str) -> bool:
        """Say whether an answer counts: whether it is the first to the event being worked on."""
        with self._lock:
            if self._current is None or self._current[0] != request_id:
                self.refused += 1
                return False
            self._current = None
            self.answered += 1
            return True


class Function:
    """A function that waits for events, as one execution environment of Lambda does.

    started_at: on the clock of `time.perf_counter`.
    """

    def __init__(
        self, api: RuntimeApi, process: subprocess.Popen[bytes], folder: Path, started_at: float
    ) -> None:
        self.api = api
        self.process = process
        self.folder = folder
        self.started_at = started_at

    def invoke(self, event: Mapping[str, Any]) -> Any:
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
def running(
    handler: str,
    *,
    folder: Path,
    env: Mapping[str, str],
    python: Path | None = None,
    inside: Sequence[str] = (),
    start_in: Path | None = None,
) -> Iterator[Function]:
    """Start Lambda's runtime with the code in ``folder`` and nothing else; end it afterwards.

    python: Lambda's Python, by default the one of this machine, which must be able to read
        its library as the user that ``inside`` makes of it.
    inside: the beginning of a command that runs another one, from ``start_in``.
    """
    with RuntimeApi() as api, TemporaryDirectory(prefix="interview-runtime-") as spare:
        threading.Thread(target=api.serve_forever, daemon=True).start()
        runtime = installed_runtime(otherwise=Path(spare))
        interpreter = str(python or lambda_python())
        started_at = time.perf_counter()
        process = subprocess.Popen(
            # -S: no package of this machine may stand in for one that is not in the zip.
            [*inside, "env", f"--chdir={folder}", interpreter, "-S", "-m", "awslambdaric", handler],
            cwd=start_in or folder,
            env={
                "PYTHONPATH": str(runtime),
                "PYTHONDONTWRITEBYTECODE": "1",
                "PATH": "/usr/bin:/bin",
                "LANG": "C.UTF-8",
                "AWS_LAMBDA_RUNTIME_API": api.address,
                "AWS_LAMBDA_FUNCTION_NAME": "here",
                **env,
            },
        )
        try:
            yield Function(api, process, folder, started_at)
        finally:
            api.ended.set()
            process.terminate() if inside else process.kill()
            process.wait()
            api.shutdown()
