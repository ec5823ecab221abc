from pathlib import Path

import pytest

from grading.packages import read_package

DEMO = Path(__file__).parents[3] / "quizzes" / "demo" / "packages"
CODES = sorted(path.name for path in DEMO.iterdir())


@pytest.mark.parametrize("code", CODES)
def test_demo_package_is_read_with_limit_and_samples_and_right_wrong_and_slow_solutions(code):
    package = read_package(DEMO / code)

    assert package.time_limit_ms == 1000
    assert package.notes == ("input_validators is left out: inputs are taken as they are.",)
    assert [case.is_sample for case in package.test_cases[:3]] == [True, True, False]
    in_python = [solution for solution in package.submissions if solution.language == "python"]
    assert {solution.folder for solution in in_python} >= {
        "accepted",
        "wrong_answer",
        "time_limit_exceeded",
    }


@pytest.mark.parametrize("code", CODES)
def test_demo_statement_names_the_problem_in_each_language(code):
    package = read_package(DEMO / code)

    assert package.names.keys() == package.statements.keys() >= {"en"}
    assert code not in package.names.values()
    assert {statement.format for statement in package.statements.values()} == {"md"}
