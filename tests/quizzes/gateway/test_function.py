"""The grader's function, behaving badly in each way a function can."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from grading.handler import STALE_STATUS
from grading.protocol import Job, Limits, TestCase, Verdict
from quizzes import gateway
from quizzes.gateway import function
from quizzes.gateway.errands import STOPPED_THE_GRADER
from quizzes.gateway.errors import (
    GraderBusy,
    GraderRefused,
    GraderSilent,
    GraderStale,
    GraderStopped,
    GraderUnavailable,
)
from tests.deployment.emulator import running_emulator

pytestmark = [pytest.mark.deployment, pytest.mark.django_db]

JOB = Job(
    "a-job",
    "python",
    b"",
    (TestCase("one", b"1\n", b"1\n"), TestCase("two", b"2\n", b"2\n")),
    limits=Limits(wall_time_ms=1000),
)

HANDLER = """
import base64, gzip, json, os, sys, time

def handler(event, context):
    job = json.loads(gzip.decompress(base64.b64decode(event["job_gzip"])))
    source = job["source"]
    if source == "kill":
        os._exit(1)
    if source == "sleep":
        time.sleep(60)
    if source == "babble":
        return {"judgement": "accepted"}
    runs = [
        {
            "test_case": case["code"], "verdict": "accepted", "cpu_time_ms": 1,
            "wall_time_ms": 1, "peak_memory_bytes": 1, "exit_code": 0, "signal": None,
            "output_excerpt": "", "error_excerpt": "", "result_excerpt": "",
            "reason": "", "only_formatting_differs": False, "feedback": "",
        }
        for case in job["test_cases"]
    ]
    return {"judgement": {
        "version": 2, "code": job["code"], "runs": runs, "not_run": [],
        "compile_output": "", "isolation": [], "grader_version": "1",
    }}
"""

ROLE = "arn:aws:iam::123456789012:role/grader"


@pytest.fixture(scope="module")
def emulator():
    with running_emulator(enforce_iam=False) as emulator:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("double.py", HANDLER)
        emulator.client("lambda").create_function(
            FunctionName="grader",
            Runtime="python3.13",
            Role=ROLE,
            Handler="double.handler",
            Code={"ZipFile": packed.getvalue()},
            Timeout=5,
        )
        yield emulator


@pytest.fixture(autouse=True)
def deployed(emulator, settings, monkeypatch):
    for name, value in emulator.environment().items():
        monkeypatch.setenv(name, value)
    function._client.cache_clear()
    settings.GRADER, settings.GRADER_FUNCTION = "lambda", "grader"
    yield
    function._client.cache_clear()


def that(does, **facts):
    return replace(JOB, source=does.encode(), **facts)


def test_a_judgement_comes_back():
    judgement = gateway.judge(JOB)

    assert [(run.test_case, run.verdict) for run in judgement.runs] == [
        ("one", Verdict.ACCEPTED),
        ("two", Verdict.ACCEPTED),
    ]


def test_what_ends_the_function_each_time_while_a_good_job_passes_is_to_blame():
    judgement = gateway.judge(that("kill"))

    assert [(run.verdict, run.reason) for run in judgement.runs] == [
        (Verdict.RUN_TIME_ERROR, STOPPED_THE_GRADER)
    ] * 2


def test_a_function_that_runs_out_of_time_is_blamed_on_nobody():
    with pytest.raises(GraderSilent):
        gateway.judge(that("sleep"))


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        ({"errorType": "MemoryError", "errorMessage": ""}, GraderUnavailable),
        ({"errorType": "SystemExit", "errorMessage": "limits"}, GraderStopped),
        ({"errorType": "Runtime.ExitError", "errorMessage": "signal: killed"}, GraderStopped),
        ({"errorType": "SystemExit", "errorMessage": f"{STALE_STATUS}"}, GraderStale),
        (
            {
                "errorType": "Runtime.ExitError",
                "errorMessage": f"RequestId: 1 Error: Runtime exited with error: exit status"
                f" {STALE_STATUS}",
            },
            GraderStale,
        ),
        ({"errorType": "Sandbox.Timedout", "errorMessage": "3.00 seconds"}, GraderSilent),
        ({"errorMessage": "2026-11-24T00:00:00Z 1 Task timed out after 3.00 s"}, GraderSilent),
    ],
)
def test_what_lambda_says_of_a_function_that_failed_is_understood(error, expected):
    answer = {"FunctionError": "Unhandled", "Payload": json.dumps(error)}

    with pytest.raises(GraderUnavailable) as failure:
        function._judgement(answer)

    assert type(failure.value) is expected


def test_an_answer_that_is_none_is_a_fault_of_ours():
    with pytest.raises(GraderUnavailable, match="judgement must be an object"):
        gateway.judge(that("babble"))


def test_a_function_that_is_not_there_is_named_and_not_asked_twice(settings, caplog):
    settings.GRADER_FUNCTION = "another"

    with pytest.raises(GraderRefused, match="another"):
        gateway.judge(JOB)


def test_a_function_without_room_is_asked_again_until_time_is_up(emulator, monkeypatch):
    monkeypatch.setattr(function.patience, "budget_seconds", lambda job: -49)
    monkeypatch.setattr(function, "FIRST_PAUSE_SECONDS", 0.01)
    emulator.client("lambda").put_function_concurrency(
        FunctionName="grader", ReservedConcurrentExecutions=0
    )

    try:
        with pytest.raises(GraderBusy, match="raise its reserved concurrency"):
            gateway.judge(JOB)
    finally:
        emulator.client("lambda").delete_function_concurrency(FunctionName="grader")


def test_waiting_ends_before_the_asker_does():
    with gateway.finishing_within(2), pytest.raises(gateway.NoTimeLeft):
        gateway.judge(that("sleep"))


def test_many_slow_test_cases_go_in_several_errands(settings):
    settings.GRADER_FUNCTION_SECONDS = 60
    cases = tuple(TestCase(f"{n}", b"1\n", b"1\n") for n in range(20))
    job = that("", test_cases=cases)
    packed = [errand.job for errand in gateway.judging.apart(job, gateway.DOORS["lambda"].pack)]

    judgement = gateway.judge(job)

    assert len(packed) == 4
    assert all(gateway.budget_seconds(part) <= 60 for part in packed)
    assert [run.test_case for run in judgement.runs] == [case.code for case in cases]


def test_a_test_case_that_takes_too_long_or_too_much_is_named(settings):
    large = TestCase("large", bytes(range(256)) * 40_000, b"")
    random = function.random.Random(1)
    larger = TestCase("larger", random.randbytes(5_000_000), b"")
    slow = TestCase("slow", b"", b"", limits=Limits(wall_time_ms=200_000))

    found = gateway.misfits(that("", test_cases=(large, slow, larger, *JOB.test_cases)))

    assert [sentence.partition(" cannot")[0] for sentence in found] == [
        "Test case slow",
        "Test case larger",
    ]
    assert "and the grader's function is ended after 300" in found[0]
    assert "may have 4,000,000" in found[1]
