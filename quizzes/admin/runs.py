"""What the grader found, as staff see it: every fact of every test case."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Left, Length
from django.utils.translation import gettext as _

from grading.protocol import Run, stored_judgement
from quizzes.choices import SHORT_VERDICTS, Verdict
from quizzes.models import QuestionVersion, TestCase

EXCERPT_CHARACTERS = 2000
"""What a page shows of an input or an expected output. Source: a guess, two screens."""

TONES = {Verdict.ACCEPTED: "good", Verdict.JUDGE_ERROR: "fault"}
"""Colours of verdicts; all others are "bad". Words always stand beside them."""


@dataclass(frozen=True, slots=True)
class ShownVerdict:
    """A verdict in words, in short, and as a colour."""

    words: str
    short: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownCase:
    """One test case as far as a page shows it."""

    code: str
    is_sample: bool
    weight: int
    input: str
    expected_output: str


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One run. ``case`` is None when the test case is unknown, as for a fault of the whole job."""

    code: str
    case: ShownCase | None
    verdict: ShownVerdict
    cpu_time_ms: int
    wall_time_ms: int
    memory_mb: float
    ending: str
    reason: str
    output: str
    error_output: str


@dataclass(frozen=True, slots=True)
class ShownJudgement:
    """One judgement. ``isolation`` names the layers that held the program."""

    verdict: ShownVerdict
    runs: list[ShownRun]
    compile_output: str
    isolation: str
    grader_version: str

    @property
    def accepted(self) -> int:
        return sum(run.verdict.tone == "good" for run in self.runs)


def verdict(value: str) -> ShownVerdict:
    found = Verdict(value)
    return ShownVerdict(
        words=str(found.label), short=SHORT_VERDICTS[found], tone=TONES.get(found, "bad")
    )


def with_excerpts(cases: QuerySet[TestCase]) -> QuerySet[TestCase]:
    """Load only the start of inputs and outputs: a hidden test may be megabytes long."""
    return cases.defer("input", "expected_output").annotate(
        input_start=Left("input", EXCERPT_CHARACTERS),
        input_length=Length("input"),
        output_start=Left("expected_output", EXCERPT_CHARACTERS),
        output_length=Length("expected_output"),
    )


def cases_of(version: QuestionVersion) -> dict[str, ShownCase]:
    """Return the test cases of a version by code. One query."""
    return shown_cases(with_excerpts(version.test_cases.all()))


def shown_cases(cases: Iterable[Any]) -> dict[str, ShownCase]:
    """Return test cases that were loaded by ``with_excerpts``, by code."""
    return {
        case.code: ShownCase(
            code=case.code,
            is_sample=case.is_sample,
            weight=case.weight,
            input=_excerpt(case.input_start, case.input_length),
            expected_output=_excerpt(case.output_start, case.output_length),
        )
        for case in cases
    }


def judgement(stored: Any, cases: dict[str, ShownCase]) -> ShownJudgement | None:
    """Return a stored judgement for a page; None if there is none."""
    if stored is None:
        return None
    found = stored_judgement(stored)
    return ShownJudgement(
        verdict=verdict(found.verdict.value),
        runs=[_run(run, cases.get(run.test_case)) for run in found.runs],
        compile_output=found.compile_output,
        isolation=", ".join(found.isolation),
        grader_version=found.grader_version,
    )


def _run(run: Run, case: ShownCase | None) -> ShownRun:
    return ShownRun(
        code=run.test_case,
        case=case,
        verdict=verdict(run.verdict.value),
        cpu_time_ms=run.cpu_time_ms,
        wall_time_ms=run.wall_time_ms,
        memory_mb=run.peak_memory_bytes / 2**20,
        ending=_ending(run),
        reason=run.reason,
        output=run.output_excerpt,
        error_output=run.error_excerpt,
    )


def _ending(run: Run) -> str:
    if run.signal is not None:
        return _("ended by signal %(number)d") % {"number": run.signal}
    if run.exit_code:
        return _("exit status %(number)d") % {"number": run.exit_code}
    return ""


def _excerpt(start: str, length: int) -> str:
    if length <= EXCERPT_CHARACTERS:
        return start
    return start + "\n" + _("… (%(length)d characters in all)") % {"length": length}
