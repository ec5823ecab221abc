from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from interview.admin.dashboard import cards
from interview.domain import practice
from interview.domain.errors import InvitationExpired, InvitationStarted
from interview.models import Letter, Practice
from quizzes.choices import FinishReason, Purpose
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.attempts import finish_attempt
from quizzes.domain.errors import QuizNotReady
from quizzes.domain.submissions import submit_answer
from quizzes.models import Attempt, Question, Quiz
from tests.factories import InvitationFactory, QuestionFactory, QuizFactory
from tests.starting import start

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


@pytest.fixture
def invited(position, candidate):
    QuestionFactory(quiz=position.quiz, kind="text")
    return InvitationFactory(position=position, candidate=candidate, sent=True)


@pytest.fixture
def quiz(db) -> Quiz:
    return practice.make_quiz(now=timezone.now())


def test_the_quiz_that_is_shipped_is_made_once_and_can_be_asked(quiz):
    again = practice.make_quiz(now=timezone.now())

    assert again == quiz == practice.quiz_to_practise()
    kinds = quiz.questions.values_list("versions__kind", flat=True)
    assert sorted(kinds) == ["coding", "single_choice", "text"]
    assert Question.objects.count() == 3


def test_a_quiz_that_asks_nothing_yet_is_not_offered(db):
    QuizFactory(is_practice=True)

    assert practice.quiz_to_practise() is None


def test_it_is_another_attempt_than_the_real_one_and_asks_other_questions(invited, quiz):
    attempt = practice.start(invitation=invited, now=timezone.now())

    invited.refresh_from_db()
    assert (invited.attempt, attempt.purpose, attempt.quiz) == (None, Purpose.PRACTICE, quiz)
    real = start(invited, now=timezone.now())
    asked = [{one.question_id for one in both.answers.all()} for both in (attempt, real)]
    assert asked[0].isdisjoint(asked[1])


def test_one_practises_as_often_as_one_likes_and_leaves_one_attempt(invited, quiz):
    now = timezone.now()
    for round_ in range(4):
        attempt = practice.start(invitation=invited, now=now + round_ * HOUR)
        save_answer(attempt=attempt, number=2, content=Content(text="x"), now=now + round_ * HOUR)

    assert list(Attempt.objects.all()) == [attempt]
    assert Practice.objects.get().attempt == attempt


def test_the_company_sees_nothing_of_it(invited, quiz, interviewer, mailoutbox, committing):
    now = timezone.now()
    before = (
        list(invited.log.all()),
        [(card.title, card.count) for card in cards(interviewer, now)],
    )

    with committing():
        attempt = practice.start(invitation=invited, now=now)
        answer = save_answer(attempt=attempt, number=2, content=Content(text="x"), now=now)
        submit_answer(answer=answer, now=now)
        finish_attempt(attempt=attempt, reason=FinishReason.SUBMITTED, now=now)

    after = (
        list(invited.log.all()),
        [(card.title, card.count) for card in cards(interviewer, now)],
    )
    assert after == before
    assert (mailoutbox, Letter.objects.count()) == ([], 0)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"started": True}, InvitationStarted),
        ({"expires_at": timezone.now() - HOUR}, InvitationExpired),
    ],
)
def test_there_must_be_something_to_practise_for(quiz, facts, refusal):
    with pytest.raises(refusal):
        practice.start(invitation=InvitationFactory(**facts), now=timezone.now())

    assert not Practice.objects.exists()


def test_without_a_practice_quiz_there_is_none(invited):
    with pytest.raises(QuizNotReady):
        practice.start(invitation=invited, now=timezone.now())


def test_the_sweep_erases_it_a_day_after_it_closed(invited, quiz):
    attempt = practice.start(invitation=invited, now=timezone.now())

    kept = practice.erase_old(now=attempt.closes_at + timedelta(hours=23))
    erased = practice.erase_old(now=attempt.closes_at + timedelta(hours=25))

    assert (kept, erased, Attempt.objects.count(), Practice.objects.count()) == (0, 1, 0, 0)


def test_it_goes_with_the_person_at_the_next_sweep_and_real_attempts_stay(
    invited, quiz, other_invitation
):
    practice.start(invitation=invited, now=timezone.now())
    invited.delete()

    call_command("sweep")

    assert list(Attempt.objects.all()) == [other_invitation.attempt]
