"""How long a grader is waited for: by what the job allows, and by what the asker has."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from grading.protocol import Job, longest_seconds
from quizzes.gateway.errors import NoTimeLeft

START_SECONDS = 20
"""How long a fresh grader may take to be ready. Source: a guess, 50 times the usual."""

MARGIN_SECONDS = 10
"""What an answer may take beyond what the job allows, to compare and to travel. A guess."""

_deadline: ContextVar[float | None] = ContextVar("deadline", default=None)
"""By time.monotonic(); what the process that asks has left, if somebody will end it."""


def budget_seconds(job: Job) -> float:
    """Return how long an answer to this job may take."""
    return longest_seconds(job) + MARGIN_SECONDS


@contextmanager
def finishing_within(seconds: float) -> Iterator[None]:
    """Bound every wait for a grader in the block, as where a function's time is limited."""
    token = _deadline.set(time.monotonic() + seconds)
    try:
        yield
    finally:
        _deadline.reset(token)


def patience(seconds: float) -> float:
    """Return how long to wait: ``seconds``, or less if the asker has less.

    Raises:
        NoTimeLeft: it has less than a second.
    """
    deadline = _deadline.get()
    if deadline is None:
        return seconds
    left = deadline - time.monotonic()
    if left < 1:
        raise NoTimeLeft("There is no time left to ask the grader.")
    return min(seconds, left)
