"""The guardian's side of a keeper: starts it, sends a job, waits no longer than makes sense.

The other side, with the messages drawn, is ``keep``.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from contextlib import suppress
from typing import Any

from grading.protocol import Job, Judgement, longest_seconds
from grading.sandbox import SandboxUnavailable, unreadable
from grading.sandbox.flights import REPORT_SECONDS
from grading.sandbox.library import PACKAGES_VARIABLE
from grading.sandbox.patience import answers
from grading.sandbox.supplies import Supplies

START_SECONDS = 60.0
"""Starting takes 0.3 s, and some seconds where Python's own cache of modules is missing."""

SENDING_SECONDS = 30.0
"""For one job or judgement to pass through the socket; a guess, a megabyte takes 1 ms."""

LOOK_SECONDS = 5.0
"""Most jobs are done by then; only for the others we read how long they may take."""

LEAVING_SECONDS = 1.0
"""For a keeper to end its zygote and itself, which takes some milliseconds; a guess."""

PATIENCE_SECONDS = 30.0
"""Beyond what a job may take: for comparing and a slow machine; a guess."""


class KeeperLost(Exception):
    """The keeper ended, or stopped answering, without a judgement."""


class KeeperProcess:
    """A running keeper and the socket to it."""

    def __init__(self, supplies: Supplies) -> None:
        """Start a keeper.

        Raises:
            SandboxUnavailable: it does not start, or says that it cannot work here.
        """
        ours, theirs = socket.socketpair()
        with theirs:
            self.process: subprocess.Popen[bytes] = unreadable.start(
                unreadable.python_arguments(
                    "from grading.keep import main; main()",
                    ",".join(supplies.layers),
                    str(supplies.minimum),
                    *map(str, (supplies.at_once, theirs.fileno(), supplies.library)),
                ),
                descriptors=(theirs.fileno(), supplies.library),
                keep=("PATH", PACKAGES_VARIABLE),
            )
        self._zygote = -1
        self._socket = ours
        self._socket.settimeout(SENDING_SECONDS)
        self._lines = ours.makefile("rb")
        try:
            hello = self._receive(START_SECONDS)
        except KeeperLost as error:
            self.close()
            raise SandboxUnavailable(f"the keeper did not start: {error}") from None
        if "unavailable" in hello:
            self.close()
            raise SandboxUnavailable(hello["unavailable"])
        self.layers = tuple(hello["ready"]["layers"])
        self.missing: dict[str, str] = hello["ready"]["missing"]
        self.zygote_pid = int(hello["ready"]["zygote"])
        self._zygote = os.pidfd_open(self.zygote_pid)

    def judge(self, line: bytes) -> tuple[Judgement, bool]:
        """Return the judgement, and whether the keeper leaves after it.

        Raises:
            KeeperLost: there is none.
        """
        try:
            self._socket.sendall(line.rstrip(b"\n") + b"\n")
        except OSError as error:
            raise KeeperLost(str(error)) from None
        soon = self._answers(LOOK_SECONDS)
        answer = self._receive(0 if soon else most_seconds(line))
        return Judgement.from_json(answer["judgement"]), bool(answer["leaving"])

    def close(self) -> None:
        """End the keeper, which ends its zygote; if it does not, both see us gone and end."""
        self._lines.close()
        self._socket.close()
        try:
            self.process.wait(timeout=LEAVING_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self._zygote >= 0:
            with suppress(ProcessLookupError):  # it has ended, unless it was stopped
                signal.pidfd_send_signal(self._zygote, signal.SIGKILL)
            os.close(self._zygote)
            self._zygote = -1

    def _answers(self, seconds: float) -> bool:
        return answers(self._socket, self.process.pid, seconds)

    def _receive(self, seconds: float) -> dict[str, Any]:
        if not self._answers(seconds):
            raise KeeperLost("no answer in time")
        try:
            line = self._lines.readline()
        except OSError as error:  # a time-out too
            raise KeeperLost(f"no answer: {error}") from None
        if not line.endswith(b"\n"):
            raise KeeperLost("it ended without an answer")
        message: dict[str, Any] = json.loads(line)
        return message


def most_seconds(line: bytes) -> float:
    """Return how long judging a job can take if every test case uses all its time."""
    try:
        job = Job.from_json(json.loads(line))
    except (ValueError, RecursionError):
        return PATIENCE_SECONDS
    reports = 2 * REPORT_SECONDS * len(job.test_cases)  # of killed runs, that are run again
    return PATIENCE_SECONDS + reports + longest_seconds(job)
