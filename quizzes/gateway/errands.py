"""Takes a job that is too much for one errand apart, and puts the answers together.

job --apart--> errand, errand, ... --grader--> judgement, judgement, ... --Gathered--> judgement
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from grading.protocol import FirstFailures, Job, Judgement, Run, Verdict
from quizzes.gateway.errors import DoesNotFit, GraderUnavailable, TestCaseDoesNotFit

type Pack = Callable[[Job], bytes]
"""Writes a job as it travels. Raises DoesNotFit."""

STOPPED_THE_GRADER = "stopped the grader"
"""As the grader itself says it when a submission ends its keeper."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A job, or a part of it, as it is sent."""

    job: Job
    packed: bytes


def apart(job: Job, pack: Pack) -> Iterator[Errand]:
    """Yield a job in as few errands as halving finds; usually it is one.

    Raises:
        TestCaseDoesNotFit: one test case alone is too much.
    """
    try:
        packed = pack(job)
    except DoesNotFit as reason:
        first, *others = job.test_cases
        if not others:
            raise TestCaseDoesNotFit(first.code, reason) from reason
        half = len(job.test_cases) // 2
        yield from apart(replace(job, test_cases=job.test_cases[:half]), pack)
        yield from apart(replace(job, test_cases=job.test_cases[half:]), pack)
    else:
        yield Errand(job, packed)


class Gathered:
    """The answers to the errands of one job, in order."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._judgements: list[Judgement] = []
        self._failures = FirstFailures(job.groups)

    def still_to_run(self, job: Job) -> Job | None:
        """Return what is left of a part once what failed before it is known; None if nothing."""
        left = tuple(case for case in job.test_cases if not self._failures.skips(case.code))
        return replace(job, test_cases=left) if left else None

    def add(self, asked: Job, judgement: Judgement) -> None:
        """Keep one answer.

        Raises:
            GraderUnavailable: it is not an answer to what was asked.
        """
        if judgement.code != self._job.code:
            raise GraderUnavailable("The grader answered another job.")
        answered = sorted([*(run.test_case for run in judgement.runs), *judgement.not_run])
        if answered != sorted(case.code for case in asked.test_cases) and not _is_fault(judgement):
            raise GraderUnavailable("The grader answered other test cases.")
        self._judgements.append(judgement)
        for run in judgement.runs:
            if run.verdict is not Verdict.ACCEPTED:
                self._failures.failed(run.test_case)

    @property
    def is_settled(self) -> bool:
        """Whether the other test cases can only come out as the last one did."""
        return bool(self._judgements) and (
            _is_fault(self._judgements[-1]) or self._same_for_all() is not None
        )

    def _same_for_all(self) -> Run | None:
        for run in self._judgements[-1].runs:
            if run.verdict is Verdict.COMPILE_ERROR or _stopped_it(run):
                return run
        return None

    def judgement(self) -> Judgement:
        """Return all of it as the answer to the whole job."""
        first = self._judgements[0]
        if faulty := [one for one in self._judgements if _is_fault(one)]:
            return faulty[0]
        runs = {run.test_case: run for one in self._judgements for run in one.runs}
        if (same := self._same_for_all()) is not None:
            for case in self._job.test_cases:
                runs.setdefault(case.code, replace(same, test_case=case.code))
        codes = [case.code for case in self._job.test_cases]
        layers = set.intersection(*(set(one.isolation) for one in self._judgements))
        return replace(
            first,
            runs=tuple(runs[code] for code in codes if code in runs),
            not_run=tuple(code for code in codes if code not in runs),
            isolation=tuple(layer for layer in first.isolation if layer in layers),
        )


def stopped(job: Job) -> Judgement:
    """Return the judgement of a submission that stopped the grader each time."""
    runs = tuple(
        Run(case.code, Verdict.RUN_TIME_ERROR, reason=STOPPED_THE_GRADER) for case in job.test_cases
    )
    return Judgement(code=job.code, runs=runs, grader_version="unknown")


def is_blamed(judgement: Judgement) -> bool:
    """Say whether a submission is said to have stopped the grader."""
    return any(map(_stopped_it, judgement.runs))


def _stopped_it(run: Run) -> bool:
    return run.verdict is Verdict.RUN_TIME_ERROR and run.reason == STOPPED_THE_GRADER


def _is_fault(judgement: Judgement) -> bool:
    """Say whether the grader failed on some test case, which makes the whole job ungraded."""
    return any(run.verdict is Verdict.JUDGE_ERROR for run in judgement.runs)
