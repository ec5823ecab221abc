"""Letters: what candidates and colleagues are told by mail, once and while it is true."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interview.choices import LetterState
from interview.domain import letters
from interview.domain.invitations import extend, withdraw
from interview.models import Letter
from quizzes.choices import FinishReason, Purpose, TimeCause
from quizzes.domain import attempts
from quizzes.domain.attempts import finish_attempt
from quizzes.domain.time import add_time
from quizzes.models import AttemptSection
from tests.factories import AnswerFactory, InvitationFactory, PositionFactory
from tests.interview.domain.test_mails import use_smtp
from tests.postgres import free_port

pytestmark = pytest.mark.django_db

MINUTES = timedelta(minutes=1)


def states():
    return sorted(Letter.objects.values_list("kind", "state"))


def finish(invitation, now=None):
    now = now or timezone.now()
    finish_attempt(attempt=invitation.attempt, reason=FinishReason.SUBMITTED, now=now)


def test_finishing_is_confirmed_with_what_was_received(
    invitation, settings, mailoutbox, committing
):
    settings.CONTACT_EMAIL = "hiring@example.com"
    attempt = invitation.attempt
    answered = {"attempt": attempt, "number": 1, "question__title": "Echo"}
    AnswerFactory(**answered, question__kind="text", text="a", saved_at=attempt.started_at)
    AnswerFactory(attempt=attempt, number=2, question__title="Why", question__kind="text")
    now = timezone.now()

    with committing():
        finish(invitation, now)

    (mail,) = mailoutbox
    assert (mail.to, mail.reply_to) == (["cara@example.org"], ["hiring@example.com"])
    assert mail.subject == f'We have your answers to "{attempt.title}"'
    for told in (
        "Cara Candidate",
        f"1. Echo: saved at {attempt.started_at:%H:%M} UTC\n2. Why: not answered\n",
        invitation.address,
        "What happens next",
        "hiring@example.com",
    ):
        assert told in mail.body
    assert states() == [("finished", "sent")]


def test_questions_of_sections_that_were_never_begun_are_not_named(
    invitation, mailoutbox, committing
):
    section = AttemptSection.objects.create(
        attempt=invitation.attempt, number=1, title="Later", time_limit=10 * MINUTES
    )
    AnswerFactory(attempt=invitation.attempt, section=section, question__title="Unseen")

    with committing():
        finish(invitation)

    assert "Unseen" not in mailoutbox[0].body


def test_a_letter_is_sent_once_however_often_its_task_comes(invitation, mailoutbox, committing):
    with committing():
        finish(invitation)
        finish(invitation)

    letters.send_letter.call(Letter.objects.get().pk)  # a message that is delivered twice
    letters.send_again(now=timezone.now() + 60 * MINUTES)

    assert len(mailoutbox) == 1


def test_an_attempt_that_was_opened_again_is_confirmed_again(invitation, mailoutbox, committing):
    with committing():
        finish(invitation)
    now = timezone.now()
    add_time(attempt=invitation.attempt, by=10 * MINUTES, cause=TimeCause.STAFF, now=now)

    with committing():
        finish(invitation)

    assert len(mailoutbox) == 2


def test_what_is_no_longer_true_is_not_mailed(invitation, mailoutbox, committing):
    with committing():
        now = timezone.now()
        finish(invitation, now)
        add_time(attempt=invitation.attempt, by=10 * MINUTES, cause=TimeCause.STAFF, now=now)

    assert mailoutbox == []
    assert states() == [("finished", LetterState.OUTDATED)]


def test_a_person_who_was_erased_gets_no_mail(invitation, mailoutbox, committing):
    """The task is under way when the invitation goes, as it does with its candidate."""
    with committing():
        finish(invitation)
        attempt, person = invitation.attempt, invitation.candidate
        invitation.delete()
        attempts.erase(attempt=attempt, now=timezone.now())
        person.delete()

    assert (mailoutbox, states()) == ([], [])


@pytest.mark.usefixtures("interviewer", "other_invitation")
def test_who_stops_is_told_so_and_so_is_everybody_of_the_position(
    invitation, reviewer, mailoutbox, committing
):
    reviewer.is_active = False
    reviewer.save()

    with committing():
        withdraw(invitation=invitation, now=timezone.now())

    assert [mail.to for mail in mailoutbox] == [["cara@example.org"], ["interviewer@example.com"]]
    theirs, ours = mailoutbox
    assert "What you wrote is not judged." in theirs.body
    assert f"/admin/interview/invitation/{invitation.pk}/result/" in ours.body
    for private in ("Cara", "cara@example.org", invitation.code):
        assert private not in ours.body + ours.subject
    assert states() == [("withdrawn", "sent"), ("withdrawn_staff", "sent")]


def test_where_a_position_has_nobody_the_company_is_told(settings, mailoutbox, committing):
    settings.CONTACT_EMAIL = "hiring@example.com"
    invitation = InvitationFactory(position=PositionFactory(), sent=True)

    with committing():
        withdraw(invitation=invitation, now=timezone.now())

    assert [mail.to for mail in mailoutbox] == [
        [invitation.candidate.email],
        ["hiring@example.com"],
    ]


def test_who_comes_back_and_declines_again_is_told_again(interviewer, mailoutbox, committing):
    invitation = InvitationFactory(sent=True)
    now = timezone.now()
    with committing():
        withdraw(invitation=invitation, now=now)
        withdraw(invitation=invitation, now=now + MINUTES)
    later = now + 60 * MINUTES
    extend(invitation=invitation, expires_at=now + 900 * MINUTES, actor=interviewer, now=later)

    with committing():
        withdraw(invitation=invitation, now=later + MINUTES)

    assert len(mailoutbox) == 4


def test_of_rehearsals_and_practice_nobody_is_told(invitation, mailoutbox, committing):
    invitation.purpose = Purpose.PREVIEW
    invitation.save()

    with committing():
        finish(invitation)

    assert (mailoutbox, states()) == ([], [])


def test_a_mail_server_that_is_away_gets_the_letter_when_it_is_back(
    invitation, settings, mailoutbox, committing
):
    in_memory, now = settings.MAILERS, timezone.now()
    use_smtp(settings, free_port())
    with committing():
        finish(invitation, now)
    assert states() == [("finished", LetterState.FAILED)]

    too_early = letters.send_again(now=now + MINUTES)
    settings.MAILERS = in_memory
    back = letters.send_again(now=timezone.now() + 6 * MINUTES)

    assert (too_early, back, len(mailoutbox)) == (0, 1, 1)
    assert states() == [("finished", LetterState.SENT)]


def test_after_two_days_a_letter_is_given_up(invitation, mailoutbox):
    finish(invitation)  # the queue was away: nothing follows the commit

    assert letters.send_again(now=timezone.now() + timedelta(days=2, minutes=1)) == 0
    assert letters.send_again(now=timezone.now() + timedelta(hours=47)) == 1
    assert len(mailoutbox) == 1


def test_a_letter_whose_sender_died_is_not_sent_twice(invitation, mailoutbox):
    finish(invitation)
    Letter.objects.update(state=LetterState.SENDING)

    assert letters.send_again(now=timezone.now() + 16 * MINUTES) == 0
    assert (mailoutbox, states()) == ([], [("finished", LetterState.UNSURE)])
