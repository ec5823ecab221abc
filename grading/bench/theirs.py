"""Their way: workers that start a peer for one test case after the other, one on each core.

bench --fork--> worker --subprocess.run--> peer --> program
  |  `--fork--> worker --subprocess.run--> peer --> program
  |                |
  |-- function, arguments (pickled, by a pipe)
  |<- its value, or what it raised
"""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from tempfile import TemporaryDirectory
from typing import Any, Self

from grading.bench.peers import Built, Peer, PeerFailed, build
from grading.languages.language import Toolchain


@dataclass(frozen=True, slots=True)
class Found:
    """A peer that is here. path: "" for the one that needs no program."""

    peer: Peer
    path: str

    def run(self, built: Built, text: bytes) -> bytes:
        """Run a program once; raises as `Peer.run` does."""
        return self.peer.run(self.path, built, text)


class Worker:
    """A process that calls functions for us, kept to some cores.

    Not one of `concurrent.futures`: those want semaphores, so /dev/shm, which Lambda lacks.
    """

    def __init__(self, cores: Sequence[int]) -> None:
        """Fork it. What is open now stays open in it."""
        fork = get_context("fork")  # the other ways want a main module with a file
        self._ours, theirs = fork.Pipe()
        self._process = fork.Process(target=_serve, args=(theirs, cores), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, function: Callable[..., object], *arguments: object) -> None:
        """Have it call a function; `answer` waits for what it returns."""
        self._ours.send((function, arguments))

    def answer(self) -> Any:
        """Return what the function returned, or raise what it raised."""
        answer = self._ours.recv()
        if isinstance(answer, Exception):
            raise answer
        return answer

    def close(self) -> None:
        """End it, when it has done what it was asked."""
        with suppress(BrokenPipeError):
            self._ours.send(None)
        self._process.join()
        self._ours.close()


def _serve(requests: Connection, cores: Sequence[int]) -> None:
    os.sched_setaffinity(0, cores)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is for who asks us
    while (request := requests.recv()) is not None:
        function, arguments = request
        try:
            requests.send(function(*arguments))
        except Exception as error:  # whatever it is, it is the caller's
            requests.send(error)


class Workers:
    """One worker for each of some cores. A context manager."""

    def __init__(self, cores: Sequence[int]) -> None:
        self.cores = cores
        self._workers = [Worker(cores) for _core in cores]

    def submission_ms(self, found: Found, built: Built, count: int) -> float:
        """Return the milliseconds that `count` runs take, shared among the workers."""
        number = len(self._workers)
        started = time.perf_counter()
        for first, worker in enumerate(self._workers):
            worker.ask(_add_one, found, built, range(first, count, number))
        for worker in self._workers:
            worker.answer()
        return (time.perf_counter() - started) * 1000

    def first_result_ms(self, found: Found, language: str, tools: Toolchain, text: bytes) -> float:
        """Return the milliseconds to write and compile a program and to run it once."""
        started = time.perf_counter()
        self._workers[0].ask(_build_and_add_one, found, language, tools, text)
        self._workers[0].answer()
        return (time.perf_counter() - started) * 1000

    def loop_ms(self, found: Found, built: Built) -> float:
        """Return the CPU milliseconds that the loop takes, by its own clock."""
        self._workers[0].ask(found.run, built, b"")
        return float(self._workers[0].answer().split()[0]) * 1000

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        for worker in self._workers:
            worker.close()


def _add_one(found: Found, built: Built, numbers: Sequence[int]) -> None:
    for number in numbers:
        output = found.run(built, b"%d\n" % number)
        if output.split() != [b"%d" % (number + 1)]:
            raise PeerFailed(f"{found.peer.name} wrote {output!r} for {number}")


def _build_and_add_one(found: Found, language: str, tools: Toolchain, text: bytes) -> None:
    with TemporaryDirectory() as directory:
        _add_one(found, build(language, tools, text, directory), [1])
