"""Inviting candidates, and what they do with the link."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from interview.choices import LogKind
from interview.domain import letters, log, mails
from interview.domain.errors import (
    ExpiryInThePast,
    InvitationExpired,
    InvitationNotOpenYet,
    InvitationRevoked,
    InvitationStarted,
    InvitationUsed,
    InvitationWithdrawn,
    RulesNotAccepted,
)
from interview.models import Invitation
from quizzes.choices import EventKind, FinishReason, Purpose
from quizzes.domain import attempts, events, house_rules
from quizzes.models import Attempt


@transaction.atomic
def invite(*, invitation: Invitation, actor: User, now: datetime) -> Invitation:
    """Keep a new invitation. Nothing is mailed yet."""
    invitation.invited_by = actor
    invitation.created_at = now
    invitation.save()
    log.record(invitation=invitation, kind=LogKind.INVITED, now=now, actor=actor)
    return invitation


@transaction.atomic
def send_invitation(*, invitation: Invitation, actor: User, now: datetime) -> None:
    """Mail the link to the candidate, after the transaction commits.

    A second call sends it again, also while the attempt runs: the mail may be lost.
    What becomes of the mail, ``mail_state`` tells; see interview.domain.mails.

    Raises:
        InvitationUsed, InvitationRevoked, InvitationExpired: the link leads nowhere.
    """
    refuse_unless_startable(invitation=invitation, now=now)
    invitation.sent_at = now
    invitation.save(update_fields=["sent_at"])
    log.record(invitation=invitation, kind=LogKind.SENT, now=now, actor=actor)
    mails.mail_on_commit(invitation, now=now)


def record_fetch(*, invitation: Invitation, now: datetime) -> None:
    """Log that the link was fetched, perhaps by a mail scanner. Changes nothing else."""
    log.record(invitation=invitation, kind=LogKind.FETCHED, now=now)


@transaction.atomic
def record_opening(*, invitation: Invitation, now: datetime) -> None:
    """Note that a person's browser has opened the link; only the first time counts."""
    if Invitation.objects.filter(pk=invitation.pk, opened_at__isnull=True).update(opened_at=now):
        log.record(invitation=invitation, kind=LogKind.OPENED, now=now)


def refuse_unless_startable(*, invitation: Invitation, now: datetime) -> None:
    """Say by exception why a link leads nowhere.

    Raises:
        InvitationWithdrawn: its candidate takes no part any more.
        InvitationUsed: its attempt is over.
        InvitationRevoked: it was taken back before anybody started.
        InvitationExpired: its last moment has passed.
    """
    if invitation.withdrawn_at is not None:
        raise InvitationWithdrawn(invitation.code)
    if invitation.attempt is not None:
        if not invitation.attempt.is_open(now):
            raise InvitationUsed(invitation.code)
        return
    if invitation.revoked_at is not None:
        raise InvitationRevoked(invitation.code)
    if now >= invitation.expires_at:
        raise InvitationExpired(invitation.code)


@transaction.atomic
def start(*, invitation: Invitation, accepted_rules: str, now: datetime) -> Attempt:
    """Start the candidate's clock, or return the attempt that is running already.

    Two presses of Start, or two devices, make one attempt. It keeps the rules
    that were accepted, word for word.

    accepted_rules: the fingerprint of the rules that the candidate has read.

    Raises:
        InvitationUsed, InvitationRevoked, InvitationExpired, InvitationWithdrawn: as above.
        InvitationNotOpenYet: its first moment has not come.
        RulesNotAccepted: they were not, or have changed since they were read.
        QuizNotReady: the quiz has no published question.
    """
    # Locked without its attempt: a second press that waited for the lock sees
    # the new row, but of joined tables still what was there when it asked.
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    refuse_unless_startable(invitation=invitation, now=now)
    if invitation.attempt is not None:
        return invitation.attempt
    if not invitation.is_window_open(now):
        raise InvitationNotOpenYet(invitation.code)
    rules = house_rules.of_quiz(invitation.quiz)
    if accepted_rules != rules.fingerprint:
        raise RulesNotAccepted(invitation.code)
    record_opening(invitation=invitation, now=now)
    allowance = invitation.allowance(now)
    invitation.attempt = attempts.start_attempt(
        quiz=invitation.quiz,
        time_limit=allowance.time_limit,
        deadline=allowance.closes_at,
        language=invitation.candidate.language,
        purpose=Purpose(invitation.purpose),
        rules=rules.text,
        now=now,
    )
    invitation.save(update_fields=["attempt"])
    events.record(invitation.attempt, EventKind.OPENED, now=invitation.opened_at or now)
    log.record(
        invitation=invitation,
        kind=LogKind.STARTED,
        now=now,
        attempt=invitation.attempt.code,
        closes_at=invitation.attempt.closes_at.isoformat(),
    )
    return invitation.attempt


def resume(*, invitation: Invitation, now: datetime) -> Attempt:
    """Return the running attempt to a candidate who comes back, on any device.

    Raises:
        InvitationUsed: there is none, or it is over.
    """
    refuse_unless_startable(invitation=invitation, now=now)
    if invitation.attempt is None:
        raise InvitationUsed(invitation.code)
    log.record(invitation=invitation, kind=LogKind.RESUMED, now=now)
    return invitation.attempt


@transaction.atomic
def withdraw(*, invitation: Invitation, now: datetime) -> None:
    """Let a candidate decline, or stop in the middle; then nothing they wrote is judged.

    They and the position's people are told by mail. A second call changes nothing.

    Raises:
        InvitationUsed: the attempt is over, and stands.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.withdrawn_at is not None:
        return
    if invitation.attempt is not None:
        if not invitation.attempt.is_open(now):
            raise InvitationUsed(invitation.code)
        attempts.finish_attempt(attempt=invitation.attempt, reason=FinishReason.WITHDRAWN, now=now)
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    log.record(invitation=invitation, kind=LogKind.WITHDRAWN, now=now)
    letters.tell_of_withdrawal(invitation, now=now)


@transaction.atomic
def revoke(*, invitation: Invitation, actor: User, now: datetime) -> None:
    """Take an invitation back. A running attempt runs on: nobody is thrown out."""
    if invitation.revoked_at is None:
        invitation.revoked_at = now
        invitation.save(update_fields=["revoked_at"])
        log.record(invitation=invitation, kind=LogKind.REVOKED, now=now, actor=actor)


@transaction.atomic
def extend(*, invitation: Invitation, expires_at: datetime, actor: User, now: datetime) -> None:
    """Let an invitation expire at another moment. One that has expired can be used again.

    So can one that was declined: the candidate has thought better of it.

    Raises:
        ExpiryInThePast: the moment is over already.
        InvitationStarted: the candidate has started, so it would change nothing.
        InvitationRevoked: it was taken back.
    """
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if expires_at <= now:
        raise ExpiryInThePast(invitation.code)
    if invitation.attempt_id is not None:
        raise InvitationStarted(invitation.code)
    if invitation.revoked_at is not None:
        raise InvitationRevoked(invitation.code)
    before, invitation.expires_at = invitation.expires_at, expires_at
    invitation.withdrawn_at = None
    invitation.save(update_fields=["expires_at", "withdrawn_at"])
    log.record(
        invitation=invitation,
        kind=LogKind.EXTENDED,
        now=now,
        actor=actor,
        before=before.isoformat(),
        after=expires_at.isoformat(),
    )
