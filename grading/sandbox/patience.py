"""Waits for a child's answer, but not for one that can never come."""

from __future__ import annotations

import os
import select
import time
from typing import Protocol

LOOK_SECONDS = 0.5
"""Between looks whether the child was stopped; a job's answer wakes us at once."""


class HasDescriptor(Protocol):
    def fileno(self) -> int: ...


def answers(channel: HasDescriptor, child: int, seconds: float) -> bool:
    """Say whether something can be read (or the end is reached) within so many seconds.

    A child that a submission stopped (SIGSTOP) is not waited for: it would hold us
    for as long as we are patient.
    """
    waiting = select.poll()
    waiting.register(channel, select.POLLIN)
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0 or seconds == 0:
        if waiting.poll(min(max(left, 0), LOOK_SECONDS) * 1000):
            return True
        if seconds == 0 or _is_stopped(child):
            return False
    return False


def _is_stopped(child: int) -> bool:
    found = os.waitid(os.P_PID, child, os.WSTOPPED | os.WNOHANG | os.WNOWAIT)
    return found is not None
