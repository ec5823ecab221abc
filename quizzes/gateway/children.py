"""Graders beside this process: warm `python -m grading serve`, one job at a time each.

They get an almost empty environment: no secret of ours, no database address.
"""

import atexit
import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Sequence

from django.conf import settings

from grading.protocol import Job, Judgement, ProtocolError
from quizzes.gateway import patience
from quizzes.gateway.errands import Errand
from quizzes.gateway.errors import (
    DoesNotFit,
    GraderSilent,
    GraderStopped,
    GraderUnavailable,
    NoTimeLeft,
)

SERVE = (sys.executable, "-P", "-m", "grading", "serve", "--at-once", "1")
"""Each child runs one test case at a time, and there is a child for each core."""

CORES = os.cpu_count() or 1

LONGEST_LINE_BYTES = 64 * 1024 * 1024
"""As in ``grading.serve``: a longer line is refused there."""


class WarmChild:
    """A `python -m grading serve`, started when first asked and kept.

    One job at a time: threads wait for each other. Whatever goes wrong ends
    the child, so that the next job meets a fresh one.
    """

    def __init__(
        self, command: Sequence[str] = SERVE, *, start_seconds: float = patience.START_SECONDS
    ) -> None:
        self._command = command
        self._start_seconds = start_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def send(self, errand: Errand) -> Judgement:
        """Have one errand judged.

        Raises:
            GraderStopped: the child died.
            GraderSilent: it did not answer.
            GraderUnavailable: it answered something else.
            NoTimeLeft: whoever asks has to end before it can answer.
        """
        with self._lock:
            budget = self._start_seconds + patience.budget_seconds(errand.job)
            seconds = patience.patience(budget)
            process = self._running()
            try:
                line = _exchange(process, errand.packed, seconds=seconds)
                judgement = Judgement.from_json(json.loads(line))
            except TimeoutError as problem:
                self._end()
                if seconds < budget:
                    raise NoTimeLeft("The grader had not answered when time was up.") from problem
                raise GraderSilent(f"TimeoutError: {problem}") from problem
            except OSError as problem:
                self._end()
                raise GraderStopped(f"{type(problem).__name__}: {problem}") from problem
            except (ValueError, ProtocolError) as problem:
                self._end()
                raise GraderUnavailable(f"{type(problem).__name__}: {problem}") from problem
            if judgement.code != errand.job.code:
                self._end()
                raise GraderUnavailable("The grader answered another job.")
            return judgement

    def close(self) -> None:
        """End the child; the next job starts another one."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        self._process = subprocess.Popen(  # noqa: S603 -- the command is ours, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.pathsep.join(os.get_exec_path()),  # where compilers are found
                "PYTHONPATH": str(settings.BASE_DIR),
                "LANG": "C.UTF-8",
                "GRADING_MINIMUM_ISOLATION": settings.GRADING_MINIMUM_ISOLATION,
            },
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


class WarmChildren:
    """Several warm children, each started when it is first needed.

    As many jobs are judged side by side; further ones wait for a child to be free.
    """

    def __init__(self, number: int) -> None:
        self._all = [WarmChild() for _ in range(number)]
        self._idle: queue.LifoQueue[WarmChild] = queue.LifoQueue()
        for child in self._all:
            self._idle.put(child)

    def pack(self, job: Job) -> bytes:
        """Return a job as the line that a child reads.

        Raises:
            DoesNotFit: the line is longer than the child takes.
        """
        line = json.dumps(job.to_json()).encode() + b"\n"
        if len(line) >= LONGEST_LINE_BYTES:
            raise DoesNotFit(f"a grader takes {LONGEST_LINE_BYTES // 2**20} MiB, program included.")
        return line

    def send(self, errand: Errand) -> Judgement:
        """Raises what WarmChild raises."""
        child = self._idle.get()
        try:
            return child.send(errand)
        finally:
            self._idle.put(child)

    def close(self) -> None:
        """End all children; the next job starts another one."""
        for child in self._all:
            child.close()


def _exchange(process: subprocess.Popen[bytes], line: bytes, *, seconds: float) -> bytes:
    """Send one line, and return the line that comes back within ``seconds``.

    Raises TimeoutError when none does in time, OSError when the child is gone.
    """
    if process.stdin is None or process.stdout is None:
        raise OSError("The grader has no pipes.")
    process.stdin.write(line)
    process.stdin.flush()
    deadline = time.monotonic() + seconds
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while not received.endswith(b"\n"):
            if not selector.select(timeout=max(deadline - time.monotonic(), 0)):
                raise TimeoutError("The grader did not answer in time.")
            chunk = os.read(process.stdout.fileno(), 1 << 16)
            if not chunk:
                raise ConnectionError("The grader ended without an answer.")
            received += chunk
    return bytes(received)


warm_children = WarmChildren(CORES)
atexit.register(warm_children.close)
