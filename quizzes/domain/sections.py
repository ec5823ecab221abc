"""Going through the sections of an attempt, one after the other."""

import logging
from datetime import datetime

from django.db import transaction

from quizzes.choices import EventKind
from quizzes.domain import events
from quizzes.domain.errors import AttemptClosed, SectionNotNext
from quizzes.models import Attempt, AttemptSection
from quizzes.rules import timing

logger = logging.getLogger(__name__)


@transaction.atomic
def start_section(*, attempt: Attempt, number: int, now: datetime) -> AttemptSection:
    """Start the clock of a section, and close the one before.

    A second call changes nothing. What was saved in the section before stays as
    it is, and is judged when the attempt ends.

    Raises:
        AttemptClosed: the attempt is over.
        SectionNotNext: there is no such section, or others come before it.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if not attempt.is_open(now):
        raise AttemptClosed(attempt.code)
    sections = {section.number: section for section in attempt.sections.all()}
    section = sections.get(number)
    if section is None:
        raise SectionNotNext(attempt.code)
    if section.is_started:
        return section
    before = sections.get(number - 1)
    if before is not None:
        if not before.is_started:
            raise SectionNotNext(attempt.code)
        _finish(before, now=now)
    section.started_at = now
    section.closes_at = timing.closing_time(
        started_at=now, time_limit=section.time_limit, deadline=attempt.closes_at
    )
    section.save(update_fields=["started_at", "closes_at"])
    events.record(
        attempt,
        EventKind.SECTION_STARTED,
        now=now,
        section=number,
        closes_at=section.closes_at.isoformat(),
    )
    logger.info("Section %s of attempt %s started.", number, attempt.code)
    return section


def _finish(section: AttemptSection, *, now: datetime) -> None:
    """Close a section that its candidate leaves. The recorded end is never after its closing."""
    if section.closes_at is None or section.finished_at is not None:
        return
    section.finished_at = timing.finishing_time(closes_at=section.closes_at, now=now)
    section.save(update_fields=["finished_at"])
    events.record(
        section.attempt, EventKind.SECTION_FINISHED, now=section.finished_at, section=section.number
    )
