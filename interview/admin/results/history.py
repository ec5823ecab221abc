"""What happened to an invitation and in its attempt, read from the logs of both."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.models import User
from interview.choices import LogKind
from interview.models import Invitation
from quizzes.choices import EventKind
from quizzes.domain import events

SAVES = frozenset({EventKind.SAVED, EventKind.SAVED_LATE, EventKind.SAVED_ASIDE})
QUIET = frozenset({*SAVES, LogKind.VIEWED, LogKind.FETCHED})
"""What happens again and again; neighbours of one kind are told in one line."""


@dataclass(slots=True)
class ShownEntry:
    """One line of the log: one entry, or several of the same in a row."""

    at: datetime
    words: str
    kind: str
    actor: str
    details: str
    count: int = 1
    until: datetime | None = None


def shown_log(invitation: Invitation) -> list[ShownEntry]:
    """Return both logs as one, oldest first. Three queries, whatever their length."""
    lines = [*_of_the_invitation(invitation), *_of_the_attempt(invitation)]
    return _told_together(sorted(lines, key=lambda line: line.at))


def _of_the_invitation(invitation: Invitation) -> list[ShownEntry]:
    return [
        ShownEntry(
            at=entry.at,
            words=entry.get_kind_display(),
            kind=entry.kind,
            actor=str(entry.actor or ""),
            details=_in_words(entry.kind, entry.details),
        )
        for entry in invitation.log.select_related("actor")
    ]


def _of_the_attempt(invitation: Invitation) -> list[ShownEntry]:
    """Return what the invitation's own log does not tell already."""
    if invitation.attempt is None:
        return []
    found = list(invitation.attempt.events.exclude(kind__in=LogKind.values))
    names = {events.staff(user): str(user) for user in User.objects.filter(is_staff=True)}
    return [
        ShownEntry(
            at=event.at,
            words=event.get_kind_display(),
            kind=event.kind,
            actor=names.get(event.actor, event.actor),
            details=_in_words(event.kind, event.details),
        )
        for event in found
    ]


def _told_together(lines: Iterable[ShownEntry]) -> list[ShownEntry]:
    shown: list[ShownEntry] = []
    for line in lines:
        if shown and line.kind in QUIET and _is_the_same(shown[-1], line):
            shown[-1].count += 1
            shown[-1].until = line.at
        else:
            shown.append(line)
    return shown


def _is_the_same(one: ShownEntry, other: ShownEntry) -> bool:
    return (one.kind, one.actor, one.details) == (other.kind, other.actor, other.details)


def _in_words(kind: str, details: dict[str, Any]) -> str:
    """Return what is worth reading: of a save its question, of the rest every code and number."""
    if kind in SAVES:
        return _("question %(number)s") % {"number": details.get("question", "?")}
    return ", ".join(f"{name} {value}" for name, value in details.items() if _is_worth(name, value))


def _is_worth(name: str, value: Any) -> bool:
    """Hashes are for whoever replays the attempt. Closing times would tell who has extra time."""
    return value not in ("", None) and name not in {"sha256", "closes_at"}
