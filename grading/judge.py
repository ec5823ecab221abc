"""A job to a judgement: compile once, run on every test case, compare outside.

Comparing happens here, in the keeper's process, and only when the run is dead: the
expected output is never in a process that a run descends from or runs beside. A
checker that is a program runs when all runs of the submission are dead.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import batched

from grading import VERSION
from grading.checkers import CheckerFault, Finding, check
from grading.checking import CheckerBroken, checker_recipe, running_checker
from grading.excerpts import escaped, first_part, last_part
from grading.languages import LanguageUnknown
from grading.protocol import Job, Judgement, Limits, Run, TestCase, Verdict
from grading.protocol.groups import FirstFailures
from grading.recipes import JobRefused, longest_limits, recipe_for_job
from grading.sandbox import SandboxFault, SandboxUnavailable
from grading.sandbox.keeper import Keeper
from grading.sandbox.outcome import Outcome, verdict_of
from grading.sandbox.recipe import Recipe
from grading.sandbox.sql_program import EXIT_SET_UP_FAILED
from grading.sandbox.stem_process import CompileRefused
from grading.sandbox.submission import Request, Submission
from grading.sandbox.toolbox import LanguageUnavailable

CHECKER_TRIAL = b"1\n"

BATCH = 16
"""Test cases between two rounds of a checker program, whose outputs are held meanwhile. A
guess: few enough to hold, and enough to keep every core busy."""


def judge(job: Job, keeper: Keeper) -> Judgement:
    """Return what happened on each test case.

    A job that this grader cannot do is a judge_error that says why, found before
    anything is run.

    Raises:
        ZygoteLost: the sandbox was tampered with; only a fresh keeper can say more.
    """
    try:
        recipe = recipe_for_job(job, keeper.toolbox.toolchain(job.language))
        _refuse_beyond_machine(job, keeper)
        with _comparing(job, keeper) as compare, keeper.submission(recipe) as submission:
            at_once = _at_once(job, recipe, keeper)
            runs = _Judging(job, recipe, submission, compare, at_once=at_once).runs()
            said = submission.messages
    except CompileRefused as refusal:
        return _not_compiled(job, str(refusal), keeper.layers)
    except FAULTS as error:
        return fault(job, str(error))
    return Judgement(
        code=job.code,
        runs=tuple(runs.values()),
        not_run=tuple(case.code for case in job.test_cases if case.code not in runs),
        compile_output=_shown(said),
        isolation=keeper.layers,
        grader_version=VERSION,
    )


FAULTS = (
    LanguageUnknown,
    LanguageUnavailable,
    JobRefused,
    CheckerFault,
    CheckerBroken,
    SandboxFault,
    SandboxUnavailable,
)
"""What is not the candidate's fault, and ends the whole job."""


type Compare = Callable[[TestCase, bytes], Finding]


@contextmanager
def _comparing(job: Job, keeper: Keeper) -> Iterator[Compare]:
    """Give the function that compares an output with the expected one.

    Raises:
        CheckerUnknown, CheckerBroken, LanguageUnavailable: the checker cannot be used here.
    """
    if job.checker.program is None:
        checker = job.checker
        check(checker, expected=CHECKER_TRIAL, output=CHECKER_TRIAL)
        yield lambda case, output: check(
            checker, expected=case.expected_output or b"", output=output
        )
        return
    recipe = checker_recipe(job.checker.program, keeper)
    with running_checker(job.checker.program, recipe, keeper) as program:
        yield lambda case, output: program.check(
            text=case.input, expected=case.expected_output or b"", output=output
        )


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
        compile_output=_shown(message),
        isolation=layers,
        grader_version=VERSION,
    )


def _shown(message: str) -> str:
    return escaped(message.encode(errors="backslashreplace"))


def _refuse_beyond_machine(job: Job, keeper: Keeper) -> None:
    for test_case in (None, *job.test_cases):
        limits = job.limits if test_case is None else test_case.limits
        if limits is not None and limits.memory_bytes > keeper.memory_bytes:
            place = "job" if test_case is None else f"test case {test_case.code!r}"
            raise JobRefused(
                f"{place}: limits.memory_bytes is {limits.memory_bytes}, and this machine has"
                f" {keeper.memory_bytes} bytes of memory"
            )


