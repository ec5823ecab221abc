"""A job to a judgement: compile once, run on every test case, compare outside.

Comparing happens here, in the keeper's process, and only when the run is dead: the
expected output is never in a process that a run descends from or runs beside.
"""

from __future__ import annotations

from grading import VERSION
from grading.checkers import CheckerFault, CheckerUnknown, Finding, check
from grading.excerpts import escaped, first_part, last_part
from grading.languages import LanguageUnknown, language_named
from grading.protocol import Checker, Job, Judgement, Limits, Run, TestCase, Verdict
from grading.sandbox import SandboxFault, SandboxUnavailable
from grading.sandbox.keeper import Keeper
from grading.sandbox.outcome import Outcome, verdict_of
from grading.sandbox.stem_process import CompileRefused

CHECKER_TRIAL = b"1\n"


def judge(job: Job, keeper: Keeper) -> Judgement:
    """Return what happened on each test case.

    A language or checker that we do not know is a judge_error, found before
    anything is run.

    Raises:
        ZygoteLost: the sandbox was tampered with; only a fresh keeper can say more.
    """
    try:
        language = language_named(job.language)
        check(job.checker, expected=CHECKER_TRIAL, output=CHECKER_TRIAL)
    except (LanguageUnknown, CheckerUnknown) as error:
        return fault(job, str(error))
    try:
        with keeper.submission(
            source=job.source, file_name=language.file_name, limits=job.limits
        ) as submission:
            runs = tuple(
                _run(test_case, submission.run(test_case.input), job.limits, job.checker)
                for test_case in job.test_cases
            )
    except CompileRefused as refusal:
        return _not_compiled(job, str(refusal), keeper.layers)
    except (CheckerFault, SandboxFault, SandboxUnavailable) as error:
        return fault(job, str(error))
    return Judgement(code=job.code, runs=runs, isolation=keeper.layers, grader_version=VERSION)


def fault(job: Job, reason: str) -> Judgement:
    """Return a judgement that blames us, on every test case."""
    runs = tuple(
        Run(test_case.code, Verdict.JUDGE_ERROR, reason=reason) for test_case in job.test_cases
    )
    return Judgement(code=job.code, runs=runs, grader_version=VERSION)


def _not_compiled(job: Job, message: str, layers: tuple[str, ...]) -> Judgement:
    runs = tuple(
        Run(test_case.code, Verdict.COMPILE_ERROR, reason="does not compile")
        for test_case in job.test_cases
    )
    return Judgement(
        code=job.code,
        runs=runs,
        compile_output=escaped(message.encode(errors="backslashreplace")),
        isolation=layers,
        grader_version=VERSION,
    )


def _run(test_case: TestCase, outcome: Outcome, limits: Limits, checker: Checker) -> Run:
    only_formatting_differs = False
    verdict, reason = verdict_of(outcome, limits)
    if verdict is None:
        finding = _compared(test_case, outcome.output, checker)
        verdict = Verdict.ACCEPTED if finding.accepted else Verdict.WRONG_ANSWER
        reason, only_formatting_differs = finding.reason, finding.only_formatting_differs
    return Run(
        test_case=test_case.code,
        verdict=verdict,
        cpu_time_ms=outcome.cpu_time_ms,
        wall_time_ms=outcome.wall_time_ms,
        peak_memory_bytes=outcome.peak_memory_bytes,
        exit_code=outcome.exit_code,
        signal=outcome.signal,
        output_excerpt=first_part(outcome.output),
        error_excerpt=last_part(outcome.error),
        reason=reason,
        only_formatting_differs=only_formatting_differs,
    )


def _compared(test_case: TestCase, output: bytes, checker: Checker) -> Finding:
    if test_case.expected_output is None:  # the candidate's own input
        return Finding(accepted=True, reason="")
    return check(checker, expected=test_case.expected_output, output=output)
