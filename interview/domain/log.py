"""The append-only record of what happened to an invitation, from link to decision."""

from datetime import datetime
from typing import Any

from accounts.models import User
from interview.choices import LogKind
from interview.models import Invitation, LogEntry
from quizzes.choices import EventKind
from quizzes.domain import events

IN_THE_ATTEMPT = {
    LogKind.RESUMED: EventKind.RESUMED,
    LogKind.VIEWED: EventKind.VIEWED,
    LogKind.DECIDED: EventKind.DECIDED,
}
"""What an attempt's own log tells as well, so that it tells the whole story by itself."""


def record(
    *,
    invitation: Invitation,
    kind: LogKind,
    now: datetime,
    actor: User | None = None,
    **details: Any,
) -> LogEntry:
    """Add one entry. ``details`` takes codes and numbers; an actor of None is the candidate."""
    if invitation.attempt is not None and kind in IN_THE_ATTEMPT:
        events.record(
            invitation.attempt,
            IN_THE_ATTEMPT[kind],
            now=now,
            actor=events.staff(actor),
            **details,
        )
    return LogEntry.objects.create(
        invitation=invitation, kind=kind, at=now, actor=actor, details=details
    )
