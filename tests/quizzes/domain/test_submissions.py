from datetime import timedelta
from decimal import Decimal

import pytest

from quizzes.choices import SubmissionState
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.errors import AttemptClosed, NothingToSubmit
from quizzes.domain.submissions import submit_answer
from quizzes.models import Submission
from quizzes.rules.timing import GRACE
from tests.factories import NOON, AttemptFactory, QuestionFactory, QuizFactory

SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def saved(kind="text", now=NOON - SECOND, **content):
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind=kind)
    attempt = AttemptFactory(quiz=quiz, closes_at=NOON)
    return save_answer(attempt=attempt, number=1, content=Content(**content), now=now)


def test_a_text_waits_for_a_person():
    answer = saved(text="I would measure first.")

    submission = submit_answer(answer=answer, now=NOON)

    assert submission.state == SubmissionState.REVIEW
    assert submission.grade is None


def test_going_back_to_an_older_text_is_the_last_word():
    answer = saved(kind="single_choice", choices=["a"])
    for choice in ("a", "b", "a"):
        save_answer(attempt=answer.attempt, number=1, content=Content(choices=[choice]), now=NOON)
        submit_answer(answer=answer, now=NOON)

    assert list(Submission.objects.values_list("number", "choices")) == [
        (1, ["a"]),
        (2, ["b"]),
        (3, ["a"]),
    ]


def test_a_person_reads_only_the_last_text():
    answer = saved(text="I would measure.")
    submit_answer(answer=answer, now=NOON - SECOND)

    save_answer(attempt=answer.attempt, number=1, content=Content("I would ask."), now=NOON)
    submit_answer(answer=answer, now=NOON)

    assert list(Submission.objects.values_list("text", "state")) == [
        ("I would measure.", SubmissionState.REPLACED),
        ("I would ask.", SubmissionState.REVIEW),
    ]


@pytest.mark.parametrize(
    ("kind", "choices", "points"),
    [
        ("single_choice", ["a"], "10.00"),
        ("single_choice", ["b"], "0.00"),
        ("multiple_choice", ["a", "b"], "10.00"),
        ("multiple_choice", ["a", "c"], "0.00"),
        ("multiple_choice", ["b"], "5.00"),
    ],
)
def test_choices_are_scored_at_once(kind, choices, points):
    answer = saved(kind=kind, choices=choices)

    submission = submit_answer(answer=answer, now=NOON)

    assert submission.state == SubmissionState.GRADED
    assert submission.grade.points == Decimal(points)
    assert answer.attempt.result.points == Decimal(points)


def test_the_same_text_twice_is_one_submission():
    answer = saved(text="a")

    first = submit_answer(answer=answer, now=NOON - SECOND)
    second = submit_answer(answer=answer, now=NOON)

    assert first == second
    assert Submission.objects.count() == 1


def test_a_trailing_space_makes_a_second_submission():
    answer = saved(text="a")
    submit_answer(answer=answer, now=NOON - SECOND)

    save_answer(attempt=answer.attempt, number=1, content=Content("a "), now=NOON)
    submit_answer(answer=answer, now=NOON)

    assert list(Submission.objects.values_list("number", "text")) == [(1, "a"), (2, "a ")]


def test_submitting_counts_within_the_grace_and_not_after():
    answer = saved(text="a")

    with pytest.raises(AttemptClosed):
        submit_answer(answer=answer, now=NOON + GRACE + SECOND)
    submission = submit_answer(answer=answer, now=NOON + GRACE)

    assert submission.submitted_at == NOON + GRACE


def test_a_blank_answer_is_not_submitted():
    answer = saved(text="")

    with pytest.raises(NothingToSubmit):
        submit_answer(answer=answer, now=NOON)

    assert not Submission.objects.exists()
