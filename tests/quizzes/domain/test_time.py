from datetime import timedelta

import pytest

from quizzes.choices import EventKind, FinishReason, TimeCause
from quizzes.domain import attempts, time
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.errors import AttemptClosed, AttemptWithdrawn
from quizzes.models import Attempt
from tests.factories import NOON, AttemptFactory, QuestionFactory, QuizFactory

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt():
    """Sixty minutes from noon, with one question."""
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="text")
    return AttemptFactory(quiz=quiz, closes_at=NOON + 60 * MINUTE)


def add(attempt, minutes, *, now, cause=TimeCause.STAFF, actor="staff:7"):
    return time.add_time(attempt=attempt, by=minutes * MINUTE, cause=cause, now=now, actor=actor)


def test_added_time_moves_the_closing_and_is_told(attempt):
    add(attempt, 5, now=NOON)
    extended = add(attempt, 7, now=NOON + MINUTE, cause=TimeCause.OUTAGE, actor="")

    assert extended.closes_at == NOON + 72 * MINUTE
    assert (extended.added_time, extended.last_added, extended.last_added_cause) == (
        12 * MINUTE,
        7 * MINUTE,
        TimeCause.OUTAGE,
    )
    assert [(one.kind, one.actor, one.details["seconds"]) for one in attempt.events.all()] == [
        (EventKind.TIME_ADDED, "staff:7", 300),
        (EventKind.TIME_ADDED, "", 420),
    ]


def test_an_attempt_that_is_over_opens_again_and_the_minutes_begin_now(attempt):
    attempts.finish_attempt(attempt=attempt, reason=FinishReason.EXPIRED, now=NOON + 61 * MINUTE)

    reopened = add(attempt, 10, now=NOON + 90 * MINUTE)

    assert reopened.is_open(NOON + 99 * MINUTE)
    assert not reopened.is_open(NOON + 100 * MINUTE)
    assert not reopened.result.is_complete


def test_what_came_late_stands_in_the_box_again_when_there_is_time_for_it(attempt):
    save_answer(attempt=attempt, number=1, content=Content("in time"), now=NOON + MINUTE)
    for text in ("late", "later"):
        with pytest.raises(AttemptClosed):
            save_answer(attempt=attempt, number=1, content=Content(text), now=NOON + 70 * MINUTE)
    attempts.finish_attempt(attempt=attempt, reason=FinishReason.EXPIRED, now=NOON + 71 * MINUTE)

    add(attempt, 10, now=NOON + 75 * MINUTE)
    attempts.finish_overdue(now=NOON + 90 * MINUTE)

    answer = attempt.answers.get()
    assert answer.text == "later"
    assert list(answer.submissions.values_list("text", flat=True)) == ["in time", "later"]
    assert list(answer.revisions.values_list("text", "is_late")) == [
        ("in time", False),
        ("late", True),
        ("later", True),
    ]


def test_an_attempt_that_was_reopened_ends_again(attempt):
    attempts.finish_attempt(attempt=attempt, reason=FinishReason.SUBMITTED, now=NOON + 30 * MINUTE)
    add(attempt, 10, now=NOON + 40 * MINUTE)

    finished = attempts.finish_overdue(now=NOON + 80 * MINUTE)

    attempt.refresh_from_db()
    assert finished == 1
    assert (attempt.finished_at, attempt.finish_reason) == (
        NOON + 70 * MINUTE,
        FinishReason.EXPIRED,
    )


def test_who_has_withdrawn_is_not_called_back(attempt):
    attempts.finish_attempt(attempt=attempt, reason=FinishReason.WITHDRAWN, now=NOON)

    with pytest.raises(AttemptWithdrawn):
        add(attempt, 10, now=NOON)

    assert not Attempt.objects.get().is_open(NOON)


@pytest.mark.parametrize("minutes", [0, -5])
def test_time_is_never_taken_away(attempt, minutes):
    with pytest.raises(ValueError, match="never less"):
        add(attempt, minutes, now=NOON)


def test_percent_are_of_what_this_candidate_has(attempt):
    attempt.time_limit = 90 * MINUTE

    assert time.minutes_of(attempt, percent=25) == 23 * MINUTE


def test_of_somebody_who_withdraws_nothing_is_judged(attempt):
    save_answer(attempt=attempt, number=1, content=Content("typed"), now=NOON)

    attempts.finish_attempt(attempt=attempt, reason=FinishReason.WITHDRAWN, now=NOON + MINUTE)

    assert not attempt.answers.get().submissions.exists()
    assert attempt.events.last().kind == EventKind.WITHDRAWN
