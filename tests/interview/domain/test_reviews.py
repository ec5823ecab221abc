from datetime import timedelta

import pytest

from interview.choices import LogKind, Outcome
from interview.domain.errors import DecisionIncomplete
from interview.domain.reviews import decide, fill_in_scorecard
from interview.models import Scorecard
from interview.models.review import DecisionIsPermanent
from tests.factories import NOON, CriterionFactory, InvitationFactory

pytestmark = pytest.mark.django_db


def test_a_scorecard_filled_in_again_replaces_the_first_of_the_same_reviewer(reviewer, interviewer):
    invitation = InvitationFactory(finished=True)
    clarity = CriterionFactory(position=invitation.position, name="Clarity")
    speed = CriterionFactory(position=invitation.position, name="Speed")

    for person, levels in (
        (interviewer, {clarity: 2}),
        (reviewer, {clarity: 1, speed: 3}),
        (reviewer, {clarity: 5}),
    ):
        fill_in_scorecard(
            invitation=invitation,
            reviewer=person,
            recommendation=Outcome.ADVANCE,
            comment="",
            levels=levels,
            now=NOON,
        )

    filled_in = {
        card.reviewer: [(line.criterion, line.level) for line in card.lines.all()]
        for card in Scorecard.objects.all()
    }
    assert filled_in == {interviewer: [(clarity, 2)], reviewer: [(clarity, 5)]}


def test_a_decision_is_kept_with_who_and_why_and_a_change_of_mind_is_a_new_one(interviewer):
    invitation = InvitationFactory(finished=True)

    for outcome, reason in ((Outcome.HOLD, "Ask Rui."), (Outcome.ADVANCE, "Rui agrees.")):
        decision = decide(
            invitation=invitation, outcome=outcome, reason=reason, decided_by=interviewer, now=NOON
        )

    assert [(one.outcome, one.reason) for one in invitation.decisions.all()] == [
        (Outcome.HOLD, "Ask Rui."),
        (Outcome.ADVANCE, "Rui agrees."),
    ]
    assert [(entry.kind, entry.actor) for entry in invitation.log.all()] == [
        (LogKind.DECIDED, interviewer)
    ] * 2
    with pytest.raises(DecisionIsPermanent):
        decision.save()


def test_a_decision_needs_a_reason(interviewer):
    with pytest.raises(DecisionIncomplete):
        decide(
            invitation=InvitationFactory(finished=True),
            outcome=Outcome.REJECT,
            reason="  ",
            decided_by=interviewer,
            now=NOON,
        )


def test_nobody_is_decided_on_while_taking_the_quiz(interviewer):
    invitation = InvitationFactory(started=True)

    with pytest.raises(DecisionIncomplete):
        decide(
            invitation=invitation,
            outcome=Outcome.REJECT,
            reason="Too slow.",
            decided_by=interviewer,
            now=invitation.attempt.closes_at - timedelta(minutes=1),
        )
