"""The append-only record of what happened to an invitation, from link to decision."""

from datetime import datetime
from typing import Any

from accounts.models import User
from interview.choices import LogKind
from interview.models import Invitation, LogEntry


def record(
    *,
    invitation: Invitation,
    kind: LogKind,
    now: datetime,
    actor: User | None = None,
    **details: Any,
) -> LogEntry:
    """Add one entry. ``details`` takes codes and numbers; an actor of None is the candidate."""
    return LogEntry.objects.create(
        invitation=invitation, kind=kind, at=now, actor=actor, details=details
    )
