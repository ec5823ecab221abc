"""How often the candidate may still press Run and Submit."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.domain import pace as domain
from quizzes.models import Answer
from quizzes.rules.pace import RUNS, SUBMISSIONS, Pace, Standing


@dataclass(frozen=True, slots=True)
class ShownLimit:
    """One button's. ``minutes``: the span in which it may be pressed ``most`` times."""

    most: int
    minutes: int
    left: int
    is_short: bool
    again_at: datetime | None


@dataclass(frozen=True, slots=True)
class ShownPace:
    """Both. A question that is not coding has no Run."""

    runs: ShownLimit | None
    submissions: ShownLimit


def pace(answer: Answer, now: datetime) -> ShownPace:
    """Return what is left. Prefetch the answer's submissions."""
    is_coding = answer.question.is_coding
    return ShownPace(
        runs=_limit(RUNS, domain.of_runs(answer, now)) if is_coding else None,
        submissions=_limit(SUBMISSIONS, domain.of_submissions(answer, now)),
    )


def _limit(pace: Pace, standing: Standing) -> ShownLimit:
    return ShownLimit(
        most=pace.most,
        minutes=pace.minutes,
        left=standing.left,
        is_short=standing.is_short,
        again_at=standing.again_at,
    )
