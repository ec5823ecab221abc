"""What is run again before a verdict is given, and how the two are put together."""

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from grading.protocol import Limits
from grading.sandbox import keeper as keeper_module
from grading.sandbox.keeper import Keeper
from grading.sandbox.library import pack_library
from grading.sandbox.outcome import Outcome, Stopped, overran_by_little, verdict_of
from grading.sandbox.recipe import Recipe
from grading.sandbox.submission import Request, Submission
from grading.sandbox.supplies import Supplies

LIMITS = Limits(cpu_time_ms=10_000, wall_time_ms=400)

launched: list[str] = []


class CountingSubmission(Submission):
    """A submission that tells which requests it has launched."""

    def _launch(self, request: Request) -> None:
        launched.append(request.code)
        super()._launch(request)


TRIES = 20
"""A busy machine may make a run much too slow that was to be barely so."""


@pytest.fixture(scope="module")
def keeper() -> Iterator[Keeper]:
    if os.geteuid() != 0:
        pytest.skip("only as root: elsewhere the tests' own process could be read")
    with Keeper(Supplies(pack_library())) as running:
        yield running


def outcomes(keeper: Keeper, source: bytes, *codes: str, at_once: int) -> dict[str, Outcome]:
    """Run a text once for each code, which is also its input."""
    launched.clear()
    recipe = Recipe(kind="python", source=source, file_name="solution.py")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keeper_module, "Submission", CountingSubmission)
        with keeper.submission(recipe) as submission:
            requests = (Request(code, code.encode(), LIMITS) for code in codes)
            done = submission.run_all(requests, at_once=at_once)
            return {request.code: outcome for request, outcome in done}


def test_a_run_that_is_barely_too_slow_is_measured_again(keeper: Keeper):
    source = b"import time\ntime.sleep(0.41)\n"

    for _ in range(TRIES):
        done = outcomes(keeper, source, "a", at_once=1)
        if done["a"].stopped is None:
            break

    assert launched.count("a") == 2
    assert verdict_of(done["a"], LIMITS)[1] == "took over 400 ms"


def test_a_run_that_is_much_too_slow_is_killed_and_not_measured_again(keeper: Keeper):
    source = b"import time\ntime.sleep(60)\n"

    done = outcomes(keeper, source, "a", at_once=1)

    assert launched == ["a"]
    assert done["a"].stopped is Stopped.WALL_TIME


def test_runs_beside_one_that_stopped_their_stem_are_run_again_alone(keeper: Keeper):
    source = (
        b"import os, signal, time\nif input() == 'kill':\n"
        b"    os.kill(os.getppid(), signal.SIGKILL)\ntime.sleep(0.2)\nprint('done')\n"
    )
    with Keeper(Supplies(pack_library(), layers=frozenset({"lockdown"}))) as locked_down:
        done = outcomes(locked_down, source, "live", "kill", "last", at_once=3)

    assert {code: outcome.stopped for code, outcome in done.items()} == {
        "live": None,
        "kill": Stopped.STEM_LOST,
        "last": None,
    }
    assert done["live"].output == b"done\n"


FAST = Outcome(cpu_time_ms=100, wall_time_ms=100)


@pytest.mark.parametrize(
    ("outcome", "by_little"),
    [
        (FAST, False),
        (replace(FAST, wall_time_ms=400), False),
        (replace(FAST, wall_time_ms=401), True),
        (replace(FAST, cpu_time_ms=10_001), True),
        (replace(FAST, wall_time_ms=440, stopped=Stopped.WALL_TIME), False),
        (Outcome(stopped=Stopped.STEM_LOST), False),
    ],
)
def test_what_overruns_by_little_is_told_from_what_was_killed(outcome: Outcome, by_little: bool):
    assert overran_by_little(outcome, LIMITS) is by_little


def test_the_faster_of_two_counts_and_one_whose_end_is_unknown_never_does():
    slow = replace(FAST, cpu_time_ms=101)
    lost = Outcome(stopped=Stopped.STEM_LOST)

    assert [
        FAST.is_faster_than(slow),
        slow.is_faster_than(FAST),
        lost.is_faster_than(slow),
        slow.is_faster_than(lost),
    ] == [True, False, False, True]
