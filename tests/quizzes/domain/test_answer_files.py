"""The candidate's file: made, read, refused when somebody touched it, loaded by staff."""

import json
from datetime import timedelta

import pytest

from quizzes.choices import FinishReason
from quizzes.domain import answer_files, attempts
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.errors import AnswerFileRefused
from quizzes.domain.sessions import open_session
from quizzes.formats import answer_file
from quizzes.formats.answer_file import AnswerFile, FiledAnswer
from quizzes.models import Submission
from tests.factories import NOON, AttemptFactory, QuestionFactory, QuizFactory

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    """A browser in an attempt at a text and a choice, with "saved" saved in the first."""
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="text")
    QuestionFactory(quiz=quiz, kind="single_choice")
    session = open_session(
        attempt=AttemptFactory(quiz=quiz, closes_at=NOON), now=NOON - 30 * MINUTE
    )
    save(session, "saved 𠮷")
    return session


def save(session, text):
    save_answer(attempt=session.attempt, number=1, content=Content(text), now=NOON - MINUTE)


def finish(session):
    session.attempt = attempts.finish_attempt(
        attempt=session.attempt, reason=FinishReason.EXPIRED, now=NOON + MINUTE
    )


def made_by_browser(session, *answers, attempt=None):
    file = AnswerFile(
        attempt or session.attempt.code, session.number, NOON, "browser", list(answers)
    )
    return answer_file.write(file, key=answer_file.key_of(session.code))


def text(words):
    return FiledAnswer(1, 1, words, [], "")


def load(session, data, numbers=(1, 2)):
    return answer_files.load_file(
        attempt=session.attempt, data=data, numbers=numbers, actor="staff:1", now=NOON + MINUTE
    )


def reason_of(session, data):
    with pytest.raises(AnswerFileRefused) as refusal:
        answer_files.read_file(attempt=session.attempt, data=data)
    return refusal.value.reason


def test_what_the_server_made_is_no_news_to_it(session):
    data = answer_files.make_file(session=session, now=NOON)
    finish(session)

    file, found = answer_files.read_file(attempt=session.attempt, data=data)

    assert (file.made_by, file.made_at) == ("server", NOON)
    assert [(one.filed.number, one.filed.text, one.is_news) for one in found] == [
        (1, "saved 𠮷", False)
    ]
    assert load(session, data) == []


def test_news_are_kept_beside_what_was_saved_and_graded_once(session):
    finish(session)
    data = made_by_browser(session, text("never arrived"), FiledAnswer(2, 0, "", ["a"], ""))

    assert load(session, data) == [1, 2]
    assert load(session, data) == []

    answer = session.attempt.answers.get(number=1)
    assert answer.text == "saved 𠮷"
    kept = answer.revisions.values_list("text", "origin", "is_set_aside")
    assert list(kept) == [("saved 𠮷", "page", False), ("never arrived", "file", True)]
    sent = Submission.objects.order_by("answer__number", "number")
    assert list(sent.values_list("text", "choices", "cause", "state")) == [
        ("saved 𠮷", [], "closing", "replaced"),
        ("never arrived", [], "file", "review"),
        ("", ["a"], "file", "graded"),
    ]
    loaded = session.attempt.events.filter(kind="loaded").values_list("actor", "details__question")
    assert list(loaded) == [("staff:1", 1), ("staff:1", 2)]


def test_only_what_was_chosen_is_loaded(session):
    finish(session)
    data = made_by_browser(session, text("never arrived"), FiledAnswer(2, 0, "", ["a"], ""))

    assert load(session, data, numbers=[2]) == [2]

    assert not session.attempt.answers.get(number=1).revisions.filter(origin="file").exists()


def test_a_changed_file_is_refused(session):
    finish(session)
    sealed = json.loads(made_by_browser(session, text("mine")))
    changed = {**sealed, "payload": sealed["payload"].replace("mine", "better")}

    assert reason_of(session, json.dumps(changed).encode()) == "signature"
    assert reason_of(session, json.dumps({**sealed, "signature": "é"}).encode()) == "signature"


def test_a_file_of_another_attempt_is_refused(session):
    other = open_session(attempt=AttemptFactory(quiz=session.attempt.quiz), now=NOON)
    finish(session)

    assert reason_of(session, made_by_browser(other, text("theirs"))) == "signature"
    assert (
        reason_of(session, made_by_browser(session, text("x"), attempt=other.attempt.code))
        == "attempt"
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"null", b"{}", b"[" * 100_000, b"x" * (answer_file.LIMIT_BYTES + 1)],
    ids=["empty", "no text", "null", "object", "deep", "long"],
)
def test_what_is_no_file_of_ours_is_refused(session, data):
    finish(session)

    assert reason_of(session, data) == "format"


def test_what_the_quiz_does_not_ask_is_refused_and_nothing_of_it_loaded(session):
    finish(session)
    data = made_by_browser(session, text("fine"), FiledAnswer(2, 0, "", ["zzz"], ""))

    with pytest.raises(AnswerFileRefused):
        load(session, data)

    assert not session.attempt.answers.filter(revisions__origin="file").exists()


def test_while_the_attempt_is_open_the_candidate_can_save(session):
    assert reason_of(session, made_by_browser(session, text("x"))) == "open"
