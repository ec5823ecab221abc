from datetime import timedelta

import pytest

from interview.choices import InvitationState, LogKind
from interview.domain import invitations
from interview.domain.errors import InvitationExpired, InvitationRevoked, InvitationUsed
from interview.models import LogEntry
from interview.models.invitation import LogEntryIsPermanent
from quizzes.choices import FinishReason
from quizzes.domain import attempts
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.submissions import submit_answer
from quizzes.models import Attempt, AttemptEvent
from tests.factories import NOON, InvitationFactory, QuestionFactory, QuizFactory
from tests.starting import start

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def invited(**facts):
    quiz = QuizFactory(time_limit=HOUR)
    QuestionFactory(quiz=quiz, kind="text")
    return InvitationFactory(quiz=quiz, expires_at=NOON + 24 * HOUR, **facts)


def logged(invitation):
    return list(invitation.log.values_list("kind", flat=True))


def test_opening_the_link_fifty_times_starts_nothing():
    invitation = invited(sent=True)

    for _ in range(50):
        invitations.record_fetch(invitation=invitation, now=NOON)

    invitation.refresh_from_db()
    assert invitation.state(NOON) == InvitationState.SENT
    assert not Attempt.objects.exists()
    assert set(logged(invitation)) == {LogKind.FETCHED}


def test_a_browser_opens_it_once():
    invitation = invited(sent=True)

    invitations.record_opening(invitation=invitation, now=NOON)
    invitations.record_opening(invitation=invitation, now=NOON + MINUTE)

    invitation.refresh_from_db()
    assert invitation.opened_at == NOON
    assert logged(invitation) == [LogKind.OPENED]


def test_two_presses_of_start_make_one_attempt():
    invitation = invited()

    first = start(invitation, now=NOON)
    second = start(invitation, now=NOON + MINUTE)

    assert first == second
    assert first.closes_at == NOON + HOUR
    assert logged(invitation) == [LogKind.OPENED, LogKind.STARTED]


@pytest.mark.parametrize(
    ("usual", "this_time", "minutes"), [(0, None, 60), (50, None, 90), (50, 0, 60), (0, 25, 75)]
)
def test_extra_time_belongs_to_the_candidate_unless_the_invitation_says_otherwise(
    usual, this_time, minutes
):
    invitation = invited(candidate__extra_time_percent=usual, extra_time_percent=this_time)

    attempt = start(invitation, now=NOON)

    assert attempt.closes_at == NOON + minutes * MINUTE


def test_an_expired_invitation_cannot_be_started():
    invitation = invited()

    with pytest.raises(InvitationExpired):
        start(invitation, now=NOON + 24 * HOUR)


def test_a_revoked_invitation_cannot_be_started(interviewer):
    invitation = invited()
    invitations.revoke(invitation=invitation, actor=interviewer, now=NOON)

    with pytest.raises(InvitationRevoked):
        start(invitation, now=NOON)

    assert logged(invitation) == [LogKind.REVOKED]


def test_revoking_throws_nobody_out_of_a_running_attempt(interviewer):
    invitation = invited()
    attempt = start(invitation, now=NOON)
    invitation.refresh_from_db()

    invitations.revoke(invitation=invitation, actor=interviewer, now=NOON)

    assert invitations.resume(invitation=invitation, now=NOON + MINUTE) == attempt


def test_coming_back_never_gives_time():
    invitation = invited()
    attempt = start(invitation, now=NOON)
    invitation.refresh_from_db()

    again = invitations.resume(invitation=invitation, now=NOON + 50 * MINUTE)

    assert (again, again.closes_at) == (attempt, NOON + HOUR)


def test_an_attempt_that_is_over_cannot_be_continued_or_begun_anew():
    invitation = invited()
    attempt = start(invitation, now=NOON)
    attempts.finish_attempt(attempt=attempt, reason=FinishReason.SUBMITTED, now=NOON + MINUTE)
    invitation.refresh_from_db()

    with pytest.raises(InvitationUsed):
        invitations.resume(invitation=invitation, now=NOON + 2 * MINUTE)
    with pytest.raises(InvitationUsed):
        start(invitation, now=NOON + 2 * MINUTE)


def test_an_invitation_that_was_never_started_cannot_be_continued():
    with pytest.raises(InvitationUsed):
        invitations.resume(invitation=invited(), now=NOON)


def test_the_mail_says_the_link_and_the_minutes_and_leaves_after_the_commit(
    interviewer, mailoutbox, django_capture_on_commit_callbacks
):
    invitation = invited(candidate__extra_time_percent=50)

    with django_capture_on_commit_callbacks() as callbacks:
        invitations.send_invitation(invitation=invitation, actor=interviewer, now=NOON)
    assert mailoutbox == []
    for callback in callbacks:
        callback()

    (mail,) = mailoutbox
    assert mail.to == [invitation.candidate.email]
    assert invitation.address in mail.body
    assert "90" in mail.body
    assert "\n" not in mail.subject
    invitation.refresh_from_db()
    assert invitation.sent_at == NOON


def test_the_log_holds_no_name_no_address_and_no_answer():
    invitation = invited(candidate__name="Planted Name", candidate__email="planted@example.org")
    attempt = start(invitation, now=NOON)
    answer = save_answer(
        attempt=attempt, number=1, content=Content("planted answer"), now=NOON + MINUTE
    )
    submit_answer(answer=answer, now=NOON + MINUTE)

    logs = [*LogEntry.objects.values(), *AttemptEvent.objects.values()]
    everything = str(logs).lower()

    assert "planted" not in everything


def test_a_log_entry_is_written_once():
    invitation = invited()
    invitations.record_fetch(invitation=invitation, now=NOON)
    entry = invitation.log.get()

    with pytest.raises(LogEntryIsPermanent):
        entry.save()
    with pytest.raises(LogEntryIsPermanent):
        entry.delete()
