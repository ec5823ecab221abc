"""What reviewers think and what was decided, as the result page shows it."""

from dataclasses import dataclass

from accounts.models import User
from interview.models import Criterion, Decision, Invitation, Scorecard
from interview.rules import rubric
from interview.rules.reviews import may_see_scorecards


@dataclass(frozen=True, slots=True)
class ShownLevel:
    """The level of one criterion, with the words that stand for it."""

    criterion: str
    level: int | None
    words: str


@dataclass(frozen=True, slots=True)
class ShownScorecard:
    scorecard: Scorecard
    levels: list[ShownLevel]


@dataclass(frozen=True, slots=True)
class Reviews:
    """Scorecards and decisions of one invitation, as far as one member of staff may see them.

    hidden_count: scorecards of others that are shown once one's own is filled in.
    """

    criteria: list[Criterion]
    own: Scorecard | None
    scorecards: list[ShownScorecard]
    hidden_count: int
    decisions: list[Decision]

    @property
    def decision(self) -> Decision | None:
        """The decision that holds: the newest."""
        return self.decisions[0] if self.decisions else None


def reviews_of(invitation: Invitation, user: User) -> Reviews:
    """Return what this member of staff may see. Four queries."""
    criteria = list(invitation.position.criteria.all())
    scorecards = list(
        invitation.scorecards.select_related("reviewer").prefetch_related("lines__criterion")
    )
    decisions = list(invitation.decisions.select_related("decided_by").order_by("-pk"))
    own = next((one for one in scorecards if one.reviewer_id == user.pk), None)
    sees_all = may_see_scorecards(
        has_filled_in=own is not None,
        is_decided=bool(decisions),
        sees_every_position=user.sees_every_position,
    )
    seen = scorecards if sees_all else []
    return Reviews(
        criteria=criteria,
        own=own,
        scorecards=[ShownScorecard(one, _levels(one)) for one in seen],
        hidden_count=len(scorecards) - len(seen),
        decisions=decisions,
    )


def _levels(scorecard: Scorecard) -> list[ShownLevel]:
    return [
        ShownLevel(
            criterion=line.criterion.name,
            level=line.level,
            words=rubric.anchors(line.criterion.levels)[line.level],
        )
        for line in scorecard.lines.all()
    ]
