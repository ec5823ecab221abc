"""The way to the grader, with children that behave badly in each way a child can."""

import base64
import json
import sys
import threading
from dataclasses import replace

import pytest

from grading.protocol import Job, Judgement, Limits, TestCase, longest_seconds
from quizzes import gateway
from quizzes.gateway import GraderUnavailable, WarmChild, asked, budget_seconds, warm_children
from quizzes.gateway.errands import Errand
from quizzes.gateway.function import GraderFunction
from quizzes.gateway.patience import MARGIN_SECONDS
from quizzes.rules.function_reports import Billed

JOB = Job(
    code="a-job",
    language="python",
    source=b"print(input())",
    limits=Limits(wall_time_ms=1000),
    test_cases=(TestCase("one", b"1\n", b"1\n"),),
)
ERRAND = Errand(JOB, warm_children.pack(JOB))


@pytest.fixture
def child_that():
    """Start a child that runs the given Python."""
    children = []

    def start(program):
        two_seconds_in_all = 2 - budget_seconds(JOB)
        children.append(
            WarmChild([sys.executable, "-c", program], start_seconds=two_seconds_in_all)
        )
        return children[-1]

    yield start
    for child in children:
        child.close()


def test_a_warm_child_judges_one_job_after_the_other():
    child = WarmChild()

    try:
        first, second = child.send(ERRAND), child.send(ERRAND)
    finally:
        child.close()

    assert [first.verdict, second.verdict] == ["accepted", "accepted"]
    assert first.code == "a-job"


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("pass", "ended without an answer|Broken pipe"),
        ("input(); print('half', end='', flush=True)", "ended without an answer"),
        ("input(); print('nonsense'); input()", "JSONDecodeError"),
        ("input(); print('{}'); input()", "ProtocolError"),
        ("import time; input(); time.sleep(60)", "did not answer in time"),
        ("import time; input(); print('half', end='', flush=True); time.sleep(60)", "in time"),
    ],
)
def test_a_child_that_misbehaves_is_a_fault_of_ours(child_that, program, problem):
    with pytest.raises(GraderUnavailable, match=problem):
        child_that(program).send(ERRAND)


def test_the_wait_is_bounded_by_what_the_job_allows():
    slow = replace(JOB, limits=Limits(wall_time_ms=60_000))

    assert budget_seconds(JOB) == longest_seconds(JOB) + MARGIN_SECONDS
    assert budget_seconds(slow) > budget_seconds(JOB) + 60


def test_an_answer_to_another_job_is_refused(child_that):
    other = json.dumps(Judgement(code="other", runs=(), grader_version="1").to_json())
    child = child_that(f"import sys; input(); print({other!r}, flush=True); sys.stdin.read()")

    with pytest.raises(GraderUnavailable, match="another job"):
        child.send(ERRAND)


def test_a_child_gets_no_secret_of_ours(child_that, monkeypatch, capfd):
    monkeypatch.setenv("PLANTED_SECRET", "planted")
    child = child_that("import os, sys; input(); print(sorted(os.environ), file=sys.stderr)")

    with pytest.raises(GraderUnavailable):
        child.send(ERRAND)

    assert capfd.readouterr().err == "['GRADING_MINIMUM_ISOLATION', 'LANG', 'PATH', 'PYTHONPATH']\n"


@pytest.fixture
def news():
    """Collect what the gateway tells of each job."""
    heard = []

    def hear(**told):
        heard.append({**told, "thread": threading.current_thread()})

    asked.connect(hear)
    yield heard
    asked.disconnect(hear)


def test_whoever_listens_hears_how_long_the_grader_took(news):
    judgement = gateway.judge(JOB)

    (told,) = news
    assert (told["job"], told["answer"], told["billed"]) == (JOB, judgement, [])
    assert told["took_ms"] > 0


def test_several_jobs_are_told_in_the_thread_that_asked(news):
    gateway.judge_all([JOB, JOB])

    assert [told["job"] for told in news] == [JOB, JOB]
    assert {told["thread"] for told in news} == {threading.current_thread()}


def test_what_each_try_is_billed_is_told_even_when_both_fail(news, settings, monkeypatch):
    report = "REPORT RequestId: 1\tBilled Duration: 40 ms\tMemory Size: 1769 MB\t"

    class FailingFunction(GraderFunction):
        def send(self, errand):
            gateway.note_billed({"LogResult": base64.b64encode(report.encode())})
            raise GraderUnavailable("The function failed: MemoryError.")

    monkeypatch.setitem(gateway.DOORS, "lambda", FailingFunction())
    settings.GRADER = "lambda"

    with pytest.raises(GraderUnavailable):
        gateway.judge(JOB)

    assert news[0]["billed"] == [Billed(40, 1769), Billed(40, 1769)]


def test_a_listener_that_fails_costs_no_judgement():
    def fail(**_):
        raise RuntimeError("the database is away")

    asked.connect(fail)
    try:
        judgement = gateway.judge(JOB)
    finally:
        asked.disconnect(fail)

    assert judgement.verdict == "accepted"
