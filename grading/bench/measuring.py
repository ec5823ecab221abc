"""Everything in one run, the ways taking turns, so that what disturbs one disturbs all."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryDirectory

from grading.bench.figures import OURS, PLAIN, Absent, FirstResult, PerTest, Result, Slowdown
from grading.bench.ours import LanguageRefused, Ours
from grading.bench.peers import PEERS, Built, PeerFailed, build
from grading.bench.programs import (
    LANGUAGES,
    OUR_TEST_CASES,
    PEERS_TEST_CASES,
    add_one,
    loop,
    toolchain,
)
from grading.bench.theirs import Found, Workers
from grading.guardian import Options
from grading.languages.language import Toolchain, Unavailable

CORES = (1, 2)

FIRST_RESULTS_PER_ROUND = 5
"""They are short, and one says little."""

LOOPS_PER_ROUND = 3
"""Their minimum is what counts, and it needs a few to be found."""

type Way = Callable[[], float]
type Taken = Mapping[str, Sequence[float]]


@dataclass(frozen=True, slots=True)
class Place:
    """Some cores, and the ways to judge on them: our grader, and workers that start peers."""

    cores: Sequence[int]
    ours: Ours
    workers: Workers


@contextmanager
def places(options: Options) -> Iterator[tuple[Place, ...]]:
    """Give a place with one core, and one with two if the machine has so many.

    Raises:
        SandboxUnavailable: nothing can be judged here.
    """
    all_cores = sorted(os.sched_getaffinity(0), reverse=True)
    with ExitStack() as opened:
        # All workers first: they must not hold open what our graders wait to see closed.
        everybody = [
            opened.enter_context(Workers(all_cores[:number]))
            for number in CORES
            if number <= len(all_cores)
        ]
        found = []
        for workers in everybody:
            with kept_to(workers.cores):
                ours = opened.enter_context(Ours(options, at_once=len(workers.cores)))
            found.append(Place(workers.cores, ours, workers))
        yield tuple(found)


@contextmanager
def kept_to(cores: Sequence[int]) -> Iterator[None]:
    """Use these cores only; so do processes that are started meanwhile, as long as they live."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def measure(
    everywhere: tuple[Place, ...], *, rounds: int, languages: Sequence[str]
) -> Iterator[Result]:
    """Yield what is found, language by language. Takes minutes."""
    peers = []
    for peer in PEERS:
        path = peer.find()
        if isinstance(path, Absent):
            yield path
        else:
            peers.append(Found(peer, path))
    for number in CORES[len(everywhere) :]:
        yield Absent(f"{number} cores", "this machine has fewer")
    for language in languages:
        if language not in LANGUAGES:
            yield Absent(language, f"the bench has programs in {', '.join(LANGUAGES)} only")
            continue
        tools = toolchain(language)
        if isinstance(tools, Unavailable):
            yield Absent(language, tools.reason)
            continue
        try:
            everywhere[0].ours.submission_ms(language, 1)
        except LanguageRefused as error:
            yield Absent(language, str(error))
            continue
        yield from _Language(language, tools, everywhere, rounds).measured(peers)


@dataclass(frozen=True, slots=True)
class _Language:
    """One language's turn."""

    name: str
    tools: Toolchain
    places: tuple[Place, ...]
    rounds: int

    def measured(self, peers: Sequence[Found]) -> Iterator[Result]:
        working = []
        for found in peers:
            try:
                self._first_result(found, self.places[0])()
            except PeerFailed as error:
                yield Absent(f"{found.peer.name} for {self.name}", str(error))
            else:
                working.append(found)
        for place in self.places:
            sys.stderr.write(f"measuring {self.name}, cores: {len(place.cores)}\n")
            with kept_to(place.cores):
                yield from self._per_test(working, place)
                yield from self._first_results(working, place)
        sys.stderr.write(f"measuring {self.name}, computing only\n")
        with kept_to(self.places[0].cores):
            yield from self._slowdowns(working, self.places[0])

    def _per_test(self, peers: Sequence[Found], place: Place) -> Iterator[PerTest]:
        with TemporaryDirectory() as directory:
            built = build(self.name, self.tools, add_one(self.name), directory)
            ways: dict[str, Way] = {OURS: partial(self._our_ms_per_test, place)}
            for found in peers:
                ways[found.peer.name] = partial(self._ms_per_test, found, built, place)
            taken = take_turns(ways, self.rounds)
        ours = statistics.median(taken[OURS])
        for way, all_ms in taken.items():
            median = statistics.median(all_ms)
            yield PerTest(
                language=self.name,
                cores=len(place.cores),
                way=way,
                median_ms_per_test=median,
                minimum_ms_per_test=min(all_ms),
                tests_per_second=1000 / median,
                times_ours=median / ours,
            )

    def _our_ms_per_test(self, place: Place) -> float:
        count = OUR_TEST_CASES[self.name]
        return place.ours.submission_ms(self.name, count) / count

    def _ms_per_test(self, found: Found, built: Built, place: Place) -> float:
        count = PEERS_TEST_CASES[self.name]
        return place.workers.submission_ms(found, built, count) / count

    def _first_results(self, peers: Sequence[Found], place: Place) -> Iterator[FirstResult]:
        ways: dict[str, Way] = {OURS: partial(place.ours.submission_ms, self.name, 1)}
        for found in peers:
            ways[found.peer.name] = self._first_result(found, place)
        taken = take_turns(ways, self.rounds * FIRST_RESULTS_PER_ROUND)
        ours = statistics.median(taken[OURS])
        for way, all_ms in taken.items():
            median = statistics.median(all_ms)
            yield FirstResult(
                language=self.name,
                cores=len(place.cores),
                way=way,
                median_ms=median,
                minimum_ms=min(all_ms),
                times_ours=median / ours,
            )

    def _first_result(self, found: Found, place: Place) -> Way:
        text = add_one(self.name)
        return partial(place.workers.first_result_ms, found, self.name, self.tools, text)

    def _slowdowns(self, peers: Sequence[Found], place: Place) -> Iterator[Slowdown]:
        with TemporaryDirectory() as directory:
            built = build(self.name, self.tools, loop(self.name), directory)
            ways: dict[str, Way] = {OURS: partial(place.ours.loop_ms, self.name)}
            for found in peers:
                ways[found.peer.name] = partial(place.workers.loop_ms, found, built)
            taken = take_turns(ways, self.rounds * LOOPS_PER_ROUND)
        for way, all_ms in taken.items():
            yield Slowdown(
                language=self.name,
                way=way,
                median_cpu_ms=statistics.median(all_ms),
                minimum_cpu_ms=min(all_ms),
                slower_percent=(min(all_ms) / min(taken[PLAIN]) - 1) * 100,
            )


def take_turns(ways: Mapping[str, Way], rounds: int) -> Taken:
    """Return what each way gave in each round; within a round each has its turn."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for _round in range(rounds):
        for name, way in ways.items():
            taken[name].append(way())
    return taken
