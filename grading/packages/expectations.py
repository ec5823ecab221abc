"""What a submission of a package has to get, and what it got instead.

The format knows four verdicts of a test case: AC, WA, TLE and RTE. Ours that it does
not know count as run-time errors, since the program was ended before it was done.

Source: ``spec/2025-09.md``, "Example submissions".
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from grading.packages.globs import matches
from grading.protocol import Group, Judgement, Run, Verdict, score

AC: Final = frozenset({Verdict.ACCEPTED})
WA: Final = frozenset({Verdict.WRONG_ANSWER})
TLE: Final = frozenset({Verdict.TIME_LIMIT_EXCEEDED})
RTE: Final = frozenset(
    {Verdict.RUN_TIME_ERROR, Verdict.MEMORY_LIMIT_EXCEEDED, Verdict.OUTPUT_LIMIT_EXCEEDED}
)
ANYTHING: Final = AC | WA | TLE | RTE
"""All that a program can get that compiles, on a machine that works."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What some of the test cases have to get.

    test_cases: a pattern of their codes, or of groups; empty for all of them.
    permitted: every one has to get one of these verdicts.
    required: at least one has to get one of these.
    points: the fewest and the most points that they may earn, both included; None if
        any will do.
    message: stands in the reason of at least one; may be empty.
    bounds_time_limit: the time limit has to leave room for its slowest run.
    """

    test_cases: str = ""
    permitted: frozenset[Verdict] = ANYTHING
    required: frozenset[Verdict] = ANYTHING
    points: tuple[Fraction, Fraction] | None = None
    message: str = ""
    bounds_time_limit: bool = False

    def concerns(self, code: str) -> bool:
        """Say whether it speaks of a test case."""
        return not self.test_cases or matches(self.test_cases, code)


def unmet(
    expectations: Iterable[Expectation], judgement: Judgement, groups: Collection[Group]
) -> tuple[str, ...]:
    """Return what a judgement does not fulfil, a sentence each; nothing if all is well.

    A judge_error fulfils nothing and is not the submission's: ask before.
    """
    return tuple(
        complaint
        for expectation in expectations
        for complaint in _complaints(expectation, judgement, groups)
    )


def _complaints(
    expectation: Expectation, judgement: Judgement, groups: Collection[Group]
) -> Iterator[str]:
    runs = [run for run in judgement.runs if expectation.concerns(run.test_case)]
    place = f"{expectation.test_cases}: " if expectation.test_cases else ""
    if not runs and not any(map(expectation.concerns, judgement.not_run)):
        yield f"{place}there is no such test case"
        return
    for run in runs:
        if run.verdict not in expectation.permitted:
            allowed = _listed(expectation.permitted)
            yield f"{run.test_case} is {run.verdict}, permitted is {allowed}"
            break
    else:
        if not any(run.verdict in expectation.required for run in runs):
            yield f"{place}no test case is {_listed(expectation.required)}"
    if expectation.points is not None:
        yield from _points_complaint(expectation, place, judgement, groups)
    message = " ".join(expectation.message.split())
    if message and not any(message in run.reason for run in runs):
        yield f"{place}no reason holds {message!r}"


def _points_complaint(
    expectation: Expectation, place: str, judgement: Judgement, groups: Collection[Group]
) -> Iterator[str]:
    fewest, most = expectation.points or (Fraction(0), Fraction(0))
    earned = _earned(expectation, judgement, groups)
    if not fewest <= earned <= most:
        wanted = f"{float(fewest):g}" + (f" to {float(most):g}" if most != fewest else "")
        yield f"{place}earns {float(earned):g} points, expected {wanted}"


def _earned(expectation: Expectation, judgement: Judgement, groups: Collection[Group]) -> Fraction:
    """Return the points of the groups that an expectation names, or of all of them."""
    named = [group for group in groups if expectation.concerns(group.code)]
    return score(named, judgement.runs, judgement.not_run)


def _listed(verdicts: frozenset[Verdict]) -> str:
    return " or ".join(sorted(verdicts))


def slowest_ms(expectations: Iterable[Expectation], runs: Iterable[Run]) -> int | None:
    """Return the CPU time of the slowest run that the time limit has to leave room for."""
    bounding = [one for one in expectations if one.bounds_time_limit]
    times = [
        run.cpu_time_ms for run in runs if any(one.concerns(run.test_case) for one in bounding)
    ]
    return max(times, default=None)
