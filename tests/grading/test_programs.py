"""Every file in programs/VERDICT/ gets that verdict; adding a file is adding a test."""

from pathlib import Path

import pytest

from grading.protocol import Verdict
from tests.grading.client import GOOD, Grader

PROGRAMS = sorted(Path(__file__).parent.glob("programs/*/*.py"))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_program_gets_the_verdict_of_its_folder(path: Path, grader: Grader):
    judgement = grader.judge(path.read_bytes())

    assert (judgement.verdict, judgement.reason) == (path.parent.name, judgement.reason)
    assert grader.judge(GOOD).verdict is Verdict.ACCEPTED


def test_every_verdict_that_a_program_can_earn_has_its_programs():
    folders = {path.parent.name for path in PROGRAMS}

    assert folders == set(Verdict) - {Verdict.JUDGE_ERROR}
