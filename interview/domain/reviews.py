"""Scorecards and decisions."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from interview.choices import LogKind, Outcome
from interview.domain import log
from interview.domain.errors import DecisionIncomplete, ReviewClosed
from interview.models import Criterion, Decision, Invitation, Scorecard, ScorecardLine


def record_view(*, invitation: Invitation, actor: User, now: datetime) -> None:
    """Log who looked at a result. It starts, finishes and grades nothing."""
    log.record(invitation=invitation, kind=LogKind.VIEWED, now=now, actor=actor)


@transaction.atomic
def fill_in_scorecard(
    *,
    invitation: Invitation,
    reviewer: User,
    recommendation: Outcome,
    comment: str,
    levels: Mapping[Criterion, int],
    now: datetime,
) -> Scorecard:
    """Keep one reviewer's view by the position's rubric.

    levels: from 1 to 5 by criterion; a criterion may be left out.
    A second call by the same reviewer replaces the first.

    Raises:
        ReviewClosed: a decision was made.
    """
    if invitation.decisions.exists():
        raise ReviewClosed(invitation.code)
    scorecard, _ = Scorecard.objects.update_or_create(
        invitation=invitation,
        reviewer=reviewer,
        defaults={"recommendation": recommendation, "comment": comment, "filled_in_at": now},
    )
    scorecard.lines.all().delete()
    ScorecardLine.objects.bulk_create(
        ScorecardLine(scorecard=scorecard, criterion=criterion, level=level)
        for criterion, level in levels.items()
    )
    log.record(invitation=invitation, kind=LogKind.SCORECARD, now=now, actor=reviewer)
    return scorecard


@transaction.atomic
def decide(
    *,
    invitation: Invitation,
    outcome: Outcome,
    reason: str,
    feedback: str = "",
    decided_by: User,
    now: datetime,
) -> Decision:
    """Advance, hold or reject. A change of mind is a new decision; the old one stays.

    feedback: for the candidate, who reads it where the position discloses it.

    Raises:
        DecisionIncomplete: no reason was given, or the candidate is still at it.
    """
    if not reason.strip():
        raise DecisionIncomplete("A decision needs a reason.")
    if invitation.attempt is not None and invitation.attempt.is_open(now):
        raise DecisionIncomplete("The candidate is still taking the quiz.")
    decision = Decision.objects.create(
        invitation=invitation,
        outcome=outcome,
        reason=reason.strip(),
        feedback=feedback.strip(),
        decided_by=decided_by,
        decided_at=now,
    )
    log.record(
        invitation=invitation, kind=LogKind.DECIDED, now=now, actor=decided_by, outcome=outcome
    )
    return decision
