"""Programs of all languages but Python, in the folders of the verdicts they should get.

Adding a file is adding a test: tests/grading/programs/wrong_answer/off_by_one.go. They go
through the whole grader, as a candidate's would.
"""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from grading.languages import LANGUAGES, language_of_file
from grading.protocol import Job, Judgement, Verdict
from tests.grading.client import GOOD_TEST, SMALL, Grader
from tests.grading.setting import expected_layers

PROGRAMS = [
    path
    for path in sorted(Path(__file__).parents[1].glob("programs/*/*"))
    if path.is_file() and path.suffix != ".py"
]

PATIENT = replace(SMALL, cpu_time_ms=30_000, wall_time_ms=90_000)
"""On a busy machine a runtime may take longer to start than a program may usually run."""

WITHOUT_CONFINEMENT = (
    "only without Lambda's rules: compilers need to be confined, and Landlock is refused there"
)

SECRETS = (b"root:", b"/bin/bash", b"/home", b"/usr/", b"/lib/", b"/tmp/", b"/var/")
"""What messages of compilers must not show: lines of /etc/passwd, folders of the machine."""


def judged(grader: Grader, path: Path) -> Judgement:
    is_slow = path.parent.name == Verdict.TIME_LIMIT_EXCEEDED
    job = Job(
        code=path.name,
        language=language_of_file(path).name,
        source=path.read_bytes(),
        test_cases=(GOOD_TEST,),
        limits=SMALL if is_slow else PATIENT,
    )
    return grader.answer(json.dumps(job.to_json()).encode())


@pytest.mark.skipif("confined" not in expected_layers(), reason=WITHOUT_CONFINEMENT)
@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_program_gets_the_verdict_of_its_folder(path: Path, grader: Grader):
    judgement = judged(grader, path)

    (run,) = judgement.runs
    told = run.reason, run.error_excerpt[-500:], judgement.compile_output[-500:]
    assert (judgement.verdict, told) == (path.parent.name, told)
    source = path.read_bytes()
    shown = judgement.compile_output.encode()
    assert [secret for secret in SECRETS if secret in shown and secret not in source] == []


@pytest.mark.skipif("confined" in expected_layers(), reason="only under Lambda's rules: see below")
def test_where_compilers_cannot_be_confined_their_languages_are_refused(grader: Grader):
    refused = {language.name for language in LANGUAGES if language.level == "confined"}
    paths = {language_of_file(path).name: path for path in PROGRAMS}

    reasons = {name: judged(grader, path).runs[0].reason for name, path in paths.items()}

    assert set(reasons) == refused
    assert all("needs the isolation 'confined'" in reason for reason in reasons.values())


def test_every_verdict_has_a_program_of_every_language():
    earned = {(path.parent.name, language_of_file(path).name) for path in PROGRAMS}

    launched = {language.name for language in LANGUAGES if language.level == "confined"}
    verdicts = set(Verdict) - {Verdict.JUDGE_ERROR}
    assert earned == {(verdict, name) for verdict in verdicts for name in launched}
