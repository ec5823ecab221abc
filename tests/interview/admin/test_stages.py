"""What SQL says of an invitation is what the rule says."""

from datetime import timedelta
from itertools import product

import pytest

from interview.admin.stages import COLOURS, with_stage
from interview.choices import InvitationState
from interview.models import Invitation
from quizzes.domain import results
from tests.factories import NOON, AttemptFactory, DecisionFactory, InvitationFactory

pytestmark = pytest.mark.django_db

EARLIER, LATER = NOON - timedelta(days=1), NOON + timedelta(days=1)

ATTEMPTS = {
    "none": None,
    "running": {"closes_at": LATER},
    "closes this moment": {"closes_at": NOON},
    "overdue": {"closes_at": EARLIER},
    "finished": {"closes_at": EARLIER, "finished": True},
}


def test_stage_is_the_state_by_the_rule_whatever_the_facts(interviewer, position):
    moments = (None, EARLIER)
    facts = product(ATTEMPTS, moments, moments, moments, moments, (EARLIER, LATER))
    for name, sent_at, opened_at, revoked_at, withdrawn_at, expires_at in facts:
        fields = ATTEMPTS[name]
        attempt = AttemptFactory(**fields) if fields else None
        if attempt:
            results.update_result(attempt=attempt, now=NOON)
        InvitationFactory(
            position=position,
            attempt=attempt,
            sent_at=sent_at,
            opened_at=opened_at,
            revoked_at=revoked_at,
            withdrawn_at=withdrawn_at,
            expires_at=expires_at,
        )
    InvitationFactory(position=position, expires_at=NOON)
    DecisionFactory(invitation=InvitationFactory(position=position), decided_by=interviewer)
    DecisionFactory(
        invitation=InvitationFactory(position=position, started=True), decided_by=interviewer
    )

    staged = with_stage(Invitation.objects.with_progress(), NOON)

    assert {one.pk: one.stage for one in staged} == {
        one.pk: one.state(NOON).value for one in staged
    }
    assert {one.stage for one in staged} == set(InvitationState)


def test_every_state_has_a_colour():
    assert set(COLOURS) == set(InvitationState)
