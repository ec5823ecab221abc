"""How often code may be run and submitted: enough for anybody who thinks, and bounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

FEW = 5
"""So many left are said beside the buttons."""


@dataclass(frozen=True, slots=True)
class Pace:
    """At most so many within any span of this length."""

    most: int
    within: timedelta

    @property
    def minutes(self) -> int:
        return self.within // timedelta(minutes=1)

    def standing(self, moments: Iterable[datetime], now: datetime) -> "Standing":
        """Return what is left now. moments: of what was done, in any order."""
        recent = sorted(at for at in moments if at > now - self.within)[-self.most :]
        left = self.most - len(recent)
        return Standing(left, again_at=None if left else recent[0] + self.within)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many are left, and if none, when one is again."""

    left: int
    again_at: datetime | None

    @property
    def is_short(self) -> bool:
        return self.left <= FEW


RUNS = Pace(30, timedelta(minutes=5))
"""Of one answer. A guess: one every ten seconds. CodeRunner's default is 200 an hour."""

SUBMISSIONS = Pace(10, timedelta(minutes=10))
"""Of one answer. A guess: each runs every hidden test, and may take a minute of the grader."""
