"""Adding time to attempts that have started. Time given beforehand is part of the limit."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from quizzes.choices import EventKind, FinishReason, TimeCause
from quizzes.domain import events, results
from quizzes.domain.errors import AttemptWithdrawn
from quizzes.models import Answer, Attempt
from quizzes.rules import timing

logger = logging.getLogger(__name__)


def minutes_of(attempt: Attempt, *, percent: int) -> timedelta:
    """Return so many percent of what the candidate has for the quiz."""
    return timing.share_of(attempt.time_limit, percent=percent)


@transaction.atomic
def add_time(
    *, attempt: Attempt, by: timedelta, cause: TimeCause, now: datetime, actor: str = ""
) -> Attempt:
    """Let an attempt, and the section that runs in it, close later.

    One that is over opens again, and the added time begins now. What arrived
    in between was kept as late; the newest of it stands in the boxes again.
    The page tells the candidate, at its next look at the clock.

    by: more than nothing.

    Raises:
        AttemptWithdrawn: the candidate does not want to go on.
    """
    if by <= timedelta(0):
        raise ValueError("Only more time can be added, never less.")
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.finish_reason == FinishReason.WITHDRAWN:
        raise AttemptWithdrawn(attempt.code)
    was_over = not attempt.is_open(now)
    attempt.closes_at = timing.extended(closes_at=attempt.closes_at, now=now, by=by)
    attempt.finished_at, attempt.finish_reason = None, ""
    attempt.added_time += by
    attempt.last_added, attempt.last_added_cause = by, cause
    attempt.save(
        update_fields=[
            "closes_at",
            "finished_at",
            "finish_reason",
            "added_time",
            "last_added",
            "last_added_cause",
        ]
    )
    _extend_section(attempt, by=by, now=now)
    if was_over:
        _take_up_what_came_late(attempt, now=now)
        results.update_result(attempt=attempt, now=now)
    events.record(
        attempt,
        EventKind.TIME_ADDED,
        now=now,
        actor=actor,
        seconds=int(by.total_seconds()),
        cause=cause,
        reopened=was_over,
        closes_at=attempt.closes_at.isoformat(),
    )
    logger.info("Attempt %s got %s more and closes at %s.", attempt.code, by, attempt.closes_at)
    return attempt


def _extend_section(attempt: Attempt, *, by: timedelta, now: datetime) -> None:
    """Extend the section that was begun last, unless its candidate has left it."""
    section = attempt.sections.filter(started_at__isnull=False).last()
    if section is None or section.finished_at is not None or section.closes_at is None:
        return
    section.closes_at = timing.extended(closes_at=section.closes_at, now=now, by=by)
    section.save(update_fields=["closes_at"])


def _take_up_what_came_late(attempt: Attempt, *, now: datetime) -> None:
    """Put the newest late text back where it was typed: there is time for it again."""
    for answer in attempt.answers.prefetch_related("revisions"):
        newest = max(answer.revisions.all(), key=lambda one: one.number, default=None)
        if newest is None or not newest.is_late or newest.number <= answer.revision:
            continue
        answer.text, answer.choices = newest.text, newest.choices
        answer.language, answer.revision = newest.language, newest.number
        answer.saved_at = now
        _save(answer)


def _save(answer: Answer) -> None:
    answer.save(update_fields=["text", "choices", "language", "revision", "saved_at"])
