from datetime import timedelta
from decimal import Decimal

import pytest

from quizzes.choices import FinishReason, Purpose, SubmissionCause, TimeCause
from quizzes.domain import attempts
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.errors import QuizNotReady
from quizzes.domain.questions import new_version, publish
from quizzes.domain.submissions import submit_answer
from quizzes.domain.time import add_time
from quizzes.models import Attempt, Submission
from quizzes.rules.timing import GRACE
from tests.factories import NOON, AttemptFactory, QuestionFactory, QuizFactory

HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def start(quiz, **changes):
    facts = {"time_limit": HOUR, "deadline": NOON + 24 * HOUR, "now": NOON, **changes}
    return attempts.start_attempt(quiz=quiz, **facts)


def submitted(attempt):
    """Return (text, cause) of every submission."""
    of_attempt = Submission.objects.filter(answer__attempt=attempt).order_by("pk")
    return list(of_attempt.values_list("text", "cause"))


def test_starting_copies_the_quiz_and_makes_a_blank_answer_to_each_question():
    quiz = QuizFactory(title="Backend", instructions="Take your time.", counting="last")
    second = QuestionFactory(quiz=quiz, kind="single_choice", points=5).versions.get()
    QuestionFactory(quiz=quiz, draft=True)
    third = QuestionFactory(quiz=quiz, kind="text", points=20).versions.get()

    attempt = start(quiz)

    assert (attempt.title, attempt.instructions) == ("Backend", "Take your time.")
    assert (attempt.counting, attempt.purpose) == ("last", Purpose.REAL)
    assert attempt.closes_at == NOON + HOUR
    assert [
        (answer.number, answer.question, answer.points, answer.choice_order, answer.revision)
        for answer in attempt.answers.all()
    ] == [(1, second, 5, ["a", "b", "c"], 0), (2, third, 20, [], 0)]
    assert (attempt.result.points, attempt.result.max_points) == (Decimal(0), 25)
    assert not attempt.result.is_complete


def test_an_attempt_keeps_the_version_it_was_shown():
    quiz = QuizFactory()
    first = QuestionFactory(quiz=quiz, kind="text", title="Before").versions.get()
    before = start(quiz)

    second = new_version(version=first)
    second.title = "After"
    second.save()
    unpublished = start(quiz)
    publish(version=second, now=NOON)
    after = start(quiz)

    shown = [one.answers.get().question.title for one in (before, unpublished, after)]
    assert shown == ["Before", "Before", "After"]


def test_changing_the_quiz_moves_no_running_attempt():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz)
    attempt = start(quiz)

    quiz.time_limit = 5 * HOUR
    quiz.counting = "last"
    quiz.save()

    attempt = Attempt.objects.get(pk=attempt.pk)
    assert (attempt.closes_at, attempt.counting) == (NOON + HOUR, "best")


def test_a_quiz_without_a_published_question_cannot_be_started():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, draft=True)

    with pytest.raises(QuizNotReady):
        start(quiz)

    assert not Attempt.objects.exists()


def test_what_was_typed_last_is_submitted_at_the_end_whether_or_not_a_button_was_pressed():
    quiz = QuizFactory()
    for _ in range(3):
        QuestionFactory(quiz=quiz, kind="text")
    attempt = start(quiz)
    save_answer(attempt=attempt, number=1, content=Content("typed only"), now=NOON + SECOND)
    answer = save_answer(attempt=attempt, number=2, content=Content("sent"), now=NOON + SECOND)
    submit_answer(answer=answer, now=NOON + SECOND)
    save_answer(attempt=attempt, number=2, content=Content("sent, then changed"), now=NOON + HOUR)

    attempts.finish_overdue(now=NOON + HOUR + GRACE + SECOND)

    assert submitted(attempt) == [
        ("sent", SubmissionCause.PRESSED),
        ("typed only", SubmissionCause.CLOSING),
        ("sent, then changed", SubmissionCause.CLOSING),
    ]


def test_an_overdue_attempt_ends_when_it_should_have_and_only_once():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz)
    attempt = start(quiz)

    too_early = attempts.finish_overdue(now=NOON + HOUR + GRACE)
    late = attempts.finish_overdue(now=NOON + 5 * HOUR)
    again = attempts.finish_overdue(now=NOON + 6 * HOUR)

    attempt.refresh_from_db()
    assert (too_early, late, again) == (0, 1, 0)
    assert (attempt.finished_at, attempt.finish_reason) == (NOON + HOUR, FinishReason.EXPIRED)


def test_time_added_since_somebody_found_an_attempt_overdue_counts():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz)
    found = start(quiz)
    now = NOON + HOUR + 60 * SECOND
    add_time(attempt=found, by=HOUR, cause=TimeCause.OUTAGE, now=now)

    attempts.finish_attempt(attempt=found, reason=FinishReason.EXPIRED, now=now)
    attempts.finish_if_overdue(attempt=found, now=now)

    assert Attempt.objects.get(pk=found.pk).is_open(now)


def test_finishing_by_hand_ends_the_attempt_at_once_and_a_second_press_changes_nothing():
    attempt = AttemptFactory(closes_at=NOON + HOUR)

    for now in (NOON, NOON + 60 * SECOND):
        finished = attempts.finish_attempt(attempt=attempt, reason=FinishReason.SUBMITTED, now=now)

    assert (finished.finished_at, finished.finish_reason) == (NOON, FinishReason.SUBMITTED)


def test_a_preview_may_show_a_draft_and_belongs_to_no_quiz():
    draft = QuestionFactory(draft=True, kind="text").versions.get()

    attempt = attempts.preview_question(question=draft, now=NOON)

    assert (attempt.quiz, attempt.purpose) == (None, Purpose.PREVIEW)
    assert [answer.question for answer in attempt.answers.all()] == [draft]


def test_erasing_leaves_nothing_of_an_attempt():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="text")
    attempt = start(quiz)
    save_answer(attempt=attempt, number=1, content=Content("secret"), now=NOON + SECOND)
    attempts.finish_attempt(attempt=attempt, reason=FinishReason.SUBMITTED, now=NOON + SECOND)
    assert submitted(attempt)

    attempts.erase(attempt=attempt, now=NOON)

    assert not Attempt.objects.exists()
    assert not Submission.objects.exists()
