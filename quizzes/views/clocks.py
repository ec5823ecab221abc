"""What the page counts down from, and what it says when time was added."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import ngettext

from quizzes.choices import TimeCause
from quizzes.models import Attempt, AttemptSection


@dataclass(frozen=True, slots=True)
class Notice:
    """Something about time that a page says once.

    number: grows with each notice of an attempt; a page that has said it, or a later one,
        says nothing.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Clock:
    """What is left of an attempt, or of a section of it; the server owns it."""

    remaining_ms: int
    closes_at: datetime
    is_open: bool
    section: AttemptSection | None
    notice: Notice | None

    def to_json(self) -> dict[str, Any]:
        return {
            "state": "open" if self.is_open else "closed",
            "remaining_ms": self.remaining_ms,
            "closes_at": self.closes_at.isoformat(),
            "notice": {"number": self.notice.number, "text": self.notice.text}
            if self.notice
            else None,
        }


def clock(attempt: Attempt, now: datetime, section: AttemptSection | None = None) -> Clock:
    """Return the clock of a page: of a question in a section, that of the section."""
    remaining, closes_at, is_open = (
        attempt.remaining(now),
        attempt.closes_at,
        attempt.is_open(now),
    )
    if section is not None and section.closes_at is not None:
        remaining = min(remaining, section.remaining(now))
        closes_at = min(closes_at, section.closes_at)
        is_open = is_open and section.is_open(now)
    return Clock(
        remaining_ms=remaining // timedelta(milliseconds=1),
        closes_at=closes_at,
        is_open=is_open,
        section=section,
        notice=notice(attempt),
    )


def notice(attempt: Attempt) -> Notice | None:
    """Return what to say of the time that was added last. Numbered by all that was added."""
    if not attempt.added_time:
        return None
    minutes = -(-attempt.last_added // timedelta(minutes=1))
    if attempt.last_added_cause == TimeCause.OUTAGE:
        sentence = ngettext(
            "We could not be reached for a while. You got %(minutes)d minute back.",
            "We could not be reached for a while. You got %(minutes)d minutes back.",
            minutes,
        )
    else:
        sentence = ngettext(
            "%(minutes)d minute was added to your time.",
            "%(minutes)d minutes were added to your time.",
            minutes,
        )
    return Notice(
        number=attempt.added_time // timedelta(seconds=1), text=sentence % {"minutes": minutes}
    )
