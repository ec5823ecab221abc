"""Talks to a real `python -m grading serve`, as the web's worker does."""

import json
import os
import re
import secrets
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from grading.protocol import Job, Judgement, Limits, TestCase

PROJECT = Path(__file__).resolve().parents[2]

SMALL = Limits(
    cpu_time_ms=1_000, wall_time_ms=3_000, memory_bytes=128 * 1024 * 1024, output_bytes=64 * 1024
)
GOOD = b"print(sum(map(int, input().split())))\n"
GOOD_TEST = TestCase("sum", b"3 4\n", b"7\n")


class Grader:
    """A warm grader. A context manager: leaving it closes its input and waits for its end.

    secret: stands in the environment it was started with, as a web server's keys would.
    """

    def __init__(self, *options: str) -> None:
        """Start a grader. `options`: of `python -m grading serve`."""
        self.secret = secrets.token_hex()
        self._options = options
        self.process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        environment: Mapping[str, str] = {**os.environ, "GRADER_TEST_SECRET": self.secret}
        return subprocess.Popen(
            [sys.executable, "-m", "grading", "serve", *self._options],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def replace(self) -> None:
        """Start another in place of one that has ended, as the web's worker does."""
        self.close()
        self.process = self._started()

    def answer(self, line: bytes) -> Judgement:
        """Send one line, whatever it holds, and read the judgement."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(line.rstrip(b"\n") + b"\n")
        self.process.stdin.flush()
        return Judgement.from_json(json.loads(self.process.stdout.readline()))

    def judge(
        self,
        source: bytes,
        *test_cases: TestCase,
        language: str = "python",
        limits: Limits = SMALL,
        **fields: Any,
    ) -> Judgement:
        """Have a text judged. `fields`: further ones of the job."""
        job = Job(
            code="S1",
            language=language,
            source=source,
            test_cases=test_cases or (GOOD_TEST,),
            limits=limits,
            **fields,
        )
        return self.answer(json.dumps(job.to_json()).encode())

    @property
    def pid(self) -> int:
        """The guardian's pid: it becomes unreadable, but stays the same process."""
        return self.process.pid

    @property
    def keeper_pid(self) -> int:
        return only_child(self.pid)

    @property
    def zygote_pid(self) -> int:
        """The zygote of Python and SQL."""
        child = children(self.keeper_pid)[0]  # the others came later, for other languages
        # Contained without root, a nest stands between; see grading.sandbox.nest.
        is_nest = b"grading.sandbox.nest" in Path(f"/proc/{child}/cmdline").read_bytes()
        return only_child(child) if is_nest else child

    def close(self) -> int:
        """End the grader as its user would; return its exit status."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with suppress(BrokenPipeError):  # it may have ended before it read all
            self.process.stdin.close()
        status = self.process.wait()
        self.process.stdout.close()
        return status

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()


def only_child(pid: int) -> int:
    (child,) = children(pid)
    return child


def children(pid: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            match = re.search(r"^PPid:\t(\d+)", status.read_text(), re.MULTILINE)
        except OSError:
            continue
        if match and int(match[1]) == pid:
            found.append(int(status.parent.name))
    return sorted(found)
