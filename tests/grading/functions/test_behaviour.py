"""What a function does besides returning, in every language, judged by the whole grader.

Each of tests/grading/functions/programs/ behaves as its first argument says.
"""

import json
from pathlib import Path

import pytest

from grading.languages import language_of_file
from grading.protocol import Checker, Job, Judgement, Limits, Run, TestCase, Verdict
from tests.grading.client import Grader
from tests.grading.functions.built import function
from tests.grading.setting import expected_layers

PROGRAMS = sorted((Path(__file__).parent / "programs").glob("behaves.*"))
F = function("f", "string", "list<float>", returns="list<float>")

MANY = [number / 8 for number in range(50_000)]
NO_RESULT = (Verdict.WRONG_ANSWER, "the function never returned", "")


def case(how: str, given: list[float], expected: list[float]) -> TestCase:
    return TestCase(how, json.dumps([how, given]).encode(), json.dumps(expected).encode())


TEST_CASES = (
    case("return", [1.5, -2.0], [-2, 1.5]),
    case("return many", MANY, MANY[::-1]),
    TestCase(
        "return what is spelled otherwise",
        b'["", [1e-400 , 5E-324,1E+2,\t-0.0,1e0, 123456789012345678901234567890]]\r\n',
        b"[1.2345678901234568e29, 1, 0, 100, 5e-324, 0]",
    ),
    case("leave", [], []),
    case("fail", [], []),
    case("nan", [], []),
    case("read", [], [0]),
)


@pytest.fixture(scope="module", params=PROGRAMS, ids=lambda path: path.suffix)
def runs(request, grader: Grader) -> dict[str, Run]:
    language = language_of_file(request.param)
    if language.level not in expected_layers():
        pytest.skip("only without Lambda's rules: compilers need to be confined")
    job = Job(
        code="S1",
        language=language.name,
        source=request.param.read_bytes(),
        test_cases=TEST_CASES,
        limits=Limits(cpu_time_ms=30_000, wall_time_ms=90_000),
        checker=Checker("json"),
        function=F,
    )
    judgement: Judgement = grader.answer(json.dumps(job.to_json()).encode())
    assert [run.test_case for run in judgement.runs] == [one.code for one in TEST_CASES], judgement
    return {run.test_case: run for run in judgement.runs}


def found(run: Run) -> tuple[Verdict, str, str]:
    return run.verdict, run.reason, run.result_excerpt


def test_noise_disturbs_nothing(runs):
    run = runs["return"]

    assert json.loads(run.result_excerpt) == [-2, 1.5]
    assert (run.verdict, run.output_excerpt, run.error_excerpt) == ("accepted", "[]\n", "{\n")


def test_a_result_longer_than_any_buffer_is_written_whole(runs):
    assert runs["return many"].verdict is Verdict.ACCEPTED, runs["return many"]


def test_numbers_may_be_spelled_as_json_allows(runs):
    run = runs["return what is spelled otherwise"]

    assert run.verdict is Verdict.ACCEPTED, run


def test_who_leaves_early_has_no_result(runs):
    assert found(runs["leave"]) == NO_RESULT
    assert (runs["leave"].exit_code, runs["leave"].output_excerpt) == (0, "[]\n")


def test_who_fails_is_told_so(runs):
    run = runs["fail"]

    assert (run.verdict, run.result_excerpt) == (Verdict.RUN_TIME_ERROR, "")
    assert "no luck" in run.error_excerpt


def test_nan_is_an_error_in_words(runs):
    run = runs["nan"]

    assert (run.verdict, run.exit_code, run.result_excerpt) == (Verdict.RUN_TIME_ERROR, 1, "")
    assert "is no JSON: " in run.error_excerpt


def test_standard_input_is_at_its_end(runs):
    assert runs["read"].verdict is Verdict.ACCEPTED, runs["read"]


def test_a_test_case_that_does_not_fit_is_refused_before_anything_is_run(grader: Grader):
    job = Job(
        code="S1",
        language="python",
        source=b"",
        test_cases=(case("return", ["1.5"], []),),
        checker=Checker("json"),
        function=F,
    )

    judgement = grader.answer(json.dumps(job.to_json()).encode())

    (run,) = judgement.runs
    assert run.verdict is Verdict.JUDGE_ERROR
    assert run.reason.endswith("test case 'return': a1[0] is a string, not a float")
