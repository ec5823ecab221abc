"""What happens at the same moment: two presses, two devices, the last save and the end."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connections

from quizzes.choices import Fault, FinishReason, TimeCause
from quizzes.domain import attempts, grading, outages, results, sections, time
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.errors import AttemptClosed
from quizzes.domain.submissions import submit_answer
from quizzes.models import Attempt, Outage, Submission
from tests.factories import (
    NOON,
    AttemptFactory,
    InvitationFactory,
    QuestionFactory,
    QuizFactory,
    SectionFactory,
)
from tests.starting import start

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql]

MINUTE = timedelta(minutes=1)


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Do all in threads that begin together; return what each returned or raised."""
    together = Barrier(len(actions))

    def act(action: Callable[[], object]) -> object:
        together.wait()
        try:
            return action()
        except Exception as refusal:  # the test looks at it
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(act, actions))


def sitting(questions=1, **facts):
    quiz = QuizFactory()
    for _ in range(questions):
        QuestionFactory(quiz=quiz, kind="single_choice")
    return AttemptFactory(quiz=quiz, closes_at=NOON, **facts)


def test_a_double_click_on_submit_makes_one_submission():
    attempt = sitting()
    answer = save_answer(
        attempt=attempt, number=1, content=Content(choices=["a"]), now=NOON - MINUTE
    )

    at_once(*[lambda: submit_answer(answer=answer, now=NOON - MINUTE)] * 8)

    assert Submission.objects.count() == 1


def test_start_on_two_devices_makes_one_attempt():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="text")
    invitation = InvitationFactory(quiz=quiz, expires_at=NOON + MINUTE)

    found = at_once(*[lambda: start(invitation, now=NOON)] * 8)

    assert len(set(found)) == 1
    assert Attempt.objects.count() == 1


def test_a_save_that_meets_the_end_is_graded_or_refused_but_never_half():
    for _ in range(10):
        attempt = sitting()
        saved, _ = at_once(
            lambda attempt=attempt: save_answer(
                attempt=attempt, number=1, content=Content(choices=["a"]), now=NOON
            ),
            lambda attempt=attempt: attempts.finish_attempt(
                attempt=attempt, reason=FinishReason.SUBMITTED, now=NOON
            ),
        )

        submitted = Submission.objects.filter(answer__attempt=attempt).count()
        assert submitted == (0 if isinstance(saved, AttemptClosed) else 1)


def test_saves_from_two_tabs_are_all_kept_in_some_order():
    attempt = sitting()

    at_once(
        *[
            lambda choice=choice: save_answer(
                attempt=attempt, number=1, content=Content(choices=[choice]), now=NOON - MINUTE
            )
            for choice in "abc"
        ]
    )

    answer = attempt.answers.get()
    revisions = list(answer.revisions.values_list("number", "choices"))
    assert [number for number, _ in revisions] == [1, 2, 3]
    assert sorted(choices for _, choices in revisions) == [["a"], ["b"], ["c"]]
    assert answer.choices == revisions[-1][1]


def test_two_grades_at_once_both_count():
    attempt = sitting(questions=6)
    submissions = []
    for number in range(1, 7):
        answer = save_answer(
            attempt=attempt, number=number, content=Content(choices=["a"]), now=NOON - MINUTE
        )
        submissions.append(submit_answer(answer=answer, now=NOON - MINUTE))

    at_once(
        *[
            lambda one=one: grading.grade_choices(submission=one, now=NOON)
            for one in Submission.objects.select_related("answer__question")
        ]
    )

    attempt.refresh_from_db()
    assert attempt.result.points == results.update_result(attempt=attempt, now=NOON).points == 60


def test_erasing_and_grading_at_once_wait_for_one_another_and_leave_nothing():
    for _ in range(10):
        attempt = sitting()
        answer = save_answer(
            attempt=attempt, number=1, content=Content(choices=["a"]), now=NOON - MINUTE
        )
        submission = submit_answer(answer=answer, now=NOON - MINUTE)

        outcomes = at_once(
            lambda attempt=attempt: attempts.erase(attempt=attempt, now=NOON),
            lambda one=submission: grading.record_failure(
                submission=one, problem="", fault=Fault.UNAVAILABLE, now=NOON
            ),
            lambda one=submission: grading.regrade(submission=one, now=NOON),
            lambda attempt=attempt: attempts.erase(attempt=attempt, now=NOON),
        )

        assert outcomes == [None] * 4
        assert not Submission.objects.exists()


def test_a_message_delivered_twice_at_once_is_graded_once():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="coding")
    attempt = AttemptFactory(quiz=quiz, closes_at=NOON)
    answer = save_answer(
        attempt=attempt, number=1, content=Content("print(input())"), now=NOON - MINUTE
    )
    submission = submit_answer(answer=answer, now=NOON - MINUTE)
    grading.regrade(submission=submission, now=NOON)
    graded_before = submission.grades.count()
    Submission.objects.update(state="queued")

    at_once(*[lambda: grading.grade_submission.call(submission.pk)] * 4)

    assert submission.grades.count() == graded_before + 1


def test_time_that_is_added_by_several_at_once_adds_up():
    attempt = sitting()

    at_once(
        *[lambda: time.add_time(attempt=attempt, by=MINUTE, cause=TimeCause.STAFF, now=NOON)] * 8
    )

    attempt.refresh_from_db()
    assert (attempt.closes_at, attempt.added_time) == (NOON + 8 * MINUTE, 8 * MINUTE)


def test_sweeps_at_the_same_moment_give_an_outage_back_once():
    attempt = sitting()
    outages.beat(now=NOON - 20 * MINUTE)

    at_once(*[lambda: outages.beat(now=NOON - 10 * MINUTE)] * 8)

    attempt.refresh_from_db()
    assert attempt.closes_at == NOON + 10 * MINUTE
    assert Outage.objects.count() == 1


def test_a_section_that_is_begun_on_two_devices_begins_once():
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, section=SectionFactory(quiz=quiz))
    invitation = InvitationFactory(quiz=quiz, expires_at=NOON + 60 * MINUTE)
    attempt = start(invitation, now=NOON)

    begun = at_once(
        *[
            lambda late=late: sections.start_section(
                attempt=attempt, number=1, now=NOON + late * MINUTE
            )
            for late in range(8)
        ]
    )

    assert len({section.started_at for section in begun}) == 1
