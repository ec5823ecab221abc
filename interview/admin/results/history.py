"""What happened to an invitation, read from its log."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from interview.choices import LogKind
from interview.models import Invitation, LogEntry

QUIET = frozenset({LogKind.SAVED, LogKind.SAVED_LATE, LogKind.VIEWED, LogKind.FETCHED})
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
    """Return the log, oldest first. One query."""
    return _told_together(invitation.log.select_related("actor"))


def _told_together(entries: Iterable[LogEntry]) -> list[ShownEntry]:
    shown: list[ShownEntry] = []
    for entry in entries:
        line = ShownEntry(
            at=entry.at,
            words=entry.get_kind_display(),
            kind=entry.kind,
            actor=str(entry.actor or ""),
            details=_in_words(entry.kind, entry.details),
        )
        if shown and entry.kind in QUIET and _is_the_same(shown[-1], line):
            shown[-1].count += 1
            shown[-1].until = line.at
        else:
            shown.append(line)
    return shown


def _is_the_same(one: ShownEntry, other: ShownEntry) -> bool:
    return (one.kind, one.actor, one.details) == (other.kind, other.actor, other.details)


def _in_words(kind: str, details: dict[str, Any]) -> str:
    """Return what is worth reading: of a save its question, of the rest every code and number."""
    if kind in (LogKind.SAVED, LogKind.SAVED_LATE):
        return _("question %(number)s") % {"number": details.get("question", "?")}
    return ", ".join(f"{name} {value}" for name, value in details.items() if value != "")
