from datetime import timedelta
from hashlib import sha256

import pytest

from quizzes.choices import EventKind, FinishReason
from quizzes.domain import attempts, events
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.events import NotACode
from quizzes.domain.submissions import submit_answer
from quizzes.models import AttemptEvent
from quizzes.models.event import EventIsPermanent
from tests.factories import NOON, AttemptFactory, QuestionFactory, QuizFactory

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempt():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="text")
    return attempts.start_attempt(
        quiz=quiz, time_limit=60 * MINUTE, deadline=NOON + 60 * MINUTE, now=NOON
    )


def told(attempt):
    """Return (kind, minutes since the start) of every event."""
    return [(one.kind, (one.at - NOON) // MINUTE) for one in attempt.events.all()]


def test_a_save_is_told_by_the_hash_of_its_text(attempt):
    save_answer(attempt=attempt, number=1, content=Content("planted"), now=NOON + MINUTE)

    saved = attempt.events.get(kind=EventKind.SAVED)

    assert saved.details == {
        "question": 1,
        "revision": 1,
        "sha256": sha256(b"planted").hexdigest(),
    }


def test_what_is_submitted_at_closing_is_told_when_it_happens(attempt):
    save_answer(attempt=attempt, number=1, content=Content("typed"), now=NOON + MINUTE)

    attempts.finish_attempt(attempt=attempt, reason=FinishReason.SUBMITTED, now=NOON + 5 * MINUTE)

    submission = attempt.answers.get().submissions.get()
    assert submission.submitted_at == NOON + MINUTE
    assert told(attempt) == [
        (EventKind.STARTED, 0),
        (EventKind.SAVED, 1),
        (EventKind.SUBMITTED, 5),
        (EventKind.FINISHED, 5),
    ]


def test_a_submission_that_is_repeated_is_told_once(attempt):
    answer = save_answer(attempt=attempt, number=1, content=Content("a"), now=NOON + MINUTE)
    for _ in range(3):
        submit_answer(answer=answer, now=NOON + 2 * MINUTE)

    assert told(attempt)[2:] == [(EventKind.SUBMITTED, 2)]


@pytest.mark.parametrize("value", ["Cara Candidate", "cara@example.org", ["a"], "x" * 101, "中文"])
def test_no_word_of_anybody_s_gets_into_the_details(value):
    attempt = AttemptFactory()

    with pytest.raises(NotACode, match="word"):
        events.record(attempt, EventKind.VIEWED, now=NOON, word=value)

    assert not attempt.events.exists()


def test_an_event_is_written_once_and_goes_only_with_its_attempt():
    attempt = AttemptFactory()
    event = events.record(attempt, EventKind.OPENED, now=NOON)

    with pytest.raises(EventIsPermanent):
        event.save()
    with pytest.raises(EventIsPermanent):
        event.delete()
    with pytest.raises(EventIsPermanent):
        AttemptEvent.objects.update(kind=EventKind.VIEWED)
    with pytest.raises(EventIsPermanent):
        AttemptEvent.objects.all().delete()
    attempts.erase(attempt=attempt, now=NOON)
    assert not AttemptEvent.objects.exists()
