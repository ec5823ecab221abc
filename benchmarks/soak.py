"""Does one grader stay as it was through 10,000 submissions, good and hostile mixed?

One `python -m grading serve` gets them all: Python mostly, some C, JavaScript and SQL, an
eighth of them hostile. Its memory, descriptors, processes, mounts and folders, and what its
runs leave, are counted when there was one of each kind, after a quarter, and at the end; from
there to here nothing may grow beyond its bound. Good programs have to be accepted, failing
and hostile ones have to get what their file says.

    python -m benchmarks.soak [COUNT] [--layers lockdown,...]

Exit status: 1 if something grew beyond its bound, something was left at the end or a
verdict was wrong, else 0. Takes some ten minutes; standard error tells how far it is.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from textwrap import shorten

from benchmarks._soak_belongings import Figure, belongings, folders_of
from benchmarks._soak_submissions import Submission, available, mixed, submissions
from grading.protocol import Job, Judgement
from tests.grading.client import Grader
from tests.grading.hostile_programs import answer_if_alive, judge_good, replace_grader

COUNT = 10_000
PROGRESS_EVERY = 500
WARM_AFTER = 4
"""At one part of so many the grader counts as warm: of 10,000 every program was judged by
then, those with large outputs too."""

ENDING_SECONDS = 5.0
"""For a killed zygote to be gone when its keeper is; it takes some milliseconds."""

SHOWN, LONGEST = 20, 300
"""Complaints that are printed, and characters of each; the others are only counted."""


class Soaked:
    """The grader that gets everything. What a submission stops is replaced, and counted.

    layers: that hold its runs. pids: of keeper, zygote and guardian, in words.
    keepers: all that there were. guardians: how many.
    """

    def __init__(self, grader: Grader) -> None:
        self.grader = grader
        self.guardians = 1
        self.keepers: list[int] = []
        self._look_at_processes()

    def answer(self, job: Job) -> Judgement | None:
        """Return the judgement; None if the guardian was stopped, and there is another now."""
        judgement = answer_if_alive(self.grader, job)
        if judgement is None:
            replace_grader(self.grader, orphans=self.pids.split()[:2])
            self.guardians += 1
        if judgement is None or not Path("/proc", str(self.keepers[-1])).exists():
            self._look_at_processes()
        return judgement

    def _look_at_processes(self) -> None:
        self.layers = judge_good(self.grader)
        keeper = self.grader.keeper_pid
        self.keepers.append(keeper)
        self.pids = f"{keeper} {self.grader.zygote_pid} {self.grader.pid}"


def soak(soaked: Soaked, count: int, by_kind: dict[str, list[Submission]]) -> Iterator[str]:
    """Submit one of each kind and then `count` more; print a table; yield what is wrong."""
    for those in by_kind.values():
        yield from those[0].submit(soaked)
    fresh = warm = belongings(soaked.grader)
    kinds: Counter[str] = Counter()
    started = time.monotonic()
    for number, one in enumerate(mixed(by_kind, count), start=1):
        yield from one.submit(soaked)
        kinds[one.kind] += 1
        if number % PROGRESS_EVERY == 0:
            tell(number, count, time.monotonic() - started, belongings(soaked.grader))
        if number == count // WARM_AFTER:
            warm = belongings(soaked.grader)
    seconds = time.monotonic() - started
    end = belongings(soaked.grader)
    print(f"{count} submissions in {seconds:.0f} s: {', '.join(in_words(kinds))}")
    print(f"isolation: {', '.join(soaked.layers)}")
    print(f"guardians: {soaked.guardians}, keepers: {len(soaked.keepers)}")
    show(fresh, warm, end)
    yield from grown(warm, end)


def show(*moments: Sequence[Figure]) -> None:
    print(f"{'':36} {'fresh':>9} {'warm':>9} {'end':>9}   may grow by")
    for figures in zip(*moments, strict=True):
        values = ["not seen" if one.value is None else str(one.value) for one in figures]
        cells = " ".join(f"{value:>9}" for value in values)
        print(f"{figures[0].name:36} {cells} {figures[-1].may_grow:>9}")


def grown(before: Sequence[Figure], after: Sequence[Figure]) -> Iterator[str]:
    """Yield which figures are larger than they may be."""
    for first, last in zip(before, after, strict=True):
        if last.grew_too_much(first):
            yield f"{last.name} grew from {first.value} to {last.value}"


def tell(number: int, count: int, seconds: float, figures: Iterable[Figure]) -> None:
    memory = [f"{one.value}" for one in figures if one.name.endswith("KiB")]
    words = f"{number} of {count}, {seconds:.0f} s, KiB of guardian, keeper, zygotes:"
    print(words, " ".join(memory), file=sys.stderr, flush=True)


def in_words(kinds: Counter[str]) -> list[str]:
    return [f"{number} {kind}" for kind, number in kinds.most_common()]


def left(soaked: Soaked, status: int) -> Iterator[str]:
    """Yield what is left of a grader that has ended."""
    if status != 0:
        yield f"the guardian ended with status {status}"
    for keeper in set(soaked.keepers):
        yield from (f"left in the end: {path}" for path in folders_of(keeper))
    deadline = time.monotonic() + ENDING_SECONDS
    for pid in soaked.pids.split():
        while Path("/proc", pid).exists():
            if time.monotonic() > deadline:
                yield f"left in the end: process {pid}"
                break
            time.sleep(0.01)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("count", type=int, nargs="?", default=COUNT)
    parser.add_argument("--layers", help="of isolation that may be used; by default all")
    options = parser.parse_args()
    user = "root" if os.geteuid() == 0 else "a user without rights"
    print(f"Linux {platform.release()}, Python {platform.python_version()}, as {user}")
    grader = Grader(*(("--layers", options.layers) if options.layers else ()))
    soaked = Soaked(grader)
    by_kind = submissions(available(soaked), soaked.layers)
    problems = list(soak(soaked, options.count, by_kind))
    problems += left(soaked, grader.close())
    for problem in problems[:SHOWN]:
        print(f"WRONG: {shorten(problem, LONGEST)}")
    print(f"{len(problems)} wrong" if problems else "Nothing grew, nothing was left.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
