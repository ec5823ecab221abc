"""When an attempt takes answers. The server's clock is the only one that counts."""

from collections.abc import Iterable
from datetime import datetime, timedelta

GRACE = timedelta(seconds=5)
"""How long after closing a save that was already on its way still counts.

It covers the network only: nobody is shown it as time to work in. Source: a
guess, at twice the slowest answer (2 s) seen by a page on a bad mobile line.
"""


def closing_time(*, started_at: datetime, time_limit: timedelta, deadline: datetime) -> datetime:
    """Return the moment an attempt stops taking answers."""
    return min(started_at + time_limit, deadline)


def is_open(*, closes_at: datetime, finished_at: datetime | None, now: datetime) -> bool:
    """Say whether the candidate may still work."""
    return finished_at is None and now < closes_at


def takes_answer(*, closes_at: datetime, finished_at: datetime | None, now: datetime) -> bool:
    """Say whether a save or a submission that arrives now counts."""
    return finished_at is None and now <= closes_at + GRACE


def is_overdue(*, closes_at: datetime, finished_at: datetime | None, now: datetime) -> bool:
    """Say whether an attempt has to be finished for its candidate."""
    return finished_at is None and now > closes_at + GRACE


def remaining(*, closes_at: datetime, finished_at: datetime | None, now: datetime) -> timedelta:
    """Return what is left to work in; zero once closed, never less."""
    if finished_at is not None:
        return timedelta(0)
    return max(closes_at - now, timedelta(0))


def finishing_time(*, closes_at: datetime, now: datetime) -> datetime:
    """Return what to record as the end: no attempt looks longer than it was allowed to be."""
    return min(now, closes_at)


def with_extra_time(time_limit: timedelta, *, percent: int) -> timedelta:
    """Return a time limit lengthened by ``percent``, in whole seconds, rounded up."""
    seconds = -(-int(time_limit.total_seconds()) * (100 + percent) // 100)
    return timedelta(seconds=seconds)


def share_of(time_limit: timedelta, *, percent: int) -> timedelta:
    """Return so many percent of a time limit, in whole minutes, rounded up."""
    return whole_minutes(time_limit * percent / 100)


def whole_minutes(span: timedelta) -> timedelta:
    """Return a span rounded up to minutes, as it is told to people."""
    return timedelta(minutes=-(-span // timedelta(minutes=1)))


def extended(*, closes_at: datetime, now: datetime, by: timedelta) -> datetime:
    """Return when to close instead: what is over opens again, and the added time begins now."""
    return max(closes_at, now) + by


def section_limit(
    limit: timedelta, *, usual_time_limit: timedelta, time_limit: timedelta
) -> timedelta:
    """Return a section's limit for somebody whose quiz has ``time_limit``, in whole seconds.

    Who has more time for the quiz has more for each section, in proportion.
    """
    seconds = int(limit.total_seconds()) * int(time_limit.total_seconds())
    return timedelta(seconds=-(-seconds // int(usual_time_limit.total_seconds())))


type Stretch = tuple[datetime, datetime]
"""From when to when."""


def time_lost(
    *, started_at: datetime, closes_at: datetime, stretches: Iterable[Stretch]
) -> timedelta:
    """Return how much of an attempt lay within an outage, in whole minutes, rounded up."""
    overlaps = (
        min(closes_at, ended_at) - max(started_at, began_at) for began_at, ended_at in stretches
    )
    return whole_minutes(sum((max(one, timedelta(0)) for one in overlaps), timedelta(0)))


def without(stretch: Stretch, others: Iterable[Stretch]) -> list[Stretch]:
    """Return what is left of a stretch when others, which may overlap, are taken out of it."""
    left = []
    begin, end = stretch
    for other_begin, other_end in sorted(others):
        if begin < min(other_begin, end):
            left.append((begin, min(other_begin, end)))
        begin = max(begin, other_end)
    if begin < end:
        left.append((begin, end))
    return left
