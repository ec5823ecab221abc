from dataclasses import replace
from fractions import Fraction

import pytest

from grading.judge_files.programs import submissions_of
from grading.judge_files.time_limits import INFERRING_MS, TimeLimit, rounded_up, time_limit_of
from grading.packages import read_package
from grading.protocol import Judgement, Run, Verdict

NEWER = "problem_format_version: 2025-09\nname: Twice\nuuid: 7b1c\n"


@pytest.fixture
def package(make_package):
    return read_package(
        make_package(
            {
                "problem.yaml": NEWER + "limits:\n  time_resolution: 0.1\n",
                "submissions/accepted/slow.py": "",
                "submissions/accepted/x.cs": "",
                "submissions/wrong_answer/w.py": "",
                "submissions/time_limit_exceeded/t.py": "",
            }
        )
    )


def judge_from(found):
    """Return a judge that gives verdict and CPU time by the program's name."""
    asked = []

    def judge(program, cpu_time_ms):
        asked.append((program.name, cpu_time_ms))
        verdict, time_ms = found[program.name]
        run = Run("secret/1", Verdict(verdict), cpu_time_ms=time_ms)
        return Judgement(code="S", runs=(run,), grader_version="1")

    return judge, asked


def test_the_slowest_that_does_what_it_should_sets_the_limit(package):
    judge, asked = judge_from(
        {
            "accepted/twice.py": ("accepted", 60),
            "accepted/slow.py": ("accepted", 110),
            "wrong_answer/w.py": ("time_limit_exceeded", 30_000),
        }
    )

    limit = time_limit_of(package, submissions_of(package), judge)

    assert limit.cpu_time_ms == 300  # 2 times 110, in tenths of a second
    assert limit.source == "inferred: 2 times the 110 ms of accepted/slow.py, rounded up"
    assert {program.name for program in limit.judgements} == {
        "accepted/twice.py",
        "accepted/slow.py",
    }
    assert sorted(asked) == [
        ("accepted/slow.py", INFERRING_MS),
        ("accepted/twice.py", INFERRING_MS),
        ("wrong_answer/w.py", INFERRING_MS),
    ]


def test_a_wrong_program_bounds_the_limit_too_where_it_may_not_be_slow(package):
    judge, _asked = judge_from(
        {
            "accepted/twice.py": ("accepted", 1),
            "accepted/slow.py": ("wrong_answer", 9_000),
            "wrong_answer/w.py": ("wrong_answer", 1_000),
        }
    )

    assert time_limit_of(package, submissions_of(package), judge).cpu_time_ms == 2_000


def test_without_a_program_to_measure_the_limit_is_a_guess(package):
    judge, _asked = judge_from(
        dict.fromkeys(
            ("accepted/twice.py", "accepted/slow.py", "wrong_answer/w.py"), ("judge_error", 0)
        )
    )

    limit = time_limit_of(package, submissions_of(package), judge)

    assert (limit.cpu_time_ms, limit.judgements) == (10_000, {})
    assert limit.source.startswith("a guess: ")


def test_a_limit_that_the_package_states_is_taken_unmeasured(package):
    judge, asked = judge_from({})

    limit = time_limit_of(replace(package, time_limit_ms=700), submissions_of(package), judge)

    assert (limit, asked) == (TimeLimit(700, "as the package says"), [])


@pytest.mark.parametrize(
    ("time_ms", "resolution_ms", "rounded"),
    [(0, 1000, 1000), (1000, 1000, 1000), (1001, 1000, 2000), (5, 100, 100), (250, 100, 300)],
)
def test_limits_are_rounded_up_to_the_resolution(time_ms, resolution_ms, rounded):
    assert rounded_up(Fraction(time_ms), resolution_ms) == rounded