def _at_once(job: Job, recipe: Recipe, keeper: Keeper) -> int:
    """Return how many runs may be under way beside each other.

    Only one with threads of its own: it uses several cores by itself, and where files can be
    opened a run beside it could be seen in /proc. Else as many as fit into memory.
    """
    if recipe.threads > 1:
        return 1
    each = longest_limits(job).memory_bytes + (recipe.base_resident_bytes or 0)
    return max(1, min(keeper.at_once, keeper.memory_bytes // each))


class _Judging:
    """One job's test cases on their way through the sandbox.

    Several may run at once, and end in another order. What is left out because a test
    case before it failed depends on the job's order alone: a run that was too early
    is forgotten.
    """

    def __init__(
        self, job: Job, recipe: Recipe, submission: Submission, compare: Compare, *, at_once: int
    ) -> None:
        self._job = job
        self._recipe = recipe
        self._submission = submission
        self._compare = compare
        self._at_once = at_once
        self._test_cases = {test_case.code: test_case for test_case in job.test_cases}
        self._failures = FirstFailures(job.groups)
        self._done: dict[str, Run] = {}
        self._left_out: set[str] = set()
        self._next_in_order = 0

    def runs(self) -> dict[str, Run]:
        """Run what has to be run; return the runs by test case, in the job's order."""
        if self._job.checker.program is None:
            for request, outcome in self._outcomes(self._requests()):
                self._judge(request, outcome)
        else:
            for batch in batched(self._requests(), BATCH):
                # All of a batch is dead before the checker starts.
                for request, outcome in list(self._outcomes(iter(batch))):
                    self._judge(request, outcome)
        return {
            code: self._done[code]
            for code in self._test_cases
            if code in self._done and code not in self._left_out
        }

    def _outcomes(self, requests: Iterator[Request]) -> Iterator[tuple[Request, Outcome]]:
        return self._submission.run_all(requests, at_once=self._at_once)

    def _requests(self) -> Iterator[Request]:
        for test_case in self._job.test_cases:
            if not self._failures.skips(test_case.code):
                limits = test_case.limits or self._job.limits
                yield Request(
                    test_case.code, test_case.input, _stretched(limits, self._job.time_factor)
                )

    def _note_failures(self) -> None:
        """Go on through the test cases in the job's order, as far as is known."""
        while self._next_in_order < len(self._job.test_cases):
            code = self._job.test_cases[self._next_in_order].code
            if self._failures.skips(code):
                self._left_out.add(code)
            elif code not in self._done:
                return
            elif self._done[code].verdict is not Verdict.ACCEPTED:
                self._failures.failed(code)
            self._next_in_order += 1

    def _judge(self, request: Request, outcome: Outcome) -> None:
        """Give a run its verdict."""
        test_case = self._test_cases[request.code]
        verdict, reason = verdict_of(
            outcome, request.limits, out_of_memory=self._recipe.out_of_memory
        )
        finding = Finding(accepted=False, reason=reason)
        if self._recipe.kind == "sql" and outcome.exit_code == EXIT_SET_UP_FAILED:
            finding = Finding(accepted=False, reason="the test case's own script does not run")
            verdict = Verdict.JUDGE_ERROR
        if verdict is None:
            try:
                finding = self._compared(test_case, outcome)
                verdict = Verdict.ACCEPTED if finding.accepted else Verdict.WRONG_ANSWER
            except CheckerFault as error:
                finding = Finding(accepted=False, reason=str(error))
                verdict = Verdict.JUDGE_ERROR
        self._done[request.code] = Run(
            test_case=test_case.code,
            verdict=verdict,
            cpu_time_ms=outcome.cpu_time_ms,
            wall_time_ms=outcome.wall_time_ms,
            peak_memory_bytes=outcome.peak_memory_bytes,
            exit_code=outcome.exit_code,
            signal=outcome.signal,
            output_excerpt=first_part(outcome.output),
            error_excerpt=last_part(outcome.error),
            result_excerpt=first_part(outcome.result),
            reason=finding.reason,
            only_formatting_differs=finding.only_formatting_differs,
            feedback=finding.feedback,
        )
        self._note_failures()

    def _compared(self, test_case: TestCase, outcome: Outcome) -> Finding:
        answer = outcome.output
        if self._job.function is not None:
            answer = outcome.result
            if not answer:
                return Finding(accepted=False, reason="the function never returned")
        if test_case.expected_output is None:  # the candidate's own input
            return Finding(accepted=True, reason="")
        return self._compare(test_case, answer)


def _stretched(limits: Limits, factor: float) -> Limits:
    """Return the limits with their times multiplied."""
    return replace(
        limits,
        cpu_time_ms=math.ceil(limits.cpu_time_ms * factor),
        wall_time_ms=math.ceil(limits.wall_time_ms * factor),
    )
