"""The warm child answers every line, in order, whatever it is, and ends at end of file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from grading import VERSION
from grading.protocol import Checker, Job, Limits, TestCase, Verdict
from grading.serve import LONGEST_LINE_BYTES
from tests.grading.client import GOOD, GOOD_TEST, PROJECT, Grader, children
from tests.grading.setting import expected_layers


def test_a_job_is_answered_with_what_was_found(grader: Grader):
    wrong = TestCase("wrong", b"1 1\n", b"3\n")
    own_input = TestCase("own", b"5 6\n")

    judgement = grader.judge(GOOD, GOOD_TEST, wrong, own_input)

    assert (judgement.code, judgement.grader_version, judgement.compile_output) == (
        "S1",
        VERSION,
        "",
    )
    assert judgement.isolation == expected_layers()
    assert judgement.verdict is Verdict.WRONG_ANSWER
    assert [
        (run.test_case, run.verdict, run.output_excerpt, run.exit_code, run.signal)
        for run in judgement.runs
    ] == [
        ("sum", Verdict.ACCEPTED, "7\n", 0, None),
        ("wrong", Verdict.WRONG_ANSWER, "2\n", 0, None),
        ("own", Verdict.ACCEPTED, "11\n", 0, None),
    ]
    assert all(run.peak_memory_bytes > 1_000_000 for run in judgement.runs)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (b"{", "the job is not JSON"),
        (b"[" * 100_000, "the job is not JSON"),
        (b"\xff\xfe", "the job is not JSON"),
        (b"null", "job must be an object, not null"),
        (b"{}", "job.version is missing"),
        (b'{"version": 1, "code": "x"}', "job.version is 1, this grader understands 2"),
    ],
)
def test_a_line_that_is_no_job_is_a_judge_error_that_says_why(
    grader: Grader, line: bytes, complaint: str
):
    judgement = grader.answer(line)

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert judgement.reason.startswith(complaint)
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED


@pytest.mark.parametrize(
    ("job", "complaint"),
    [
        (Job("S1", "cobol", GOOD, (GOOD_TEST,)), "language 'cobol' is not one of: python"),
        (
            Job("S1", "python", GOOD, (GOOD_TEST,), checker=Checker(name="horoscope")),
            "There is no checker called 'horoscope'",
        ),
    ],
)
def test_an_unknown_language_or_checker_is_our_fault_by_name(
    grader: Grader, job: Job, complaint: str
):
    judgement = grader.answer(json.dumps(job.to_json()).encode())

    assert [(run.test_case, run.verdict) for run in judgement.runs] == [
        ("sum", Verdict.JUDGE_ERROR)
    ]
    assert judgement.reason.startswith(complaint)
    assert judgement.isolation == ()


def test_an_expected_output_that_the_checker_cannot_read_is_our_fault(grader: Grader):
    judgement = grader.judge(GOOD, TestCase("t", b"1 2\n", b"{"), checker=Checker(name="json"))

    assert judgement.verdict is Verdict.JUDGE_ERROR
    assert judgement.reason.startswith("the expected value is not JSON")
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED


def test_a_line_beyond_all_measure_is_refused_and_the_next_is_judged(grader: Grader):
    judgement = grader.answer(b'"' + b"x" * LONGEST_LINE_BYTES + b'"')

    assert judgement.reason == f"the job is longer than {LONGEST_LINE_BYTES} bytes"
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED


def test_input_and_output_of_megabytes_pass(grader: Grader):
    text = b"%d\n" % 7 * 1_000_000
    limits = Limits(cpu_time_ms=5_000, wall_time_ms=20_000)

    judgement = grader.judge(
        b"import sys; sys.stdout.write(sys.stdin.read())",
        TestCase("big", text, text),
        limits=limits,
    )

    assert judgement.verdict is Verdict.ACCEPTED
    assert judgement.runs[0].output_excerpt == "7\n" * 2000 + "…"


def test_bytes_that_are_no_text_are_compared_as_they_are_and_shown_escaped(grader: Grader):
    source = b"import os; os.write(1, b'\\xff\\x00\\x1b[31m'); os.write(2, bytes([0x80]))"

    judgement = grader.judge(source, TestCase("t", b"", b"\xff\x00\x1b[31m"))

    (run,) = judgement.runs
    assert (run.verdict, run.output_excerpt, run.error_excerpt) == (
        Verdict.ACCEPTED,
        r"\xff\x00\x1b[31m",
        r"\x80",
    )


def test_a_traceback_shows_the_candidates_lines_and_none_of_ours(grader: Grader):
    source = b"def half(n):\n    return 1 / n\n\n\nhalf(0)\n"

    judgement = grader.judge(source)

    (run,) = judgement.runs
    lines = run.error_excerpt.splitlines()
    assert [line for line in lines if "^" not in line and "~" not in line] == [
        "Traceback (most recent call last):",
        '  File "solution.py", line 5, in <module>',
        "    half(0)",
        '  File "solution.py", line 2, in half',
        "    return 1 / n",
        "ZeroDivisionError: division by zero",
    ]
    assert run.reason == "ended with exit status 1"


def test_a_text_that_does_not_compile_is_told_where(grader: Grader):
    judgement = grader.judge(b"x = 1\nprint(x))\n")

    assert judgement.compile_output.splitlines() == [
        '  File "solution.py", line 2',
        "    print(x))",
        "            ^",
        "SyntaxError: unmatched ')'",
    ]
    assert [(run.verdict, run.reason) for run in judgement.runs] == [
        (Verdict.COMPILE_ERROR, "does not compile")
    ]


def test_time_is_reported_by_the_true_parent(grader: Grader):
    source = b"import time\nwhile time.process_time() < 0.3: pass\ntime.sleep(0.4)\n"

    limits = Limits(cpu_time_ms=5_000, wall_time_ms=30_000)

    (run,) = grader.judge(source, TestCase("t", b""), limits=limits).runs

    assert 300 <= run.cpu_time_ms < 400
    assert run.wall_time_ms >= run.cpu_time_ms + 400


def test_a_run_that_computes_too_long_is_ended_close_to_its_limit(grader: Grader):
    limits = Limits(cpu_time_ms=500, wall_time_ms=30_000)  # other programs may be busy too

    (run,) = grader.judge(b"while True: pass", limits=limits).runs

    assert (run.verdict, run.signal) == (Verdict.TIME_LIMIT_EXCEEDED, 9)
    assert 500 <= run.cpu_time_ms < 600


def test_200_submissions_leave_everything_as_it_was(grader: Grader):
    for _ in range(3):
        grader.judge(GOOD)
    before = belongings(grader)

    for number in range(200):
        source = GOOD if number % 4 else b"1/0"
        assert grader.judge(source).verdict is (
            Verdict.ACCEPTED if number % 4 else Verdict.RUN_TIME_ERROR
        )

    assert belongings(grader) == before


def belongings(grader: Grader) -> dict[str, object]:
    """Return the grader's processes, open descriptors as far as visible, and folders in /tmp.

    The last submission's folder is removed before its answer is sent.
    """
    pids = [grader.pid, grader.keeper_pid, grader.zygote_pid]
    home = f"grading-{grader.keeper_pid}-*"
    return {
        "processes": [(pid, children(pid)) for pid in pids],
        "descriptors": [descriptors(pid) for pid in pids],
        "files": sorted(path.name for path in Path("/tmp").glob(f"{home}/*")),
    }


def descriptors(pid: int) -> int | None:
    """Return how many a process has open; None where it is unreadable for us."""
    try:
        return len(os.listdir(f"/proc/{pid}/fd"))
    except PermissionError:
        return None


def test_end_of_file_ends_the_grader_in_peace():
    grader = Grader()
    grader.judge(GOOD)

    assert grader.close() == 0


def test_a_last_line_without_its_end_is_answered_too():
    done = subprocess.run(
        [sys.executable, "-m", "grading", "serve"],
        cwd=PROJECT,
        input=b"\n{}",
        stdout=subprocess.PIPE,
        check=True,
    )

    assert len(done.stdout.splitlines()) == 1


def test_the_web_servers_environment_is_gone(grader: Grader):
    grader.judge(GOOD)

    for pid in (grader.pid, grader.keeper_pid, grader.zygote_pid):
        try:
            environment = Path(f"/proc/{pid}/environ").read_bytes()
        except PermissionError:
            continue  # unreadable for its own user, as it should be
        assert grader.secret.encode() not in environment
