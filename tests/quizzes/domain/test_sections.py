from datetime import timedelta

import pytest

from quizzes.choices import EventKind, TimeCause
from quizzes.domain import attempts, sections, time
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.errors import AttemptClosed, SectionClosed, SectionNotNext
from quizzes.domain.submissions import submit_answer
from quizzes.models import Answer
from quizzes.rules.timing import GRACE
from tests.factories import NOON, QuestionFactory, QuizFactory, SectionFactory

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz():
    """An hour: a question of no section, twenty minutes for one, thirty for two more."""
    quiz = QuizFactory(time_limit=60 * MINUTE)
    reading = SectionFactory(quiz=quiz, title="Reading", time_limit=20 * MINUTE)
    coding = SectionFactory(quiz=quiz, title="Coding", time_limit=30 * MINUTE)
    SectionFactory(quiz=quiz, title="Empty")
    QuestionFactory(quiz=quiz, kind="text", title="C", section=coding)
    QuestionFactory(quiz=quiz, kind="text", title="B", section=reading)
    QuestionFactory(quiz=quiz, kind="text", title="D", section=coding)
    QuestionFactory(quiz=quiz, kind="text", title="A")
    return quiz


def start(quiz, time_limit=60 * MINUTE):
    return attempts.start_attempt(
        quiz=quiz, time_limit=time_limit, deadline=NOON + 24 * 60 * MINUTE, now=NOON
    )


def save(attempt, number, text, minutes):
    return save_answer(
        attempt=attempt, number=number, content=Content(text), now=NOON + minutes * MINUTE
    )


def test_an_attempt_copies_the_sections_that_ask_something_in_their_order(quiz):
    attempt = start(quiz)

    assert list(attempt.sections.values_list("number", "title", "time_limit", "started_at")) == [
        (1, "Reading", 20 * MINUTE, None),
        (2, "Coding", 30 * MINUTE, None),
    ]
    assert [
        (answer.number, answer.question.title, answer.section and answer.section.number)
        for answer in attempt.answers.all()
    ] == [(1, "A", None), (2, "B", 1), (3, "C", 2), (4, "D", 2)]


def test_who_has_more_time_for_the_quiz_has_more_for_each_section(quiz):
    attempt = start(quiz, time_limit=72 * MINUTE)

    limits = list(attempt.sections.values_list("time_limit", flat=True))

    assert limits == [24 * MINUTE, 36 * MINUTE]


def test_questions_of_a_section_are_shut_until_it_is_begun(quiz):
    attempt = start(quiz)
    sections.start_section(attempt=attempt, number=1, now=NOON)

    reached = [answer.question.title for answer in attempt.answers.reached()]

    assert reached == ["A", "B"]
    with pytest.raises(Answer.DoesNotExist):
        save(attempt, 3, "too early", 1)


def test_a_section_ends_with_its_time_and_the_others_go_on(quiz):
    attempt = start(quiz)
    sections.start_section(attempt=attempt, number=1, now=NOON)
    closing = NOON + 20 * MINUTE

    save_answer(attempt=attempt, number=2, content=Content("in time"), now=closing + GRACE)
    with pytest.raises(SectionClosed):
        save_answer(
            attempt=attempt, number=2, content=Content("late"), now=closing + GRACE + SECOND
        )
    save(attempt, 1, "of no section", 25)

    answer = attempt.answers.get(number=2)
    assert (answer.text, answer.revisions.last().text) == ("in time", "late")
    assert answer.revisions.last().is_late
    with pytest.raises(SectionClosed):
        submit_answer(answer=answer, now=closing + GRACE + SECOND)


def test_beginning_the_next_section_closes_the_one_before(quiz):
    attempt = start(quiz)
    sections.start_section(attempt=attempt, number=1, now=NOON)
    second = sections.start_section(attempt=attempt, number=2, now=NOON + 5 * MINUTE)
    again = sections.start_section(attempt=attempt, number=2, now=NOON + 9 * MINUTE)

    with pytest.raises(SectionClosed):
        save(attempt, 2, "left", 6)
    assert second.closes_at == again.closes_at == NOON + 35 * MINUTE
    assert [
        (one.kind, one.details.get("section")) for one in attempt.events.order_by("pk")[1:4]
    ] == [
        (EventKind.SECTION_STARTED, 1),
        (EventKind.SECTION_FINISHED, 1),
        (EventKind.SECTION_STARTED, 2),
    ]


def test_sections_are_begun_in_their_order(quiz):
    attempt = start(quiz)

    for number in (0, 2, 3):
        with pytest.raises(SectionNotNext):
            sections.start_section(attempt=attempt, number=number, now=NOON)


def test_a_section_never_outlasts_its_attempt(quiz):
    attempt = start(quiz)
    sections.start_section(attempt=attempt, number=1, now=NOON)

    late = sections.start_section(attempt=attempt, number=2, now=NOON + 50 * MINUTE)

    assert late.closes_at == NOON + 60 * MINUTE
    with pytest.raises(AttemptClosed):
        sections.start_section(attempt=attempt, number=2, now=NOON + 60 * MINUTE)


def test_added_time_is_for_the_section_that_runs(quiz):
    attempt = start(quiz)
    sections.start_section(attempt=attempt, number=1, now=NOON)
    sections.start_section(attempt=attempt, number=2, now=NOON + 5 * MINUTE)

    time.add_time(attempt=attempt, by=10 * MINUTE, cause=TimeCause.STAFF, now=NOON + 6 * MINUTE)

    assert list(attempt.sections.values_list("closes_at", flat=True)) == [
        NOON + 20 * MINUTE,
        NOON + 45 * MINUTE,
    ]


def test_what_was_saved_in_a_closed_section_is_judged_at_the_end(quiz):
    attempt = start(quiz)
    sections.start_section(attempt=attempt, number=1, now=NOON)
    save(attempt, 2, "in the first section", 1)
    sections.start_section(attempt=attempt, number=2, now=NOON + 5 * MINUTE)

    attempts.finish_overdue(now=NOON + 61 * MINUTE)

    submission = attempt.answers.get(number=2).submissions.get()
    assert submission.text == "in the first section"
