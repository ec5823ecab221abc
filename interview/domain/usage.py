"""Notes what is used, for the costs and for the page of events."""

import logging
import math
import os
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, IntegrityError
from django.db.models import F

from interview.choices import GraderFinding
from interview.models import DailyUse, GraderCall
from quizzes.domain.jobs import attempt_of
from quizzes.rules.function_reports import Billed

logger = logging.getLogger(__name__)

NOTED_EVERY_SECONDS = 60
"""One small UPDATE a minute from each process."""

LONGEST_START_MS = 10_000
"""Of a function. A process that is older at its first event waited for it, which is free.
Source: "Lambda runtime environment", Lambda's developer guide: the init phase ends after 10 s."""


class Meter:
    """Adds up what this process does, and adds the sum to the day's row once a minute.

    The first request is noted at once, so that a process that serves no other is not
    forgotten. A database that is away costs no page: the sum waits for the next minute.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._sums: dict[date, Counter[str]] = {}
        self._noted_at = -math.inf

    def count(self, *, now: datetime, **amounts: int) -> None:
        """Add amounts, by the name of their column, to the day of ``now`` (UTC)."""
        with self._lock:
            self._sums.setdefault(now.date(), Counter()).update(amounts)
            if self._clock() - self._noted_at < NOTED_EVERY_SECONDS:
                return
            self._noted_at = self._clock()
            sums, self._sums = self._sums, {}
        try:
            for day, amounts_of_day in sums.items():
                add_to_day(day, amounts_of_day)
        except DatabaseError:
            logger.warning("What was used could not be noted; it is tried again in a minute.")
            with self._lock:
                for day, amounts_of_day in sums.items():
                    self._sums.setdefault(day, Counter()).update(amounts_of_day)


def add_to_day(day: date, amounts: Counter[str]) -> None:
    """Add to the row of this day and this kind of process; make it if it is the first."""
    row = {"day": day, "function": settings.STAGE, "memory_mb": settings.FUNCTION_MEMORY_MB}
    more = {name: F(name) + amount for name, amount in amounts.items()}
    if DailyUse.objects.filter(**row).update(**more):
        return
    with suppress(IntegrityError):  # another process was faster
        DailyUse.objects.create(**row)
    DailyUse.objects.filter(**row).update(**more)


meter = Meter()


def count_page(*, now: datetime, took_ms: float, answer_bytes: int, failed: bool) -> None:
    """Count one page. On Lambda its time is counted with the invocation around it."""
    if settings.NOTES_USE:
        amounts = {"answer_bytes": answer_bytes, "failures": int(failed)}
        if not settings.FUNCTION_NAME:
            amounts |= {"requests": 1, "busy_ms": math.ceil(took_ms)}
        meter.count(now=now, **amounts)


def count_invocation(*, now: datetime, took_ms: float, is_first: bool) -> None:
    """Count one invocation of the function that we are; its first pays for the start as well."""
    if settings.NOTES_USE and settings.FUNCTION_NAME:
        start_ms = start_up_ms() if is_first else 0.0
        busy_ms = math.ceil(took_ms)
        meter.count(now=now, requests=1, busy_ms=busy_ms, billed_ms=math.ceil(took_ms + start_ms))


def start_up_ms() -> float:
    """Return how old this process is: at its first event, what the start took."""
    started_ticks = int(Path("/proc/self/stat").read_text().rpartition(")")[2].split()[19])
    age = time.clock_gettime(time.CLOCK_BOOTTIME) - started_ticks / os.sysconf("SC_CLK_TCK")
    return min(1000 * age, LONGEST_START_MS)


def note_grader_call(
    *,
    job: str,
    language: str,
    finding: GraderFinding,
    took_ms: int,
    waited_ms: int | None,
    billed: Sequence[Billed],
    now: datetime,
) -> GraderCall:
    """Keep what one job took and cost. ``job`` is its code, by which its attempt is found."""
    return GraderCall.objects.create(
        at=now,
        job=job,
        attempt=attempt_of(job),
        language=language,
        finding=finding,
        took_ms=took_ms,
        waited_ms=waited_ms,
        invocations=len(billed),
        billed_ms=sum(one.milliseconds for one in billed),
        memory_mb=max((one.memory_mb for one in billed), default=0),
    )
