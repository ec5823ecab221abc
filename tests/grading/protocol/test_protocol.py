"""A job or judgement survives the journey, and what is not understood is refused by name."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.protocol import (
    Checker,
    CheckerProgram,
    Function,
    Group,
    Job,
    Judgement,
    Parameter,
    ProtocolError,
    Run,
    SourceFile,
    TestCase,
    Verdict,
    bounds,
)
from tests.grading.protocol.strategies import jobs, judgements

JOB = Job(
    code="S1",
    language="python",
    source=b"print(1)",
    test_cases=(TestCase("a", b"1\n", b"2\n"),),
    checker=Checker(
        name="program",
        program=CheckerProgram("cpp", (SourceFile("validate.cc", b"int main() {}"),), ("-x",)),
    ),
    groups=(Group("secret"),),
    extra_files=(SourceFile("helper.py", b""),),
    function=Function("twice", (Parameter("number", "int"),), "int"),
    preload=("numpy",),
)
JUDGEMENT = Judgement(
    code="S1", runs=(Run("a", Verdict.ACCEPTED),), not_run=("b",), grader_version="1"
)


@given(jobs)
def test_reading_back_a_written_job_gives_the_same_job(job):
    written = json.dumps(job.to_json())

    assert Job.from_json(json.loads(written)) == job


@given(judgements)
def test_reading_back_a_written_judgement_gives_the_same_judgement(judgement):
    written = json.dumps(judgement.to_json())

    assert Judgement.from_json(json.loads(written)) == judgement


def test_a_python_caller_says_only_what_is_unusual():
    short = Job("S1", "python", b"print(1)", (TestCase("a", b"1\n", b"2\n"),))

    assert Job.from_json(short.to_json()) == short


def test_bytes_that_are_no_text_travel_as_base64():
    job = Job("S1", "python", b"\xff", (TestCase("a", b"plain", b"\x80"),))

    written = job.to_json()

    assert written["source"] == {"base64": "/w=="}
    assert written["test_cases"] == [
        {"code": "a", "input": "plain", "expected_output": {"base64": "gA=="}, "limits": None}
    ]


def changed(whole, path, value):
    """Return a job or judgement as JSON with the field at `path` set to `value`."""
    written = json.loads(json.dumps(whole.to_json()))
    *way, last = path
    place = written
    for step in way:
        place = place[step]
    place[last] = value
    return written


def file(name):
    return {"name": name, "content": ""}


@pytest.mark.parametrize(
    ("path", "value", "complaint"),
    [
        (["version"], 1, "job.version is 1, this grader understands 2"),
        (["version"], True, "job.version must be a whole number, not bool"),
        (["code"], "", "job.code must not be empty"),
        (["code"], "a\nb", r"job.code must be printable, is a\\nb"),
        (["code"], "\ud800", "job.code holds half of a surrogate pair"),
        (["language"], None, "job.language must be a string, not null"),
        (["points"], 3, "job.points is not a field of protocol 2"),
        (["\x1b[31m"], 3, r"job.\\x1b\[31m is not a field of protocol 2"),
        (["source"], 7, "job.source must be a string or base64, not int"),
        (["source"], {"base64": "?"}, "job.source.base64 is not base64"),
        (["source"], {"hex": "00"}, "job.source.base64 is missing"),
        (["source"], {"base64": "", "x": 1}, "job.source.x is not a field of protocol 2"),
        (["source"], "\ud800", "job.source holds half of a surrogate pair"),
        (["extra_files"], {}, "job.extra_files must be a list, not dict"),
        (["extra_files"], [file("../x")], r"job.extra_files\[0\].name is not a plain file name"),
        (["extra_files"], [file("a")] * 2, r"job.extra_files\[1\].name is used twice: a"),
        (["function", "name"], 1, "job.function.name must be a string, not int"),
        (
            ["function", "parameters"],
            [{"name": "n", "type": "int"}] * 2,
            r"job.function.parameters\[1\].name is used twice: n",
        ),
        (["preload"], ["os; x"], r"job.preload\[0\] is not the name of a module: os; x"),
        (["preload"], ["a..b"], r"job.preload\[0\] is not the name of a module"),
        (["limits"], [], "job.limits must be an object, not list"),
        (["limits", "cpu_time_ms"], 0, "job.limits.cpu_time_ms must be more than 0"),
        (
            ["limits", "cpu_time_ms"],
            1.5,
            "job.limits.cpu_time_ms must be a whole number, not float",
        ),
        (["limits", "memory_bytes"], -1, "job.limits.memory_bytes must not be negative"),
        (["limits", "threads"], 1, "job.limits.threads is not a field of protocol 2"),
        (["time_factor"], 0, "job.time_factor must be more than 0 and at most 1000"),
        (["time_factor"], float("inf"), "job.time_factor must be finite"),
        (["time_factor"], True, "job.time_factor must be a number, not bool"),
        (["test_cases"], [], "job.test_cases must hold at least one test case"),
        (["test_cases"], {}, "job.test_cases must be a list, not dict"),
        (["test_cases", 0, "input"], None, r"job.test_cases\[0\].input must be a string or base64"),
        (["test_cases", 0, "limits"], {}, r"job.test_cases\[0\].limits.cpu_time_ms is missing"),
        (["groups", 0, "aggregation"], "max", r"job.groups\[0\].aggregation must be one of sum, "),
        (["groups", 0, "points"], -1, r"job.groups\[0\].points must not be negative"),
        (["groups", 0, "points"], 0.5, r"job.groups\[0\].points must be a whole number, not float"),
        (["checker", "case_sensitive"], 1, "job.checker.case_sensitive must be true or false"),
        (
            ["checker", "float_absolute_tolerance"],
            float("nan"),
            "job.checker.float_absolute_tolerance must be finite",
        ),
        (
            ["checker", "float_relative_tolerance"],
            -0.1,
            "job.checker.float_relative_tolerance must not be negative",
        ),
        (["checker", "program"], None, "job.checker.program must be given"),
        (["checker", "name"], "tokens", "job.checker.program must be given for the checker called"),
        (["checker", "program", "files"], [], "job.checker.program.files must hold at least one"),
        (
            ["checker", "program", "arguments"],
            ["a\0b"],
            r"job.checker.program.arguments\[0\] holds a NUL character",
        ),
    ],
)
def test_a_field_that_is_not_understood_is_refused_by_name(path, value, complaint):
    with pytest.raises(ProtocolError, match=complaint):
        Job.from_json(changed(JOB, path, value))


@pytest.mark.parametrize(
    ("path", "value", "most"),
    [
        (["code"], "x" * 1_001, "1000 characters"),
        (["limits", "cpu_time_ms"], bounds.TIME_MS + 1, bounds.TIME_MS),
        (["limits", "wall_time_ms"], 10**400, bounds.TIME_MS),
        (["limits", "memory_bytes"], bounds.MEMORY_BYTES + 1, bounds.MEMORY_BYTES),
        (["limits", "output_bytes"], bounds.OUTPUT_BYTES + 1, bounds.OUTPUT_BYTES),
        (["time_factor"], 1_000.5, 1000),
        (["test_cases"], [{}] * 10_001, "10000 items, holds 10001"),
        (["groups"], [{}] * 1_001, "1000 items"),
        (["groups", 0, "points"], 1_000_001, 1_000_000),
        (["extra_files"], [{}] * 201, "200 items"),
        (["preload"], ["numpy"] * 21, "20 items"),
        (["function", "parameters"], [{}] * 51, "50 items"),
        (["checker", "program", "files"], [{}] * 201, "200 items"),
        (["checker", "program", "arguments"], [""] * 201, "200 items"),
        (["checker", "program", "arguments"], ["x" * 10_001], "10000 characters"),
    ],
)
def test_what_is_beyond_its_bound_is_refused_by_name(path, value, most):
    with pytest.raises(ProtocolError) as refusal:
        Job.from_json(changed(JOB, path, value))

    assert str(refusal.value).startswith(f"job.{path[0]}")
    assert f"at most {most}" in str(refusal.value)


def test_whole_numbers_of_5000_digits_are_refused_by_name():
    number = pow(10, 5_000)

    with pytest.raises(ProtocolError, match=r"job.limits.memory_bytes must be at most"):
        Job.from_json(changed(JOB, ["limits", "memory_bytes"], number))
    with pytest.raises(ProtocolError, match=r"job.groups\[0\].points must not be negative"):
        Job.from_json(changed(JOB, ["groups", 0, "points"], -number))
    with pytest.raises(ProtocolError, match=r"job.time_factor must be finite"):
        Job.from_json(changed(JOB, ["time_factor"], number))


@pytest.mark.parametrize("name", JOB.to_json())
def test_a_missing_field_of_a_job_is_refused_by_name(name):
    written = JOB.to_json()
    del written[name]

    with pytest.raises(ProtocolError, match=f"job.{name} is missing"):
        Job.from_json(written)


@pytest.mark.parametrize("name", JUDGEMENT.to_json())
def test_a_missing_field_of_a_judgement_is_refused_by_name(name):
    written = JUDGEMENT.to_json()
    del written[name]

    with pytest.raises(ProtocolError, match=f"judgement.{name} is missing"):
        Judgement.from_json(written)


def test_a_verdict_that_there_is_not_is_refused_by_name():
    written = changed(JUDGEMENT, ["runs", 0, "verdict"], "nearly")

    with pytest.raises(ProtocolError, match=r"judgement.runs\[0\].verdict is not a verdict: near"):
        Judgement.from_json(written)


def test_two_test_cases_of_one_code_are_refused():
    written = JOB.to_json()
    written["test_cases"] *= 2

    with pytest.raises(ProtocolError, match=r"job.test_cases\[1\].code is used twice: a"):
        Job.from_json(written)


def test_a_refusal_quotes_the_start_of_what_is_long():
    with pytest.raises(ProtocolError) as refusal:
        Job.from_json(JOB.to_json() | {"x" * 1_000_000: 1})

    assert len(str(refusal.value)) < 200


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
places_of_a_job = st.sampled_from(
    [[name] for name in JOB.to_json()]
    + [
        ["limits", "cpu_time_ms"],
        ["test_cases", 0],
        ["test_cases", 0, "limits"],
        ["groups", 0],
        ["groups", 0, "code"],
        ["extra_files", 0],
        ["function", "parameters"],
        ["checker", "program"],
        ["checker", "program", "files", 0],
        ["checker", "program", "arguments"],
    ]
)


@given(places_of_a_job, json_values)
def test_any_value_in_any_place_is_read_or_refused_and_nothing_else(path, value):
    written = changed(JOB, path, value)

    found = read_or_refused(written)

    assert found == read_or_refused(found)


def read_or_refused(written):
    """Return what a job reads as, written again; {} for a refusal that names a place in it."""
    try:
        return Job.from_json(written).to_json() if written else {}
    except ProtocolError as refusal:
        return {} if str(refusal).startswith("job") else {"nameless": refusal}


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
