"""What candidates learn once a decision was recorded. The position says what."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from interview.choices import Finding, Outcome


@dataclass(frozen=True, slots=True)
class Disclosed:
    """Each is shown or not, whatever the others are. All false: nothing but that it is decided."""

    verdicts: bool = False
    score: bool = False
    feedback: bool = False
    answers: bool = False

    @property
    def is_nothing(self) -> bool:
        return not (self.verdicts or self.score or self.feedback or self.answers)


def is_decided(outcomes: Sequence[str]) -> bool:
    """Say whether a candidate may be told that there is a decision, from all of them, oldest first.

    The newest holds. "Hold" is none: the company has put off deciding. Which of
    the others it is, nothing here tells.
    """
    return bool(outcomes) and outcomes[-1] != Outcome.HOLD


def finding(points: Decimal | None, *, worth: int, is_answered: bool) -> Finding:
    """Return how a question went, in a word.

    points: None while nobody has graded it.
    """
    if points is None:
        return Finding.UNGRADED if is_answered else Finding.UNANSWERED
    if points >= worth:
        return Finding.RIGHT
    return Finding.PARTLY if points > 0 else Finding.NOT_RIGHT
