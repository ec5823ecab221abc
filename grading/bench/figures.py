"""What is found: one dataclass for each kind of result, and the aims to compare with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, Final, Self

from grading.bench.machine import Machine

OURS: Final = "ours"
PLAIN: Final = "subprocess"
"""Names of two ways; the others are the peers' own."""


@dataclass(frozen=True, slots=True)
class PerTest:
    """One of many test cases of a submission: start, run, wait, compare.

    Compiling has its share in ours, and is left out of a peer's.

    times_ours: this way's median, with ours as 1.
    """

    language: str
    cores: int
    way: str
    median_ms_per_test: float
    minimum_ms_per_test: float
    tests_per_second: float
    times_ours: float


@dataclass(frozen=True, slots=True)
class FirstResult:
    """A fresh submission with one test case, compiled in every way."""

    language: str
    cores: int
    way: str
    median_ms: float
    minimum_ms: float
    times_ours: float


@dataclass(frozen=True, slots=True)
class Slowdown:
    """A loop that only computes; CPU time by the program's own clock, so without its start.

    slower_percent: than in a plain subprocess, by the minima, since what is above the
        minimum is other programs' doing. Below 0 it was faster.
    """

    language: str
    way: str
    median_cpu_ms: float
    minimum_cpu_ms: float
    slower_percent: float


@dataclass(frozen=True, slots=True)
class Absent:
    """What could not be measured here, why, and how that can be changed."""

    name: str
    reason: str
    how_to_get: str = ""


type Result = PerTest | FirstResult | Slowdown | Absent


@dataclass(frozen=True, slots=True)
class Aim:
    """A figure that we want.

    at_most: what is still good enough, if that is more than what is wanted.
    found: None if it was not measured.
    """

    name: str
    unit: str
    wanted: float
    found: float | None
    more_is_better: bool = False
    at_most: float | None = None

    @property
    def outcome(self) -> str:
        """How the figure found compares, in words."""
        if self.found is None:
            return "not measured"
        if self.found == self.wanted or (self.found > self.wanted) is self.more_is_better:
            return "met"
        if self.at_most is not None and self.found <= self.at_most:
            return "good enough"
        return "missed"


@dataclass(frozen=True, slots=True)
class Figures:
    """All that one call of the bench found, each kind in the order of measuring."""

    machine: Machine
    rounds: int
    per_test: tuple[PerTest, ...]
    first_results: tuple[FirstResult, ...]
    slowdowns: tuple[Slowdown, ...]
    absent: tuple[Absent, ...]

    @classmethod
    def of(cls, machine: Machine, rounds: int, results: Iterable[Result]) -> Self:
        """Sort results by their kind."""
        found = list(results)
        return cls(
            machine,
            rounds,
            per_test=tuple(one for one in found if isinstance(one, PerTest)),
            first_results=tuple(one for one in found if isinstance(one, FirstResult)),
            slowdowns=tuple(one for one in found if isinstance(one, Slowdown)),
            absent=tuple(one for one in found if isinstance(one, Absent)),
        )

    def to_json(self) -> dict[str, Any]:
        aims = [{**asdict(aim), "outcome": aim.outcome} for aim in self.aims]
        return {**asdict(self), "aims": aims}

    @property
    def aims(self) -> tuple[Aim, ...]:
        """Our figures beside what we want. Source: docs/proofs/bench.md."""
        ours = [one for one in self.per_test if one.way == OURS]
        ms = {(one.language, one.cores): one.median_ms_per_test for one in ours}
        per_second = {(one.language, one.cores): one.tests_per_second for one in ours}
        fresh = [one for one in self.first_results if one.way == OURS]
        fresh_ms = {(one.language, one.cores): one.median_ms for one in fresh}
        slower = [one.slower_percent for one in self.slowdowns if one.way == OURS]
        return (
            Aim(
                name="Python, one core",
                unit="ms per test case",
                wanted=1.2,
                at_most=1.5,
                found=ms.get(("python", 1)),
            ),
            Aim(
                name="Python, two cores",
                unit="test cases per second",
                wanted=1300,
                more_is_better=True,
                found=per_second.get(("python", 2)),
            ),
            Aim(
                name="Python, first result of a fresh submission",
                unit="ms",
                wanted=5,
                found=fresh_ms.get(("python", 1)),
            ),
            Aim(
                name="C, one core",
                unit="ms per test case",
                wanted=1.0,
                found=ms.get(("c", 1)),
            ),
            Aim(
                name="code that only computes, the worst of all languages",
                unit="% slower",
                wanted=3,
                found=max(slower, default=None),
            ),
        )
