from datetime import timedelta

import pytest

from quizzes.domain.errors import AttemptClosed, NothingToSubmit
from quizzes.domain.trials import run_samples
from quizzes.models import Submission
from tests.factories import ECHO, NOON, AnswerFactory

MINUTE = timedelta(minutes=1)

pytestmark = pytest.mark.django_db


def answer_of(text):
    return AnswerFactory(attempt__closes_at=NOON, text=text)


def test_only_samples_and_the_own_input_are_run_and_nothing_is_submitted():
    answer = answer_of(ECHO)

    trial = run_samples(answer=answer, own_input="中文 𠮷\n", now=NOON - MINUTE)

    assert [
        (run.test_case, run.verdict.value, run.output_excerpt) for run in trial.judgement.runs
    ] == [("sample", "accepted", "1\n"), ("own-input", "accepted", "中文 𠮷\n")]
    assert not Submission.objects.exists()


def test_without_own_input_the_samples_are_run():
    trial = run_samples(answer=answer_of("print(7)"), own_input=None, now=NOON - MINUTE)

    assert [(run.test_case, run.verdict.value) for run in trial.judgement.runs] == [
        ("sample", "wrong_answer")
    ]


def test_a_grader_out_of_reach_is_a_fault_of_ours(settings):
    settings.GRADER = "lambda"

    trial = run_samples(answer=answer_of(ECHO), own_input=None, now=NOON - MINUTE)

    assert trial.judgement is None


def test_nothing_runs_after_time():
    with pytest.raises(AttemptClosed):
        run_samples(answer=answer_of(ECHO), own_input=None, now=NOON + MINUTE)


def test_there_must_be_code_to_run():
    with pytest.raises(NothingToSubmit):
        run_samples(answer=answer_of(""), own_input=None, now=NOON - MINUTE)
