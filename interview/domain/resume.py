"""The link once more, for a candidate who lost it or moves to another device."""

from datetime import datetime, timedelta

from django.db import transaction

from interview.choices import LogKind
from interview.domain import invitations, log, mails
from interview.domain.errors import (
    InvitationExpired,
    InvitationRevoked,
    InvitationUsed,
    InvitationWithdrawn,
)
from interview.models import Invitation

PAUSE = timedelta(minutes=2)
"""How long until a link is mailed again on request, so that nobody can have a stranger flooded.
Source: a guess, between the minute a mail takes and the patience of somebody whose clock runs."""

LEADS_NOWHERE = (InvitationExpired, InvitationRevoked, InvitationUsed, InvitationWithdrawn)


@transaction.atomic
def request_links(*, email: str, now: datetime) -> int:
    """Mail every link that still leads somewhere to whoever was invited at this address.

    Mail leaves after the transaction commits. A link that was mailed within the
    last two minutes is not mailed again. Returns how many are on their way; the
    caller tells nobody, or it would tell who was invited.
    """
    invited = Invitation.objects.select_for_update(of=("self",)).select_related("attempt")
    asked = invited.filter(candidate__email__iexact=email.strip(), sent_at__isnull=False)
    waiting = [one for one in asked if _leads_somewhere(one, now) and not _was_mailed(one, now)]
    for invitation in waiting:
        log.record(invitation=invitation, kind=LogKind.LINK_REQUESTED, now=now)
        mails.mail_on_commit(invitation, now=now)
    return len(waiting)


def _leads_somewhere(invitation: Invitation, now: datetime) -> bool:
    try:
        invitations.refuse_unless_startable(invitation=invitation, now=now)
    except LEADS_NOWHERE:
        return False
    return True


def _was_mailed(invitation: Invitation, now: datetime) -> bool:
    recent = invitation.log.filter(at__gt=now - PAUSE)
    return recent.filter(kind__in=(LogKind.SENT, LogKind.LINK_REQUESTED)).exists()
