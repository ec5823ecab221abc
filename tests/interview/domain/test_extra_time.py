from datetime import timedelta

import pytest

from interview.domain import extra_time, invitations
from interview.domain.errors import (
    ExtraTimeOverLimit,
    InvitationNotStarted,
    InvitationStarted,
    InvitationUsed,
    InvitationWithdrawn,
)
from interview.models import LogEntry
from interview.rules.extra_time import offered_percents
from quizzes.choices import FinishReason
from quizzes.models import AttemptEvent
from tests.factories import NOON, InterviewerFactory, InvitationFactory, QuestionFactory
from tests.starting import start

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def invited(**facts):
    invitation = InvitationFactory(sent=True, expires_at=NOON + 24 * 60 * MINUTE, **facts)
    QuestionFactory(quiz=invitation.quiz, kind="text")
    return invitation


@pytest.mark.parametrize(
    ("limit", "has", "offered"),
    [(50, 0, [25, 50]), (60, 25, [50, 60]), (50, 50, []), (0, 0, []), (20, 0, [20])],
)
def test_what_may_be_asked_for_is_more_than_one_has_and_up_to_the_limit(limit, has, offered):
    assert offered_percents(limit=limit, has=has) == offered


@pytest.mark.parametrize(
    ("usual", "this_time", "percent", "minutes"),
    [(0, None, 50, 90), (75, None, 50, 105), (0, 0, 25, 75), (0, 25, 50, 90), (25, 50, 25, 90)],
)
def test_what_a_candidate_takes_is_theirs_and_nothing_is_taken_away(
    usual, this_time, percent, minutes
):
    invitation = invited(candidate__extra_time_percent=usual, extra_time_percent=this_time)

    candidate = extra_time.take_extra_time(invitation=invitation, percent=percent, now=NOON)
    invitation.refresh_from_db()
    attempt = start(invitation, now=NOON)

    assert candidate.extra_time_percent == max(usual, percent)
    assert attempt.closes_at == NOON + minutes * MINUTE


def test_it_follows_to_every_quiz_and_stands_in_no_log(settings):
    settings.EXTRA_TIME_LIMIT_PERCENT = 40
    first = invited()
    second = invited(candidate=first.candidate)

    extra_time.take_extra_time(invitation=first, percent=40, now=NOON)
    second.refresh_from_db()

    assert second.allowance(NOON).minutes == 84
    assert first.candidate.invitations.count() == 2
    assert not LogEntry.objects.exists()
    assert not AttemptEvent.objects.exists()


@pytest.mark.parametrize("percent", [41, 0, -10])
def test_above_the_limit_one_has_to_write_to_us(settings, percent):
    settings.EXTRA_TIME_LIMIT_PERCENT = 40
    invitation = invited()

    with pytest.raises(ExtraTimeOverLimit):
        extra_time.take_extra_time(invitation=invitation, percent=percent, now=NOON)

    invitation.candidate.refresh_from_db()
    assert invitation.candidate.extra_time_percent == 0


def test_once_the_clock_runs_only_staff_add_time():
    invitation = invited()
    with pytest.raises(InvitationNotStarted):
        extra_time.add_time(invitation=invitation, minutes=5, actor=InterviewerFactory(), now=NOON)
    start(invitation, now=NOON)

    with pytest.raises(InvitationStarted):
        extra_time.take_extra_time(invitation=invitation, percent=25, now=NOON)


def test_who_withdraws_is_out_of_it_and_may_be_let_in_again_if_they_had_not_started():
    invitation = invited()
    invitations.withdraw(invitation=invitation, now=NOON)
    invitations.withdraw(invitation=invitation, now=NOON + MINUTE)
    invitation.refresh_from_db()
    assert invitation.withdrawn_at == NOON
    with pytest.raises(InvitationWithdrawn):
        start(invitation, now=NOON)

    invitations.extend(
        invitation=invitation,
        expires_at=NOON + 60 * MINUTE,
        actor=InterviewerFactory(),
        now=NOON,
    )

    assert start(invitation, now=NOON).started_at == NOON


def test_withdrawing_in_the_middle_ends_the_attempt_for_good():
    invitation = invited()
    attempt = start(invitation, now=NOON)

    invitations.withdraw(invitation=invitation, now=NOON + MINUTE)

    attempt.refresh_from_db()
    assert (attempt.finish_reason, attempt.finished_at) == (
        FinishReason.WITHDRAWN,
        NOON + MINUTE,
    )
    with pytest.raises(InvitationWithdrawn):
        extra_time.add_time(invitation=invitation, minutes=5, actor=InterviewerFactory(), now=NOON)


def test_what_is_over_cannot_be_withdrawn_from():
    invitation = InvitationFactory(finished=True)

    with pytest.raises(InvitationUsed):
        invitations.withdraw(invitation=invitation, now=NOON)
