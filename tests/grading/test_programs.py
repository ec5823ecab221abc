"""Every file in programs/VERDICT/ gets that verdict; adding a file is adding a test."""

from dataclasses import replace
from pathlib import Path

import pytest

from grading.protocol import Verdict
from tests.grading.client import GOOD, SMALL, Grader

PATIENT = replace(SMALL, cpu_time_ms=30_000, wall_time_ms=90_000)
"""On a busy machine filling the memory may take longer than a program may usually run."""

PROGRAMS = sorted(Path(__file__).parent.glob("programs/*/*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_program_gets_the_verdict_of_its_folder(path: Path, grader: Grader):
    is_slow = path.parent.name == Verdict.TIME_LIMIT_EXCEEDED

    judgement = grader.judge(path.read_bytes(), limits=SMALL if is_slow else PATIENT)

    assert (judgement.verdict, judgement.reason) == (path.parent.name, judgement.reason)
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED


def test_every_verdict_that_a_program_can_earn_has_its_programs():
    folders = {path.parent.name for path in PROGRAMS}

    assert folders == set(Verdict) - {Verdict.JUDGE_ERROR}
