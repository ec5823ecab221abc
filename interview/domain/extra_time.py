"""More time: what a person may have for every quiz, and what is added to one that runs.

What belongs to the person is between them and the company. It stands in no log
that reviewers read.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from accounts.models import User
from interview.domain.errors import (
    ExtraTimeOverLimit,
    InvitationDecided,
    InvitationNotStarted,
    InvitationStarted,
    InvitationWithdrawn,
)
from interview.models import Candidate, Invitation
from interview.rules import extra_time as rules
from quizzes.choices import TimeCause
from quizzes.domain import events, time
from quizzes.models import Attempt


@transaction.atomic
def take_extra_time(*, invitation: Invitation, percent: int, now: datetime) -> Candidate:
    """Give a candidate the extra time they ask for on the start page, for this and every quiz.

    Nobody is asked and no reason is wanted. Who has more already keeps it.

    Raises:
        InvitationStarted: the clock runs; time can be added by staff.
        ExtraTimeOverLimit: more than EXTRA_TIME_LIMIT_PERCENT, or nothing.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.attempt_id is not None:
        raise InvitationStarted(invitation.code)
    if not rules.may_take(percent, limit=settings.EXTRA_TIME_LIMIT_PERCENT):
        raise ExtraTimeOverLimit(f"{percent} %")
    candidate = Candidate.objects.select_for_update().get(pk=invitation.candidate_id)
    if percent > candidate.extra_time_percent:
        candidate.extra_time_percent, candidate.extra_time_asked_at = percent, now
        candidate.save(update_fields=["extra_time_percent", "extra_time_asked_at"])
    if invitation.extra_time_percent is not None and invitation.extra_time_percent < percent:
        invitation.extra_time_percent = None
        invitation.save(update_fields=["extra_time_percent"])
    return candidate


@transaction.atomic
def add_time(
    *,
    invitation: Invitation,
    minutes: int = 0,
    percent: int = 0,
    actor: User,
    now: datetime,
) -> Attempt:
    """Give a candidate more time who has started, even after the end: the attempt opens again.

    minutes, percent: of one of them more than nothing; percent are of what
        this candidate has, and are rounded up to minutes.

    Raises:
        InvitationNotStarted: extend the invitation instead.
        InvitationDecided: a decision was made from what was answered.
        InvitationWithdrawn: the candidate does not want to go on.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.attempt is None:
        raise InvitationNotStarted(invitation.code)
    if invitation.withdrawn_at is not None:
        raise InvitationWithdrawn(invitation.code)
    if invitation.decisions.exists():
        raise InvitationDecided(invitation.code)
    by = timedelta(minutes=minutes) or time.minutes_of(invitation.attempt, percent=percent)
    return time.add_time(
        attempt=invitation.attempt,
        by=by,
        cause=TimeCause.STAFF,
        now=now,
        actor=events.staff(actor),
    )
