"""Keeps a keeper: starts it, hands it jobs, and replaces it when a submission harms it.

    serve, handler, judge (guardian) --exec--> keeper --exec--> zygote --fork--> stem, runs

A run has its keeper's user when nobody is root, and may then kill it. Killing the
grader must never pay: the job is tried once more in a fresh keeper, and if that dies
too while a job known to be good passes in a third, the submission did it.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass, field
from typing import Self

from grading import VERSION
from grading.keeper_process import KeeperLost, KeeperProcess
from grading.protocol import Job, Judgement, Run, TestCase, Verdict
from grading.sandbox import SandboxUnavailable, unreadable
from grading.sandbox.layers import ANY_ISOLATION, LAYERS, MinimumIsolation
from grading.sandbox.library import pack_library
from grading.sandbox.supplies import KNOWN_GOOD, KNOWN_GOOD_INPUT, KNOWN_GOOD_OUTPUT, Supplies
from grading.sandbox.zygote_process import Standing
from grading.unjudged import misunderstood

MINIMUM_VARIABLE = "GRADING_MINIMUM_ISOLATION"
"""Of the environment: `MinimumIsolation`, such as "confined" or "filtered,java=contained"."""

MOST_AT_ONCE = 32
"""Runs of one submission under way: the stem holds a descriptor for each, of 64."""

STOPPED_THE_GRADER = "stopped the grader"


@dataclass(frozen=True, slots=True)
class Options:
    """What whoever starts a grader may decide.

    layers: of isolation that may be used, where they hold; for tests and measurements.
    minimum: the weakest level of isolation that is good enough, for each language.
    at_once: how many runs of a submission may be under way, by default one per core.
    """

    layers: frozenset[str] = frozenset(LAYERS)
    minimum: MinimumIsolation = ANY_ISOLATION
    at_once: int = field(default_factory=lambda: min(len(os.sched_getaffinity(0)), MOST_AT_ONCE))


class Guardian:
    """A keeper at hand, whatever happens to it. A context manager: leaving it ends the keeper."""

    def __init__(self, options: Options | None = None) -> None:
        self._options = options or Options()
        self._keeper: KeeperProcess | None = None
        self._supplies: Supplies | None = None
        self._standing = Standing.of(os.getpid())

    def start(self) -> tuple[str, ...]:
        """Make sure that a keeper is ready; return the layers that hold its runs.

        Raises:
            SandboxUnavailable: candidate code cannot be held here, or we could be
                read by it: become unreadable first.
        """
        return self._running().layers

    @property
    def keeper_pid(self) -> int | None:
        """The running keeper, for those who watch it."""
        return self._keeper.process.pid if self._keeper else None

    @property
    def missing_layers(self) -> dict[str, str]:
        """Why layers that do not hold here do not, by name."""
        return self._keeper.missing if self._keeper else {}

    @property
    def zygote_pid(self) -> int | None:
        return self._keeper.zygote_pid if self._keeper else None

    def judge(self, line: bytes) -> Judgement:
        """Return the judgement of one job, written as a line of JSON.

        Whatever the line or the submission does, there is a judgement: a fault of
        ours, or of the line, is a judge_error with the reason.
        """
        try:
            for _attempt in range(2):
                try:
                    return self._ask(line)
                except KeeperLost:
                    continue
            return self._blame(line)
        except SandboxUnavailable as error:
            return _on_every_test_case(line, Verdict.JUDGE_ERROR, str(error))

    def is_as_it_was(self) -> bool:
        """Say whether our own limits, priority and processors are untouched; else end us."""
        return Standing.of(os.getpid()) == self._standing

    def close(self) -> None:
        """End the keeper, if there is one, and give back what it needed."""
        self._end_keeper()
        if self._supplies is not None:
            os.close(self._supplies.library)
            self._supplies = None

    def _end_keeper(self) -> None:
        if self._keeper is not None:
            keeper, self._keeper = self._keeper, None
            keeper.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def _running(self) -> KeeperProcess:
        if os.geteuid() != 0 and not unreadable.is_unreadable():
            raise SandboxUnavailable(
                "this process could be read by the programs it has judged;"
                " start it with `python -m grading`"
            )
        if self._supplies is None:
            self._supplies = Supplies(  # once, for all keepers to come
                pack_library(),
                layers=self._options.layers,
                minimum=self._options.minimum,
                at_once=self._options.at_once,
            )
        if self._keeper is None:
            self._keeper = KeeperProcess(self._supplies)
        return self._keeper

    def _ask(self, line: bytes) -> Judgement:
        keeper = self._running()
        try:
            judgement, leaving = keeper.judge(line)
        except KeeperLost:
            self._end_keeper()
            raise
        if leaving:
            self._end_keeper()
        return judgement

    def _blame(self, line: bytes) -> Judgement:
        """Find out whether the submission or the grader is at fault for two lost keepers."""
        good = TestCase("good", KNOWN_GOOD_INPUT, KNOWN_GOOD_OUTPUT)
        job = Job(code="good", language="python", source=KNOWN_GOOD, test_cases=(good,))
        try:
            passed = self._ask(as_line(job)).verdict is Verdict.ACCEPTED
        except KeeperLost:
            passed = False
        if passed:
            return _on_every_test_case(line, Verdict.RUN_TIME_ERROR, STOPPED_THE_GRADER)
        return _on_every_test_case(
            line, Verdict.JUDGE_ERROR, "the grader stopped, on a job known to be good as well"
        )


def _on_every_test_case(line: bytes, verdict: Verdict, reason: str) -> Judgement:
    """Return a judgement that says the same of every test case, as far as the job is readable."""
    try:
        job = Job.from_json(json.loads(line))
    except (ValueError, RecursionError):
        return misunderstood(reason)
    runs = tuple(Run(test_case.code, verdict, reason=reason) for test_case in job.test_cases)
    return Judgement(code=job.code, runs=runs, grader_version=VERSION)


def as_line(job: Job) -> bytes:
    """Return a job as one line of JSON."""
    return json.dumps(job.to_json()).encode()
