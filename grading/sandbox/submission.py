"""One submission in the sandbox: compiled once, run as often as there are test cases."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from typing import Self

from grading.protocol import Limits
from grading.sandbox import SandboxFault
from grading.sandbox.flights import Flight
from grading.sandbox.memfds import read_memfd, sealed_memfd
from grading.sandbox.outcome import Outcome, Stopped, overran_by_little
from grading.sandbox.recipe import Recipe
from grading.sandbox.stem_process import Stem
from grading.sandbox.sweeping.files import empty
from grading.sandbox.zygote_process import Zygote

_OUTPUTS = ("output", "error", "result")


@dataclass(frozen=True, slots=True)
class Request:
    """A run that is wanted. `code` is the caller's name for it."""

    code: str
    input: bytes
    limits: Limits


class Submission:
    """A candidate's text in the sandbox. It is a context manager: leaving it ends the stem.

    directory: the only one that its compiler may write to.
    messages: what the compiler said.
    lost_stems: pids of the stems that a run has stopped.
    """

    def __init__(
        self,
        zygote: Zygote,
        recipe: Recipe,
        *,
        uid: int | None,
        directory: str,
        processes: int = 0,
    ) -> None:
        """Fork a stem and have it compile the text.

        processes: RLIMIT_NPROC of a run, where its user's other tasks are counted in.

        Raises:
            CompileRefused: it does not compile, or not in time.
            SandboxFault: a step of ours failed.
            ZygoteLost: the zygote is gone.
        """
        self.directory = directory
        self._order = recipe.packed(uid=uid, directory=directory, processes=processes)
        self._recipe = recipe
        self._zygote = zygote
        self.lost_stems: list[int] = []
        self.messages = ""
        self._stem: Stem | None = None
        self._numbers = count()
        self._under_way: dict[int, tuple[Request, list[int]]] = {}
        self._prepared_stem()

    def run(self, text: bytes, limits: Limits) -> Outcome:
        """Run the program once with `text` as its standard input; raises as `run_all` does."""
        (outcome,) = (outcome for _, outcome in self.run_all(iter([Request("", text, limits)])))
        return outcome

    def run_all(
        self, requests: Iterator[Request], *, at_once: int = 1
    ) -> Iterator[tuple[Request, Outcome]]:
        """Run the program for each request, several at once; yield outcomes as they come.

        Requests are taken one by one when there is room, so the caller may look at
        outcomes before it goes on. Two things are tried again, alone: a run that overran
        its time by little, where the faster one counts; and runs that were under way
        when one of them stopped their stem, or that were killed and not by us. One that
        does so alone is to blame, and the next gets a new stem.

        Raises:
            CompileRefused: compiling again for a new stem took too long.
            SandboxFault: a step of ours failed.
            ZygoteLost: the zygote is gone.
        """
        again: list[tuple[Request, Outcome]] = []
        while True:
            while not again and len(self._under_way) < at_once:
                if (request := next(requests, None)) is None:
                    break
                self._launch(request)
            if self._under_way:
                alone = len(self._under_way) == 1
                for request, outcome in self._landed():
                    lost = outcome.stopped is Stopped.STEM_LOST
                    killed = outcome.signal == signal.SIGKILL and outcome.stopped is None
                    unsure = (lost or killed) and not alone
                    if unsure or overran_by_little(outcome, request.limits):
                        again.append((request, outcome))
                    else:
                        yield request, outcome
            elif again:
                request, first = again.pop(0)
                self._launch(request)
                ((_, second),) = self._landed()
                yield request, first if first.is_faster_than(second) else second
            else:
                return

    def close(self) -> None:
        """Kill the stem, if there is one, with its runs, and wait for it."""
        if self._stem is not None:
            stem, self._stem = self._stem, None
            stem.end()
        while self._under_way:
            _request, files = self._under_way.popitem()[1]
            _close(files)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def _launch(self, request: Request) -> None:
        stem = self._prepared_stem()
        # Memfds and never pipes: a run can have a pipe send signals to whoever holds
        # its other end (F_SETOWN with F_SETSIG; fcntl(2)).
        names = _OUTPUTS if self._recipe.wants_result else _OUTPUTS[:2]
        files = [os.memfd_create(name, os.MFD_CLOEXEC) for name in names]
        number = next(self._numbers)
        self._under_way[number] = request, files
        stdin = sealed_memfd("input", request.input)
        try:
            flight = Flight(request.limits, self._recipe)
            stem.flights.launch(number, flight, [stdin, *files])
        finally:
            os.close(stdin)

    def _landed(self) -> list[tuple[Request, Outcome]]:
        """Wait until at least one run has ended; return those that have, and what they wrote."""
        landed = []
        lost = False
        stem = self._prepared_stem()
        for number, ending in stem.flights.landed():
            if ending.stopped is Stopped.NOT_STARTED and self._starts_a_tool:
                raise SandboxFault("the language's own program could not be started")
            request, files = self._under_way.pop(number)
            longest = request.limits.output_bytes + 1
            written = [read_memfd(descriptor, at_most=longest) for descriptor in files]
            _close(files)
            output, error, result = (*written, b"")[:3]
            outcome = ending.outcome()
            landed.append((request, replace(outcome, output=output, error=error, result=result)))
            lost |= ending.stopped is Stopped.STEM_LOST
        if lost:
            self.lost_stems.append(stem.pid)
            self.close()
        return landed

    @property
    def _starts_a_tool(self) -> bool:
        """Whether what is started is the machine's, and not what a compiler made."""
        commands = self._recipe.commands
        return commands is not None and commands.start[0].startswith("/")

    def _prepared_stem(self) -> Stem:
        if self._stem is None:
            empty(self.directory)  # an earlier stem has left its files
            order = sealed_memfd("order", self._order)
            try:
                stem = Stem(self._zygote)
            except BaseException:
                os.close(order)
                raise
            try:
                self.messages = stem.prepare(order, seconds=self._recipe.compile_seconds)
            except BaseException:
                stem.end()
                raise
            finally:
                os.close(order)
            self._stem = stem
        return self._stem


def _close(descriptors: list[int]) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
