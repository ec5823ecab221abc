"""Has jobs judged, by whichever grader this deployment has."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from contextvars import copy_context
from dataclasses import replace
from typing import Protocol

from django.conf import settings
from django.dispatch import Signal

from grading.protocol import Job, Judgement, TestCase, Verdict
from quizzes.gateway.billing import billed as noted
from quizzes.gateway.children import CORES, warm_children
from quizzes.gateway.errands import Errand, Gathered, apart, is_blamed, stopped
from quizzes.gateway.errors import (
    GraderRefused,
    GraderStale,
    GraderStopped,
    GraderUnavailable,
    TestCaseDoesNotFit,
)
from quizzes.gateway.function import GraderFunction
from quizzes.rules import languages
from quizzes.rules.function_reports import Billed


class Door(Protocol):
    """A way to a grader."""

    def pack(self, job: Job) -> bytes:
        """Write a job as it travels. Raises DoesNotFit if it is too much for one errand."""

    def send(self, errand: Errand) -> Judgement:
        """Have an errand judged, and wait. Raises GraderUnavailable."""


DOORS: dict[str, Door] = {"child": warm_children, "lambda": GraderFunction()}

KNOWN_GOOD = Job(
    code="known-good",
    language="python",
    source=b"print(int(input()) + 1)",
    test_cases=(TestCase("good", b"1\n", b"2\n"),),
)
"""Tells a grader that fails on everything from one that a submission stops."""

MOST_STALE = 5
"""So many environments in a row may leave because an earlier submission changed them. A guess:
each is met once."""

DOUBT_SECONDS = 60
"""A grader that was held up for so long was not ended by somebody else. A guess, which keeps the
second hearing out of the time that a worker on Lambda has."""

HEARING_PAUSE_SECONDS = 3
"""Before a second hearing, for what troubles the machine to pass. A guess."""

asked = Signal()
"""job, answer, took_ms, billed. The grader answered, or failed: ``answer`` is a Judgement or the
GraderUnavailable. Sent in the thread that asked, once per job, whatever the number of tries;
``billed`` lists a Billed for each invocation of a function, and is empty for a child."""


def judge_all(jobs: Sequence[Job]) -> list[Judgement | GraderUnavailable]:
    """Have several jobs judged side by side; return for each what `judge` returns or raises."""
    with ThreadPoolExecutor(CORES) as pool:
        answers = [pool.submit(copy_context().run, _answer, job) for job in jobs]
        return [_told(job, *answer.result()) for job, answer in zip(jobs, answers, strict=True)]


def judge(job: Job) -> Judgement:
    """Have one job judged, and wait for it.

    A job that is too much for one errand goes in several, one after the other, and
    the answers come back as one. A grader that fails is replaced and asked once more;
    if a submission ends it both times while a job known to be good passes, and does so
    again a moment later, the verdict is run_time_error, "stopped the grader". What the
    job allows bounds each wait; silence for longer is blamed on nobody.

    Raises:
        GraderUnavailable: there is no judgement; the message says why.
        GraderBusy, GraderSilent: of these, what may pass by itself.
        NoTimeLeft: of these, because `finishing_within` set a bound.
    """
    answer = _told(job, *_answer(job))
    if isinstance(answer, GraderUnavailable):
        raise answer
    return answer


def misfits(job: Job) -> list[str]:
    """Return what keeps a job from being sent, one sentence for each test case concerned."""
    door = DOORS[settings.GRADER]
    found: list[str] = []
    cases = job.test_cases
    while cases:
        try:
            for errand in apart(replace(job, test_cases=cases), door.pack):
                cases = cases[len(errand.job.test_cases) :]
        except TestCaseDoesNotFit as problem:
            found.append(str(problem))
            cases = cases[1:]
    return found


def untaken(needs: frozenset[str]) -> list[str]:
    """Return which of these languages the grader of this deployment does not take."""
    return languages.untaken(needs, taken=settings.GRADER_LANGUAGES)


def _answer(job: Job) -> tuple[Judgement | GraderUnavailable, int, list[Billed]]:
    """Ask; return the answer, how long it took in ms, and its price."""
    billed: list[Billed] = []
    noted.set(billed)
    start = time.monotonic()
    answer: Judgement | GraderUnavailable
    try:
        answer = _judgement(job)
    except GraderUnavailable as refusal:
        answer = refusal
    return answer, round(1000 * (time.monotonic() - start)), billed


def _told(
    job: Job, answer: Judgement | GraderUnavailable, took_ms: int, billed: list[Billed]
) -> Judgement | GraderUnavailable:
    """Send the news of an answer and return it. A listener that fails must not cost a grade."""
    asked.send_robust(sender=None, job=job, answer=answer, took_ms=took_ms, billed=billed)
    return answer


def _judgement(job: Job) -> Judgement:
    needs = languages.needed(job.language, has_checker_program=job.checker.program is not None)
    if missing := untaken(needs):
        raise GraderRefused(f"The grader of this deployment does not take {', '.join(missing)}.")
    door = DOORS[settings.GRADER]
    gathered = Gathered(job)
    for errand in apart(job, door.pack):
        left = gathered.still_to_run(errand.job)
        if left is None:
            continue
        if left != errand.job:
            errand = Errand(left, door.pack(left))  # noqa: PLW2901 -- the rest of the same one
        gathered.add(errand.job, _without_doubt(door, errand))
        if gathered.is_settled:
            break
    return gathered.judgement()


def _without_doubt(door: Door, errand: Errand) -> Judgement:
    """Ask; a submission that is said to have stopped the grader gets a second hearing.

    Somebody else may have ended its processes twice, such as a machine that is short of
    memory. Whoever does it on purpose does it again.
    """
    start = time.monotonic()
    judgement = _asked_twice(door, errand)
    if is_blamed(judgement) and time.monotonic() - start < DOUBT_SECONDS:
        time.sleep(HEARING_PAUSE_SECONDS)
        judgement = _asked_twice(door, errand)
    return judgement


def _asked_twice(door: Door, errand: Errand) -> Judgement:
    """Ask, and once more if that may help, and then find out whose fault it is."""
    try:
        return _sent(door, errand)
    except GraderUnavailable as failure:
        if not failure.worth_a_second_try:
            raise
        first = failure
    try:
        return _sent(door, errand)
    except GraderStopped:
        if isinstance(first, GraderStopped) and _judges_what_is_good(door):
            return stopped(errand.job)
        raise


def _sent(door: Door, errand: Errand) -> Judgement:
    """Ask; an environment that left before it began has not been asked at all."""
    for _ in range(MOST_STALE):
        with suppress(GraderStale):
            return door.send(errand)
    return door.send(errand)


def _judges_what_is_good(door: Door) -> bool:
    """Say whether the grader works when this submission is not there."""
    try:
        judgement = _sent(door, Errand(KNOWN_GOOD, door.pack(KNOWN_GOOD)))
    except GraderUnavailable:
        return False
    return judgement.verdict is Verdict.ACCEPTED
