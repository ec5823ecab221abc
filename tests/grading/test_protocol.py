"""A job or judgement survives the journey, and what is not understood is refused by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.protocol import (
    Checker,
    Job,
    Judgement,
    Limits,
    ProtocolError,
    Run,
    TestCase,
    Verdict,
)

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
texts = st.text(st.characters(exclude_categories=["Cs"]))
positive = st.integers(min_value=1, max_value=2**63)
counts = st.integers(min_value=0, max_value=2**63)
tolerances = st.none() | st.floats(min_value=0, allow_nan=False, allow_infinity=False)
limits = st.builds(Limits, positive, positive, positive, positive)
checkers = st.builds(Checker, names, st.booleans(), st.booleans(), tolerances, tolerances)
test_cases = st.builds(TestCase, names, st.binary(), st.none() | st.binary())
jobs = st.builds(
    Job,
    code=names,
    language=names,
    source=st.binary(),
    limits=limits,
    test_cases=st.lists(test_cases, min_size=1, unique_by=lambda case: case.code).map(tuple),
    checker=checkers,
)
runs = st.builds(
    Run,
    test_case=texts,
    verdict=st.sampled_from(Verdict),
    cpu_time_ms=counts,
    wall_time_ms=counts,
    peak_memory_bytes=counts,
    exit_code=st.none() | counts,
    signal=st.none() | counts,
    output_excerpt=texts,
    error_excerpt=texts,
    reason=texts,
)
judgements = st.builds(
    Judgement,
    code=texts,
    runs=st.lists(runs).map(tuple),
    compile_output=texts,
    isolation=st.lists(names).map(tuple),
    grader_version=names,
)

JOB = Job(
    code="S1",
    language="python",
    source=b"print(1)",
    test_cases=(TestCase("a", b"1\n", b"2\n"),),
)


@given(jobs)
def test_reading_back_a_written_job_gives_the_same_job(job):
    written = json.dumps(job.to_json())

    assert Job.from_json(json.loads(written)) == job


@given(judgements)
def test_reading_back_a_written_judgement_gives_the_same_judgement(judgement):
    written = json.dumps(judgement.to_json())

    assert Judgement.from_json(json.loads(written)) == judgement


def test_bytes_that_are_no_text_travel_as_base64():
    job = Job("S1", "python", b"\xff", (TestCase("a", b"plain", b"\x80"),))

    written = job.to_json()

    assert written["source"] == {"base64": "/w=="}
    assert written["test_cases"] == [
        {"code": "a", "input": "plain", "expected_output": {"base64": "gA=="}}
    ]


def changed(path, value):
    """Return JOB as JSON with the field at `path` set to `value`."""
    written = json.loads(json.dumps(JOB.to_json()))
    *way, last = path
    place = written
    for step in way:
        place = place[step]
    place[last] = value
    return written


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (["version"], 2, "job.version is 2, this grader understands 1"),
        (["version"], True, "job.version must be a whole number, not bool"),
        (["code"], "", "job.code must not be empty"),
        (["language"], None, "job.language must be a string, not null"),
        (["points"], 3, "job.points is not a field of protocol 1"),
        (["source"], 7, "job.source must be a string or base64, not int"),
        (["source"], {"base64": "?"}, "job.source.base64 is not base64"),
        (["source"], {"hex": "00"}, "job.source.base64 is missing"),
        (["source"], {"base64": "", "x": 1}, "job.source.x is not a field of protocol 1"),
        (["source"], "\ud800", "job.source holds half of a surrogate pair"),
        (["limits"], [], "job.limits must be an object, not list"),
        (["limits", "cpu_time_ms"], 0, "job.limits.cpu_time_ms must be more than 0"),
        (
            ["limits", "cpu_time_ms"],
            1.5,
            "job.limits.cpu_time_ms must be a whole number, not float",
        ),
        (["limits", "memory_bytes"], -1, "job.limits.memory_bytes must not be negative, is -1"),
        (["limits", "threads"], 1, "job.limits.threads is not a field of protocol 1"),
        (["test_cases"], [], "job.test_cases must hold at least one test case"),
        (["test_cases"], {}, "job.test_cases must be a list, not dict"),
        (["test_cases", 0, "input"], None, r"job.test_cases\[0\].input must be a string or base64"),
        (["checker", "case_sensitive"], 1, "job.checker.case_sensitive must be true or false"),
        (
            ["checker", "float_absolute_tolerance"],
            float("nan"),
            "job.checker.float_absolute_tolerance must be finite",
        ),
    ],
)
def test_a_field_that_is_not_understood_is_refused_by_name(path, value, complaint):
    with pytest.raises(ProtocolError, match=complaint):
        Job.from_json(changed(path, value))


@pytest.mark.parametrize("name", JOB.to_json())
def test_a_missing_field_is_refused_by_name(name):
    written = JOB.to_json()
    del written[name]

    with pytest.raises(ProtocolError, match=f"job.{name} is missing"):
        Job.from_json(written)


def test_two_test_cases_of_one_code_are_refused():
    written = JOB.to_json()
    written["test_cases"] *= 2

    with pytest.raises(ProtocolError, match=r"job.test_cases\[1\].code is used twice: 'a'"):
        Job.from_json(written)


def test_the_overall_verdict_is_that_of_the_first_run_that_was_not_accepted():
    runs = (
        Run("a", Verdict.ACCEPTED),
        Run("b", Verdict.TIME_LIMIT_EXCEEDED, reason="CPU time ran out"),
        Run("c", Verdict.WRONG_ANSWER),
    )

    judgement = Judgement(code="S1", runs=runs, grader_version="1")

    assert (judgement.verdict, judgement.reason) == (
        Verdict.TIME_LIMIT_EXCEEDED,
        "CPU time ran out",
    )


def test_a_judgement_without_runs_is_our_fault():
    judgement = Judgement(code="S1", runs=(), grader_version="1")

    assert judgement.verdict is Verdict.JUDGE_ERROR
