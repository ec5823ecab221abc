"""A grader that is killed, stopped or changed recovers, and killing it never pays."""

import json
import os
import signal
import time
from pathlib import Path

import pytest

from grading.protocol import Job, TestCase, Verdict
from tests.grading.client import GOOD, SMALL, Grader, children

HOSTILE = Path(__file__).parent / "hostile"
AS_ROOT = os.geteuid() == 0


def kill(pid: int, number: signal.Signals) -> None:
    os.kill(pid, number)
    time.sleep(0.05)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
@pytest.mark.parametrize("process", ["keeper_pid", "zygote_pid"])
def test_a_good_submission_is_accepted_after_the_grader_was_hit(
    fresh_grader: Grader, process: str, number: signal.Signals
):
    assert fresh_grader.judge(GOOD).verdict is Verdict.ACCEPTED
    kill(getattr(fresh_grader, process), number)

    assert fresh_grader.judge(GOOD).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize("name", ["65_kills_the_grader", "65_stops_the_grader"])
def test_stopping_the_grader_is_refused_or_earns_a_run_time_error(
    fresh_locked_down_grader: Grader, name: str
):
    source = (HOSTILE / f"{name}.py").read_bytes()

    judgement = fresh_locked_down_grader.judge(source, TestCase("t", b"", b"refused\n"))

    if AS_ROOT:
        assert judgement.verdict is Verdict.ACCEPTED
    else:
        assert (judgement.verdict, judgement.reason) == (
            Verdict.RUN_TIME_ERROR,
            "stopped the grader",
        )


def test_killing_the_parent_costs_that_run_only(locked_down_grader: Grader):
    source = (
        b"import os, signal\nif input() == 'kill':\n    os.kill(os.getppid(), signal.SIGKILL)\n"
    )
    inputs = (b"live\n", b"kill\n", b"live\n")
    test_cases = [TestCase(str(number), text) for number, text in enumerate(inputs)]

    judgement = locked_down_grader.judge(source, *test_cases)

    assert [(run.verdict, run.reason) for run in judgement.runs] == [
        (Verdict.ACCEPTED, ""),
        (Verdict.RUN_TIME_ERROR, "stopped the process that watched it"),
        (Verdict.ACCEPTED, ""),
    ]


def test_a_changed_grader_is_replaced_before_the_next_submission(fresh_locked_down_grader: Grader):
    source = (HOSTILE / "25_lowers_our_limits.py").read_bytes()
    assert fresh_locked_down_grader.judge(GOOD).verdict is Verdict.ACCEPTED
    before = fresh_locked_down_grader.keeper_pid, fresh_locked_down_grader.zygote_pid
    pids = f"{before[0]} {before[1]} 0\n".encode()

    fresh_locked_down_grader.judge(source, TestCase("t", pids, b"unreachable"))

    assert fresh_locked_down_grader.judge(GOOD).verdict is Verdict.ACCEPTED
    after = fresh_locked_down_grader.keeper_pid, fresh_locked_down_grader.zygote_pid
    assert (after == before) if AS_ROOT else (after[0] != before[0] and after[1] != before[1])


def test_nothing_is_left_of_a_grader_that_lost_its_user(fresh_grader: Grader):
    fresh_grader.judge(GOOD)
    family = [fresh_grader.keeper_pid, fresh_grader.zygote_pid]

    fresh_grader.close()

    assert alive(family) == []


def test_nothing_is_left_of_a_keeper_and_a_zygote_that_were_stopped(fresh_grader: Grader):
    fresh_grader.judge(GOOD)
    family = [fresh_grader.keeper_pid, fresh_grader.zygote_pid]
    for pid in family:
        kill(pid, signal.SIGSTOP)

    fresh_grader.judge(GOOD)

    assert alive(family) == []


def test_runs_end_with_a_grader_that_is_killed(fresh_grader: Grader):
    fresh_grader.judge(GOOD)
    family = [fresh_grader.keeper_pid, fresh_grader.zygote_pid]
    source = b"import time; time.sleep(1000)"
    job = TestCase("t", b"")
    send_only(fresh_grader, source, job)
    stem, run = wait_for_run(family[1])

    kill(fresh_grader.pid, signal.SIGKILL)

    deadline = time.monotonic() + 5
    family += [stem, run]
    while alive(family) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert alive(family) == []


def send_only(grader: Grader, source: bytes, *test_cases: TestCase) -> None:
    """Send a job and do not wait for the judgement."""
    job = Job("S1", "python", source, test_cases, SMALL)
    assert grader.process.stdin is not None
    grader.process.stdin.write(json.dumps(job.to_json()).encode() + b"\n")
    grader.process.stdin.flush()


def wait_for_run(zygote: int) -> tuple[int, int]:
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        for stem in children(zygote):
            for run in children(stem):
                return stem, run
    raise AssertionError("no run was started")


def alive(pids: list[int]) -> list[int]:
    """Return those that are neither gone nor waiting to be reaped."""
    found = []
    for pid in pids:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if state not in "ZX":
            found.append(pid)
    return found
