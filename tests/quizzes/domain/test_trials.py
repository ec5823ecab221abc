from datetime import timedelta

import pytest

from quizzes.domain.errors import AttemptClosed, NothingToSubmit, NotRunHere, TooManyRuns
from quizzes.domain.trials import run_samples
from quizzes.models import Submission
from tests.factories import ECHO, NOON, AnswerFactory

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def answer_of(text):
    return AnswerFactory(attempt__closes_at=NOON, text=text)


def test_samples_and_own_tests_are_run_and_nothing_is_submitted():
    answer = answer_of(ECHO)
    answer.own_tests = [
        {"code": "a", "name": "", "input": "中文 𠮷\n", "expected_output": ""},
        {"code": "b", "name": "", "input": "2\n", "expected_output": "3\n"},
    ]

    trial = run_samples(answer=answer, now=NOON - MINUTE)

    assert [
        (run.test_case, run.verdict.value, run.output_excerpt) for run in trial.judgement.runs
    ] == [
        ("sample", "accepted", "1\n"),
        ("own-test-a", "accepted", "中文 𠮷\n"),
        ("own-test-b", "wrong_answer", "2\n"),
    ]
    assert not Submission.objects.exists()


def test_without_own_tests_the_samples_are_run():
    trial = run_samples(answer=answer_of("print(7)"), now=NOON - MINUTE)

    assert [(run.test_case, run.verdict.value) for run in trial.judgement.runs] == [
        ("sample", "wrong_answer")
    ]


def test_a_grader_out_of_reach_is_a_fault_of_ours(settings):
    settings.GRADER = "lambda"

    trial = run_samples(answer=answer_of(ECHO), now=NOON - MINUTE)

    assert trial.judgement is None


def test_the_thirty_first_run_within_five_minutes_has_to_wait_for_the_first_to_be_older():
    answer = answer_of(ECHO)
    answer.runs_at = [(NOON - 6 * MINUTE).timestamp() + second for second in range(90, 120)]
    answer.save()

    with pytest.raises(TooManyRuns) as refusal:
        run_samples(answer=answer, now=NOON - 2 * MINUTE)

    assert refusal.value.again_at == NOON + MINUTE / 2


def test_a_run_is_counted_before_it_begins(settings):
    settings.GRADER = "lambda"  # which is out of reach
    answer = answer_of(ECHO)

    run_samples(answer=answer, now=NOON - MINUTE)

    answer.refresh_from_db()
    assert answer.runs_at == [(NOON - MINUTE).timestamp()]


def test_what_only_containers_take_is_refused_and_no_run_is_counted(settings):
    settings.GRADER_LANGUAGES = ["sql"]
    answer = answer_of(ECHO)

    with pytest.raises(NotRunHere):
        run_samples(answer=answer, now=NOON - MINUTE)

    answer.refresh_from_db()
    assert answer.runs_at == []


def test_nothing_runs_after_time():
    with pytest.raises(AttemptClosed):
        run_samples(answer=answer_of(ECHO), now=NOON + MINUTE)


def test_there_must_be_code_to_run():
    with pytest.raises(NothingToSubmit):
        run_samples(answer=answer_of(""), now=NOON - MINUTE)
