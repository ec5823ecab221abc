"""The time limit of a package: stated, or inferred from what right programs need.

Source of the rule: ``spec/legacy.md``, "Limits", and ``spec/2025-09.md``, "Problem
timing" and "Timelimit inference".
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

from grading.judge_files.programs import Program
from grading.packages import Package, slowest_ms, unmet
from grading.protocol import Judgement

INFERRING_MS: Final = 30_000
"""CPU time for submissions while their time is taken; a guess, far above any limit."""

WITHOUT_MEASURE_MS: Final = 10_000
"""CPU time where a package states none and has no submission to take it from. A guess
on the long side: nothing right is then called slow."""

type Judge = Callable[[Program, int], Judgement]
"""Judges a program with so many milliseconds of CPU time for each run."""


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """The CPU time of one run, and where it comes from.

    source: in words for people.
    judgements: by program, those that were found on the way and hold for this limit.
    """

    cpu_time_ms: int
    source: str
    judgements: dict[Program, Judgement] = field(default_factory=dict)


def time_limit_of(package: Package, programs: Sequence[Program], judge: Judge) -> TimeLimit:
    """Return the package's time limit, or infer it by running submissions.

    programs: all submissions of the package. Those that the limit has to leave room for
        are run; one that does not get what it should says nothing about time.
    """
    if package.time_limit_ms is not None:
        return TimeLimit(package.time_limit_ms, "as the package says")
    slowest: tuple[int, str] | None = None
    judgements: dict[Program, Judgement] = {}
    for program in programs:
        if program.obstacle or not any(one.bounds_time_limit for one in program.expectations):
            continue
        judgement = judge(program, INFERRING_MS)
        if unmet(program.expectations, judgement, package.groups):
            continue
        judgements[program] = judgement
        time_ms = slowest_ms(program.expectations, judgement.runs)
        if time_ms is not None and (slowest is None or time_ms > slowest[0]):
            slowest = time_ms, program.name
    if slowest is None:
        return TimeLimit(
            WITHOUT_MEASURE_MS,
            "a guess: the package states none, and no accepted submission could be run to infer"
            " one",
        )
    time_ms, name = slowest
    limit_ms = rounded_up(
        time_ms * Fraction(package.time_multiplier).limit_denominator(1000),
        package.time_resolution_ms,
    )
    source = f"inferred: {package.time_multiplier:g} times the {time_ms} ms of {name}, rounded up"
    return TimeLimit(limit_ms, source, _still_valid(judgements, limit_ms))


def rounded_up(time_ms: Fraction, resolution_ms: int) -> int:
    """Return the smallest multiple of the resolution that is no less, and at least one."""
    return max(1, math.ceil(time_ms / resolution_ms)) * resolution_ms


def _still_valid(judgements: dict[Program, Judgement], limit_ms: int) -> dict[Program, Judgement]:
    """Leave out what would be judged otherwise under the limit: what took too long for it."""
    return {
        program: judgement
        for program, judgement in judgements.items()
        if max(run.cpu_time_ms for run in judgement.runs) <= limit_ms
    }
