from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from quizzes import gateway, signals
from quizzes.choices import SubmissionState
from quizzes.domain import grading
from quizzes.domain.errors import PointsOutOfRange
from quizzes.domain.results import update_result
from tests.factories import (
    ECHO,
    NOON,
    AnswerFactory,
    AttemptFactory,
    QuestionVersionFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def broken_grader(settings):
    """A grader that cannot be reached: there is no such region, so no request leaves."""
    settings.GRADER = "lambda"


@pytest.fixture
def database_queue(settings):
    """The queue of a laptop, which nobody empties here."""
    backend = settings.TASK_BACKENDS["database"]
    settings.TASKS = {"default": {"BACKEND": backend, "QUEUES": ["default", "containers"]}}


def submission_of(source, **facts):
    attempt = AttemptFactory(closes_at=NOON, finished=True)
    answer = AnswerFactory(attempt=attempt, text=source, **facts)
    return SubmissionFactory(answer=answer)


@pytest.mark.parametrize(
    ("source", "verdict", "points"),
    [
        (ECHO, "accepted", "10.00"),
        ("print(1)", "wrong_answer", "5.00"),
        ("print(1 / 0)", "run_time_error", "0.00"),
        ("print(", "compile_error", "0.00"),
    ],
)
def test_code_is_graded_by_running_it(source, verdict, points):
    submission = submission_of(source)

    grading.grade_submission.call(submission.pk)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.GRADED
    assert (submission.grade.verdict, submission.grade.points) == (verdict, Decimal(points))
    assert submission.answer.attempt.result.points == Decimal(points)
    assert submission.answer.attempt.result.is_complete


def test_a_message_that_comes_twice_is_graded_once():
    submission = submission_of(ECHO)

    grading.grade_submission.call(submission.pk)
    grading.grade_submission.call(submission.pk)

    assert submission.grades.count() == 1


def test_a_fault_of_ours_costs_no_points_and_tells_an_administrator(
    broken_grader, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.ADMINS = ["admin@example.com"]
    submission = submission_of(ECHO)

    with django_capture_on_commit_callbacks(execute=True):
        grading.grade_submission.call(submission.pk)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.UNGRADED
    assert submission.grade is None
    assert not submission.answer.attempt.result.is_complete
    (mail,) = mailoutbox
    assert mail.to == ["admin@example.com"]
    assert submission.code in mail.body


def test_what_could_not_be_graded_is_graded_when_the_grader_is_back(
    settings, django_capture_on_commit_callbacks
):
    submission = submission_of(ECHO)
    settings.GRADER = "lambda"
    grading.grade_submission.call(submission.pk)
    settings.GRADER = "child"

    submission.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        grading.regrade(submission=submission, now=NOON)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.GRADED
    assert submission.grade.points == Decimal(10)


def test_a_grader_that_died_is_replaced_without_anybody_noticing():
    first, second = submission_of(ECHO), submission_of(ECHO)
    grading.grade_submission.call(first.pk)
    for child in gateway.warm_children._all:
        if child._process is not None:
            child._process.kill()
            child._process.wait()

    grading.grade_submission.call(second.pk)

    second.refresh_from_db()
    assert second.grade.verdict == "accepted"


@pytest.mark.parametrize(
    ("taken", "queue"), [(None, "default"), (["python"], "default"), (["sql"], "containers")]
)
@pytest.mark.usefixtures("database_queue")
def test_what_our_grader_does_not_take_goes_to_the_containers(settings, taken, queue):
    settings.GRADER_LANGUAGES = taken
    submission = submission_of(ECHO)

    grading.send_to_grader(submission)

    assert [message.queue_name for message in DBTaskResult.objects.all()] == [queue]


def test_a_grader_is_never_asked_for_a_language_that_it_does_not_hold(settings):
    settings.GRADER_LANGUAGES = ["sql"]
    submission = submission_of(ECHO)

    grading.grade_submission.call(submission.pk)

    submission.refresh_from_db()
    assert submission.state == SubmissionState.UNGRADED
    assert submission.problem == "The grader of this deployment does not take python."


def test_a_regrade_keeps_the_old_grade(django_capture_on_commit_callbacks):
    submission = submission_of("print(1)")
    grading.grade_submission.call(submission.pk)
    case = submission.answer.question.test_cases.get(code="hidden")
    case.expected_output = "1\n"
    case.save()

    submission.refresh_from_db()
    with django_capture_on_commit_callbacks(execute=True):
        grading.regrade(submission=submission, now=NOON)

    assert [grade.points for grade in submission.grades.all()] == [Decimal(5), Decimal(10)]
    assert submission.grade.verdict == "accepted"


def test_a_submission_lost_on_its_way_is_sent_again(django_capture_on_commit_callbacks):
    lost = submission_of(ECHO)
    taken = submission_of(ECHO)
    lost.state_at = NOON - timedelta(hours=1)
    lost.save()
    taken.state, taken.state_at = SubmissionState.GRADING, NOON
    taken.save()

    with django_capture_on_commit_callbacks(execute=True):
        sent_again = grading.send_stuck_again(now=NOON + timedelta(minutes=1))

    lost.refresh_from_db()
    taken.refresh_from_db()
    assert sent_again == 1
    assert (lost.state, taken.state) == (SubmissionState.GRADED, SubmissionState.GRADING)


def test_a_person_scores_a_text_and_may_change_her_mind(reviewer):
    text = QuestionVersionFactory(kind="text")
    submission = submission_of("I would measure first.", question=text)

    for points in (Decimal(4), Decimal(7)):
        grading.score_by_hand(
            submission=submission, points=points, comment="Good.", graded_by=reviewer, now=NOON
        )

    assert [grade.points for grade in submission.grades.all()] == [Decimal(4), Decimal(7)]
    assert submission.answer.attempt.result.points == Decimal(7)
    assert submission.answer.attempt.result.is_complete


@pytest.mark.parametrize("points", [Decimal("-0.01"), Decimal("10.01")])
def test_points_outside_of_what_the_answer_is_worth_are_refused(points, reviewer):
    submission = submission_of("text", question=QuestionVersionFactory(kind="text"))

    with pytest.raises(PointsOutOfRange):
        grading.score_by_hand(
            submission=submission, points=points, comment="", graded_by=reviewer, now=NOON
        )

    assert submission.grade is None


@pytest.mark.parametrize(("counting", "points"), [("best", 9), ("last", 5)])
def test_the_better_submission_counts_unless_the_quiz_says_last(counting, points):
    answer = AnswerFactory(attempt__counting=counting, attempt__closes_at=NOON, text="c")
    for text, earned in (("a", 3), ("b", 9), ("c", 5)):
        SubmissionFactory(answer=answer, text=text, graded=earned)

    result = update_result(attempt=answer.attempt, now=NOON)

    assert result.points == points


def test_news_of_a_grade_carries_its_submission():
    heard = []

    def hear(submission, grade, **_):
        heard.append((submission, grade.points))

    signals.submission_graded.connect(hear)
    submission = submission_of("x", question=QuestionVersionFactory(kind="single_choice"))

    try:
        grading.grade_choices(submission=submission, now=NOON)
    finally:
        signals.submission_graded.disconnect(hear)

    assert heard == [(submission, Decimal(0))]


def test_news_of_a_start_tells_how_long_the_submission_waited():
    heard = []

    def hear(submission, waited, **_):
        heard.append((submission, waited))

    signals.grading_started.connect(hear)
    submission = submission_of(ECHO)
    submission.state_at = timezone.now() - timedelta(minutes=3)
    submission.save()

    try:
        grading.grade_submission.call(submission.pk)
    finally:
        signals.grading_started.disconnect(hear)

    ((taken, waited),) = heard
    assert taken == submission
    assert timedelta(minutes=3) <= waited < timedelta(minutes=4)
