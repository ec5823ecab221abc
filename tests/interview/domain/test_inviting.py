"""What staff do with an invitation: keep it, mail it, let it run longer."""

from datetime import timedelta

import pytest

from interview.choices import LogKind
from interview.domain import invitations
from interview.domain.errors import (
    ExpiryInThePast,
    InvitationExpired,
    InvitationRevoked,
    InvitationStarted,
    InvitationUsed,
)
from interview.models import Invitation
from tests.factories import (
    NOON,
    CandidateFactory,
    InterviewerFactory,
    InvitationFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db

LATER = NOON + timedelta(days=7)


@pytest.fixture
def actor():
    return InterviewerFactory()


def test_new_invitation_is_kept_with_who_and_when(actor):
    position = PositionFactory()
    draft = Invitation(
        position=position, quiz=position.quiz, candidate=CandidateFactory(), expires_at=LATER
    )

    invitation = invitations.invite(invitation=draft, actor=actor, now=NOON)

    assert (invitation.invited_by, invitation.created_at, invitation.sent_at) == (actor, NOON, None)
    assert [(one.kind, one.actor, one.at) for one in invitation.log.all()] == [
        (LogKind.INVITED, actor, NOON)
    ]


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"revoked_at": NOON}, InvitationRevoked),
        ({"expires_at": NOON}, InvitationExpired),
        ({"finished": True}, InvitationUsed),
    ],
)
def test_link_that_leads_nowhere_is_not_mailed(
    fields, refusal, actor, mailoutbox, django_capture_on_commit_callbacks
):
    invitation = InvitationFactory(**{"expires_at": LATER, **fields})
    before = invitation.sent_at

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(refusal):
        invitations.send_invitation(invitation=invitation, actor=actor, now=NOON)

    invitation.refresh_from_db()
    assert invitation.sent_at == before
    assert mailoutbox == []


def test_extending_moves_the_expiry_and_logs_both_moments(actor):
    invitation = InvitationFactory(expires_at=NOON - timedelta(days=1))

    invitations.extend(invitation=invitation, expires_at=LATER, actor=actor, now=NOON)

    invitation.refresh_from_db()
    (entry,) = invitation.log.all()
    assert invitation.expires_at == LATER
    assert (entry.kind, entry.actor) == (LogKind.EXTENDED, actor)
    assert entry.details == {
        "before": (NOON - timedelta(days=1)).isoformat(),
        "after": LATER.isoformat(),
    }


@pytest.mark.parametrize(
    ("fields", "expires_at", "refusal"),
    [
        ({}, NOON, ExpiryInThePast),
        ({"started": True}, LATER, InvitationStarted),
        ({"revoked_at": NOON}, LATER, InvitationRevoked),
    ],
)
def test_extending_in_vain_is_refused(fields, expires_at, refusal, actor):
    invitation = InvitationFactory(**{"expires_at": NOON + timedelta(days=1), **fields})

    with pytest.raises(refusal):
        invitations.extend(invitation=invitation, expires_at=expires_at, actor=actor, now=NOON)

    invitation.refresh_from_db()
    assert invitation.expires_at == NOON + timedelta(days=1)
    assert not invitation.log.exists()
