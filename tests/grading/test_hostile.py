"""Programs that try to get out, one file each; a good submission is accepted right after.

A file's first comment says what is tried and what should happen. Then come

    # verdict: the one it gets, or several if that depends on the user
    # output: what it must have written, if it was not ended before
    # reason: the judgement's, for verdicts other than wrong_answer

What they look for is put where it could leak: the expected output is a secret, which
also stands in the environment that the grader was started with.
"""

import re
import secrets
from pathlib import Path

import pytest

from grading.protocol import Judgement, TestCase, Verdict
from tests.grading.client import GOOD, Grader

PROGRAMS = sorted(Path(__file__).parent.glob("hostile/*.py"))


def said(source: str, word: str) -> str:
    """Return what a program's header says after `# word:`; empty if nothing."""
    match = re.search(rf"^# {word}: (.*)$", source, re.MULTILINE)
    return match[1] if match else ""


def attack(grader: Grader, path: Path, secret: str) -> Judgement:
    """Judge a hostile program that knows the pids of those it attacks."""
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED  # so that they are there
    pids = f"{grader.keeper_pid} {grader.zygote_pid} {grader.pid}\n"
    return grader.judge(path.read_bytes(), TestCase("t", pids.encode(), secret.encode()))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_a_hostile_program_gains_nothing_and_the_next_is_judged_rightly(path: Path, grader: Grader):
    source = path.read_text()
    secret = "SECRET-" + secrets.token_hex(32)

    judgement = attack(grader, path, secret)

    (run,) = judgement.runs
    assert judgement.verdict in said(source, "verdict").split(), judgement
    assert secret not in str(judgement.to_json()).replace(run.reason, "")
    assert grader.secret not in str(judgement.to_json())
    if judgement.verdict is Verdict.WRONG_ANSWER and said(source, "output"):
        assert run.output_excerpt == said(source, "output") + "\n"
    elif said(source, "reason"):
        assert judgement.reason == said(source, "reason")
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED


LOOK_FOR_MAIL = """
import ctypes, os
pids = PIDS
litter = "grader-litter-" + pids.replace(" ", "-")
found = [
    (place, name)
    for place in ("/tmp", "/var/tmp", "/dev/shm", ".", "..")
    for name in ("link", "\\n-rf", "pipe", "node", "folder", "deep")
    if os.path.lexists(f"{place}/{litter}-{name}")
]
libc = ctypes.CDLL(None)
key = 0x6772_0000 + int(pids.split()[0])
found += [call for call in ("shmget", "msgget", "semget") if getattr(libc, call)(key, 0, 0) >= 0]
print(found)
"""


@pytest.mark.parametrize("name", ["36_litters", "21_leaves_shared_memory"])
def test_the_next_submission_finds_nothing_of_the_one_before(grader: Grader, name: str):
    leaves = (Path(__file__).parent / "hostile" / f"{name}.py").read_text()
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED
    pids = f"{grader.keeper_pid} {grader.zygote_pid}"
    looks = LOOK_FOR_MAIL.replace("PIDS", repr(pids))
    nothing = TestCase("t", f"{pids}\n".encode(), b"[]\n")

    both = grader.judge(f"{leaves}\n{looks}".encode(), nothing)
    next_one = grader.judge(looks.encode(), nothing)

    assert both.verdict is Verdict.WRONG_ANSWER  # there was something to be found
    assert (next_one.verdict, next_one.runs[0].output_excerpt) == (Verdict.ACCEPTED, "[]\n")
