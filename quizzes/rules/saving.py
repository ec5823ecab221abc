"""Which save takes the place of which, and what a page tells of the time between two saves."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

PAGE_LENGTH = 32
MOST_OBSERVATIONS = 50
"""Pastes and absences that one save may tell of. Source: a guess at ten times what five busy
seconds hold; a page that was offline for long adds up what is beyond."""
LONGEST = 2**31 - 1
"""The largest number taken from a page, be it characters, milliseconds or a sequence."""

_NUMBER = re.compile(r"[0-9]{1,10}")
_PAGE = re.compile(rf"[A-Za-z0-9_-]{{1,{PAGE_LENGTH}}}")


def may_write(session_number: int | None, *, active_session: int) -> bool:
    """Say whether a browser may write: the active one, or any before one has come.

    session_number: None for what no browser sends.
    """
    return session_number is None or active_session in (0, session_number)


class Fate(Enum):
    """What becomes of a save that arrives in time."""

    REPLACES = "replaces"
    OUTRUN = "outrun"
    CONFLICTS = "conflicts"


@dataclass(frozen=True, slots=True)
class Writing:
    """Which save of which page wrote a text; a form without scripts has no page."""

    page: str = ""
    sequence: int = 0


def fate_of(
    sent: Writing, *, base_revision: int, standing: Writing, standing_revision: int
) -> Fate:
    """Say whether a save may take the place of the text that stands.

    base_revision: the revision that the page had seen when the text was typed.

    A page follows on itself whatever revision it has heard of, because the
    answer to its last save may have been lost on the way. Its saves are
    numbered, so one that was overtaken by a later one is told. Anybody else has
    to have seen what would be replaced.
    """
    if sent.page and sent.page == standing.page:
        return Fate.REPLACES if sent.sequence > standing.sequence else Fate.OUTRUN
    return Fate.REPLACES if base_revision == standing_revision else Fate.CONFLICTS


@dataclass(frozen=True, slots=True)
class Paste:
    """characters: how many; is_from_inside: copied or cut in this quiz before.

    first_told: the number of the save that told of it first.
    """

    characters: int
    is_from_inside: bool
    first_told: int = 0


@dataclass(frozen=True, slots=True)
class Absence:
    """milliseconds: how long the page was not in front."""

    milliseconds: int
    first_told: int = 0


@dataclass(frozen=True, slots=True)
class SinceLast:
    """What a page says of a save: its number, and what happened since the last one."""

    writing: Writing = Writing()
    pastes: tuple[Paste, ...] = ()
    absences: tuple[Absence, ...] = ()

    def after(self, standing: Writing) -> "SinceLast":
        """Leave out what an earlier save has told already, whose answer never reached the page."""
        if not self.writing.page or self.writing.page != standing.page:
            return self
        return SinceLast(
            self.writing,
            tuple(one for one in self.pastes if one.first_told > standing.sequence),
            tuple(one for one in self.absences if one.first_told > standing.sequence),
        )

    def to_json(self) -> dict[str, Any]:
        """Return what is stored with the revision; nothing when nothing happened."""
        found: dict[str, Any] = {}
        if self.pastes:
            found["pastes"] = [
                {
                    "characters": one.characters,
                    "from": "inside" if one.is_from_inside else "outside",
                }
                for one in self.pastes
            ]
        if self.absences:
            found["away_ms"] = sum(one.milliseconds for one in self.absences)
            found["times_away"] = len(self.absences)
        return found


NOTHING = SinceLast()
"""What a form without scripts tells."""


def read_since_last(*, page: str, sequence: str, observed: str) -> SinceLast:
    """Read what a page sent beside its text.

    A save is never refused over it: what is not understood is left out.
    """
    writing = Writing(page, number) if (number := _number(sequence)) and _is_page(page) else None
    if writing is None:
        return NOTHING
    try:
        found = json.loads(observed or "{}")
    except (ValueError, RecursionError):
        found = {}
    if not isinstance(found, dict):
        found = {}
    return SinceLast(
        writing,
        tuple(
            Paste(_number(one.get("characters")), one.get("from") == "inside", _told(one))
            for one in _listed(found.get("pastes"))
        ),
        tuple(
            Absence(_number(one.get("ms")), _told(one)) for one in _listed(found.get("absences"))
        ),
    )


def read_revision(text: str) -> int:
    """Return the revision that a page had seen; 0, "nothing was saved", if it does not say."""
    return _number(text)


def _is_page(page: str) -> bool:
    return _PAGE.fullmatch(page) is not None


def _told(observation: dict[str, Any]) -> int:
    return _number(observation.get("save"))


def _listed(found: Any) -> Iterable[dict[str, Any]]:
    listed = found[:MOST_OBSERVATIONS] if isinstance(found, list) else []
    return [one for one in listed if isinstance(one, dict)]


def _number(value: Any) -> int:
    """Return a whole number from 0 to LONGEST; 0 for anything that is none."""
    if isinstance(value, str):
        value = int(value) if _NUMBER.fullmatch(value) else 0
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        return 0
    return min(value, LONGEST)
