from datetime import timedelta

import pytest

from quizzes.domain.answers import Content, save_answer
from quizzes.domain.errors import AnswerTooLarge, AttemptClosed, UnknownChoice
from quizzes.models import Answer
from quizzes.rules.answers import TEXT_LIMIT_BYTES
from quizzes.rules.timing import GRACE
from tests.factories import NOON, AttemptFactory, QuestionFactory, QuizFactory

SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def attempt_with(kind="coding", **facts):
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind=kind)
    return AttemptFactory(quiz=quiz, closes_at=NOON, **facts)


def kept(attempt):
    """Return (text, whether it came after time) of every save."""
    return [
        (revision.text, revision.is_late)
        for revision in attempt.answers.get().revisions.order_by("number")
    ]


def test_a_save_replaces_the_text_and_keeps_the_one_before():
    attempt = attempt_with()

    save_answer(attempt=attempt, number=1, content=Content("a"), now=NOON - SECOND * 9)
    answer = save_answer(attempt=attempt, number=1, content=Content("b"), now=NOON - SECOND)

    assert (answer.text, answer.language, answer.revision) == ("b", "python", 2)
    assert answer.saved_at == NOON - SECOND
    assert kept(attempt) == [("a", False), ("b", False)]


def test_the_same_text_again_is_not_another_save():
    attempt = attempt_with()

    for _ in range(3):
        save_answer(attempt=attempt, number=1, content=Content("a"), now=NOON - SECOND)

    assert kept(attempt) == [("a", False)]


def test_a_page_that_was_only_looked_at_saves_nothing():
    attempt = attempt_with()

    answer = save_answer(attempt=attempt, number=1, content=Content(" \n"), now=NOON - SECOND)

    assert (answer.revision, kept(attempt)) == (0, [])


def test_text_can_be_deleted_again():
    attempt = attempt_with()

    save_answer(attempt=attempt, number=1, content=Content("a"), now=NOON - SECOND * 2)
    save_answer(attempt=attempt, number=1, content=Content(""), now=NOON - SECOND)

    assert kept(attempt) == [("a", False), ("", False)]


def test_text_saved_within_the_grace_counts():
    attempt = attempt_with()

    answer = save_answer(attempt=attempt, number=1, content=Content("x"), now=NOON + GRACE)

    assert answer.text == "x"


def test_text_saved_after_the_grace_is_kept_but_does_not_count():
    attempt = attempt_with()
    save_answer(attempt=attempt, number=1, content=Content("in time"), now=NOON - SECOND)

    for _ in range(2):
        with pytest.raises(AttemptClosed):
            save_answer(
                attempt=attempt, number=1, content=Content("late"), now=NOON + GRACE + SECOND
            )

    assert attempt.answers.get().text == "in time"
    assert kept(attempt) == [("in time", False), ("late", True)]


def test_text_saved_after_the_candidate_finished_is_kept_but_does_not_count():
    attempt = attempt_with(finished=True)

    with pytest.raises(AttemptClosed):
        save_answer(attempt=attempt, number=1, content=Content("more"), now=NOON - SECOND)

    assert kept(attempt) == [("more", True)]


def test_an_answer_of_256_kilobytes_is_saved_and_one_byte_more_is_refused():
    attempt = attempt_with()
    largest = "x" * TEXT_LIMIT_BYTES

    save_answer(attempt=attempt, number=1, content=Content(largest), now=NOON - SECOND)
    with pytest.raises(AnswerTooLarge):
        save_answer(attempt=attempt, number=1, content=Content(largest + "x"), now=NOON - SECOND)

    assert attempt.answers.get().text == largest


def test_choices_are_kept_in_the_order_shown_whatever_the_order_ticked():
    attempt = attempt_with(kind="multiple_choice")

    answer = save_answer(
        attempt=attempt, number=1, content=Content(choices=["c", "a"]), now=NOON - SECOND
    )

    assert (answer.choices, answer.text) == (["a", "c"], "")


def test_a_choice_that_the_question_does_not_have_is_refused():
    attempt = attempt_with(kind="single_choice")

    with pytest.raises(UnknownChoice):
        save_answer(attempt=attempt, number=1, content=Content(choices=["z"]), now=NOON - SECOND)

    assert kept(attempt) == []


def test_a_question_that_the_attempt_does_not_have_is_refused():
    attempt = attempt_with()

    with pytest.raises(Answer.DoesNotExist):
        save_answer(attempt=attempt, number=2, content=Content("x"), now=NOON - SECOND)
