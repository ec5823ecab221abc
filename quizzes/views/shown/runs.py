"""What came of running a program: on the samples, and on the candidate's own tests."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from grading.protocol import Run
from quizzes.choices import SHORT_VERDICTS, Verdict
from quizzes.domain.jobs import OWN_TEST
from quizzes.domain.trials import Trial
from quizzes.models import TestCase
from quizzes.rules import outputs, own_tests
from quizzes.rules.outputs import Comparison
from quizzes.rules.own_tests import OwnTest


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One run. What may not be seen is None."""

    code: str
    label: str
    verdict: str
    verdict_label: str
    short: str
    cpu_time_ms: int
    peak_memory_mb: float
    input: str | None = None
    expected_output: str | None = None
    output: str | None = None
    error_output: str | None = None
    is_own: bool = False
    is_accepted: bool = False
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True)
class ShownTrial:
    """What came of Run. ``is_fault`` says that the grader failed, not the candidate."""

    is_fault: bool
    compile_output: str
    runs: list[ShownRun]


def trial(one: Trial) -> ShownTrial:
    if one.judgement is None:
        return ShownTrial(is_fault=True, compile_output="", runs=[])
    samples = {case.code: case for case in one.answer.question.test_cases.all() if case.is_sample}
    own = {
        f"{OWN_TEST}{test.code}": (number, test)
        for number, test in enumerate(own_tests.read(one.answer.own_tests), start=1)
    }
    return ShownTrial(
        is_fault=False,
        compile_output=one.judgement.compile_output,
        runs=[
            run_on(samples.get(run.test_case), run, own=own.get(run.test_case))
            for run in one.judgement.runs
        ],
    )


def run_on(case: TestCase | None, run: Run, *, own: tuple[int, OwnTest] | None = None) -> ShownRun:
    """Return a run with what it read and wrote.

    case: the sample that it was on, or own: the candidate's test, and its number from 1.
    """
    verdict = Verdict(run.verdict.value)
    is_accepted = verdict == Verdict.ACCEPTED
    number, test = own or (0, None)
    told = case or test
    expected = told.expected_output if told and (case or told.expected_output) else None
    is_uncompared = test is not None and expected is None
    return ShownRun(
        code=run.test_case,
        label=_own_label(number, test) if test else run.test_case,
        verdict=verdict.value,
        verdict_label=str(_("Ran") if is_uncompared and is_accepted else verdict.label),
        short=SHORT_VERDICTS[verdict],
        cpu_time_ms=run.cpu_time_ms,
        peak_memory_mb=run.peak_memory_bytes / 2**20,
        input=told.input if told else None,
        expected_output=expected,
        output=run.output_excerpt,
        error_output=run.error_excerpt,
        is_own=test is not None,
        is_accepted=is_accepted,
        comparison=(
            None
            if expected is None or is_accepted
            else outputs.compared(expected, run.output_excerpt)
        ),
    )


def _own_label(number: int, test: OwnTest) -> str:
    return test.name or str(_("Your test %(number)d") % {"number": number})
