"""Modules that a question wants are there when its submissions start, and nowhere else."""

import pytest

from grading.protocol import TestCase, Verdict
from tests.grading.client import GOOD, Grader

ADD_UP = b"import numpy\nprint(numpy.arange(int(input())).sum())\n"
FIVE = TestCase("five", b"5\n", b"10\n")


def test_a_preloaded_module_needs_no_file(grader: Grader):
    judgement = grader.judge(ADD_UP, FIVE, preload=("numpy",))

    assert (judgement.verdict, judgement.reason) == (Verdict.ACCEPTED, judgement.reason)


def test_large_matrices_are_multiplied_without_threads(grader: Grader):
    source = b"import numpy\na = numpy.ones((600, 600))\nprint(int((a @ a)[0, 0]))\n"

    judgement = grader.judge(source, TestCase("t", b"", b"600\n"), preload=("numpy",))

    assert (judgement.verdict, judgement.reason) == (Verdict.ACCEPTED, judgement.reason)


def test_without_preloading_there_is_no_such_module(grader: Grader):
    assert grader.judge(ADD_UP, FIVE, preload=("numpy",)).verdict is Verdict.ACCEPTED

    judgement = grader.judge(ADD_UP, FIVE)

    assert judgement.verdict is Verdict.RUN_TIME_ERROR
    assert "ModuleNotFoundError: No module named 'numpy'" in judgement.runs[0].error_excerpt


@pytest.mark.parametrize("name", ["no_such_module", "grading.nothing"])
def test_a_module_that_is_not_there_is_our_fault_and_named(grader: Grader, name: str):
    judgement = grader.judge(GOOD, preload=(name,))

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert f"cannot preload {name}" in judgement.reason
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED


def test_other_languages_have_nothing_to_preload(grader: Grader):
    judgement = grader.judge(b"SELECT 1", language="sql", preload=("numpy",))

    assert judgement.reason == "job.preload is only for python, not for sql"
