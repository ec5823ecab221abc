from dataclasses import replace

import pytest

from grading.checkers import program
from grading.protocol import (
    Checker,
    CheckerProgram,
    Job,
    Limits,
    SourceFile,
    TestCase,
    longest_seconds,
)
from grading.protocol.patience import CHECKER_RUN_SECONDS, COMPILE_SECONDS, OVERTIME
from grading.recipes import ROOM_SECONDS
from grading.sandbox import compiling, flights

JOB = Job(
    "S1",
    "python",
    b"",
    (TestCase("a", b""), TestCase("b", b"", limits=Limits(wall_time_ms=10_000))),
    limits=Limits(wall_time_ms=1_000),
)


def test_the_constants_are_those_of_the_grader():
    assert flights.OVERTIME == OVERTIME
    assert compiling.WALL_SECONDS + ROOM_SECONDS == COMPILE_SECONDS
    assert program.LIMITS.wall_time_ms / 1000 == CHECKER_RUN_SECONDS


def test_every_test_case_may_take_its_own_limit_twice_and_a_little_more():
    assert longest_seconds(JOB) == pytest.approx(35 + 2 * 1.1 * (1 + 10))
    assert longest_seconds(replace(JOB, time_factor=3.0)) == pytest.approx(35 + 2 * 1.1 * 33)


def test_a_checker_program_is_compiled_too_and_runs_for_every_test_case():
    checker = Checker(name="program", program=CheckerProgram("cpp", (SourceFile("check.cc", b""),)))

    extra = longest_seconds(replace(JOB, checker=checker)) - longest_seconds(JOB)

    assert extra == pytest.approx(35 + 2 * 30)
