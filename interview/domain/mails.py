"""The mail with a candidate's link: sent once, sent again when it failed, and what became of it.

WAITING --task--> SENDING --> SENT --news--> DELIVERED, DEFERRED, BOUNCED, COMPLAINED
                     `-- server away --> FAILED --the sweep, until the link expires--> WAITING
"""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from interview import emails
from interview.choices import LogKind, MailState
from interview.domain import log
from interview.models import Invitation
from interview.rules import mails as rules
from quizzes.models.attempt import new_code

logger = logging.getLogger(__name__)

IN_THE_LOG = {
    MailState.FAILED: LogKind.MAIL_FAILED,
    MailState.DEFERRED: LogKind.DEFERRED,
    MailState.DELIVERED: LogKind.DELIVERED,
    MailState.BOUNCED: LogKind.BOUNCED,
    MailState.COMPLAINED: LogKind.COMPLAINED,
}


def mail_on_commit(invitation: Invitation, *, now: datetime) -> None:
    """Have the link mailed once the transaction commits, as a mail with a new code.

    If the queue is away then, the sweep mails it.
    """
    invitation.mail_code = new_code()
    _note(invitation, MailState.WAITING, now=now)
    transaction.on_commit(partial(mail_invitation.enqueue, invitation.pk), robust=True)


@task()
def mail_invitation(invitation_id: int) -> None:
    """Hand the invitation's mail to the mail server.

    A task that is delivered twice sends one mail: the second finds it taken. A
    mail server that is away keeps nothing from the candidate, the sweep tries again.
    """
    taken = Invitation.objects.filter(pk=invitation_id, mail_state__in=rules.UNSENT).update(
        mail_state=MailState.SENDING, mail_state_at=timezone.now()
    )
    if not taken:
        return
    invitation = Invitation.objects.select_related("candidate", "position", "quiz").get(
        pk=invitation_id
    )
    try:
        emails.send_invitation(invitation)
    except emails.AddressRefused as refusal:
        _record_outcome(invitation, MailState.BOUNCED, problem=str(refusal))
    except emails.MailServerAway as problem:
        logger.error("Mail %s was not sent yet: %s", invitation.mail_code, problem)  # noqa: TRY400 -- its traceback says less
        _record_outcome(invitation, MailState.FAILED, problem=str(problem))
    else:
        _record_outcome(invitation, MailState.SENT)


@transaction.atomic
def _record_outcome(invitation: Invitation, state: MailState, *, problem: str = "") -> None:
    """Note what the mail server said, unless news of the mail came before its answer."""
    current = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if (current.mail_code, current.mail_state) != (invitation.mail_code, MailState.SENDING):
        return
    now, failed_before = timezone.now(), bool(current.mail_problem)
    _note(current, state, now=now, problem=problem)
    if state in IN_THE_LOG and not (state is MailState.FAILED and failed_before):
        log.record(invitation=current, kind=IN_THE_LOG[state], now=now, problem=problem)


def mail_again(*, now: datetime) -> int:
    """Send again what failed or was lost on its way; return how many mails there were."""
    due = list(Invitation.objects.mail_due(now))
    for invitation in due:
        taken = Invitation.objects.filter(
            pk=invitation.pk, mail_state=invitation.mail_state, mail_code=invitation.mail_code
        ).update(mail_state=MailState.WAITING, mail_state_at=now)
        if taken:
            mail_invitation.enqueue(invitation.pk)
    return len(due)


@transaction.atomic
def record_news(*, mail_code: str, state: MailState, at: datetime, problem: str = "") -> bool:
    """Note what a mail service told of a mail; return whether that was news.

    The same told twice, or an older thing told later, changes nothing. News of
    a mail that another has replaced concern nobody.

    at: when it happened, by the mail service's clock.
    problem: the kind of refusal in the service's words; no address, no text.
    """
    if not mail_code:
        return False
    invitation = (
        Invitation.objects.select_for_update(of=("self",)).filter(mail_code=mail_code).first()
    )
    if invitation is None or not rules.is_news(state, known=MailState(invitation.mail_state)):
        return False
    _note(invitation, state, now=at, problem=problem)
    if state in IN_THE_LOG:
        log.record(invitation=invitation, kind=IN_THE_LOG[state], now=at, problem=problem)
    return True


def _note(invitation: Invitation, state: MailState, *, now: datetime, problem: str = "") -> None:
    invitation.mail_state, invitation.mail_state_at = state, now
    invitation.mail_problem = problem[:200]
    invitation.save(update_fields=["mail_code", "mail_state", "mail_state_at", "mail_problem"])
