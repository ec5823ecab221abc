"""Starting a quiz as somebody who has read its rules."""

from datetime import datetime

from interview.domain import invitations
from interview.models import Invitation
from quizzes.domain import house_rules
from quizzes.models import Attempt


def accepted_rules(invitation: Invitation) -> str:
    """Return what the start page sends when its box is ticked."""
    return house_rules.of_quiz(invitation.quiz).fingerprint


def start(invitation: Invitation, *, now: datetime) -> Attempt:
    return invitations.start(
        invitation=invitation, accepted_rules=accepted_rules(invitation), now=now
    )
