"""The trusted process: starts the zygote, hands out submissions, sweeps up after each.

The keeper's memory holds expected outputs, so no run may be able to read it: as an
ordinary user it must itself be unreadable (``unreadable.become``), as root the runs
have another user. It proves this before each submission and refuses otherwise.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from grading.protocol import Limits
from grading.sandbox import SandboxFault, SandboxUnavailable, ZygoteLost, unreadable
from grading.sandbox.limits import mark_keeper
from grading.sandbox.slots import take_slot
from grading.sandbox.stem_process import CompileRefused
from grading.sandbox.submission import Submission
from grading.sandbox.sweeping import Broom
from grading.sandbox.zygote_process import Standing, Zygote

KNOWN_GOOD = b"print(int(input()) + 1)"
KNOWN_GOOD_INPUT = b"1\n"
KNOWN_GOOD_OUTPUT = b"2\n"


class Keeper:
    """A zygote and what is needed to use it safely. A context manager; takes 0.3 s to start."""

    def __init__(self, library: int) -> None:
        """Start the zygote and try the sandbox once with a program known to be good.

        library: descriptor of the packed standard library, see `pack_library`.

        Raises:
            SandboxUnavailable: candidate code cannot be held here; says why.
        """
        if not sys.platform.startswith("linux"):
            raise SandboxUnavailable("the sandbox needs Linux")
        self._slot = take_slot()
        self._refuse_if_readable("keeper", os.getpid())
        mark_keeper()
        self._broom = Broom(uid=self._slot.uid)
        self._zygote = Zygote(library)
        self._standing = Standing.of(os.getpid())
        self._try_once()

    @property
    def layers(self) -> tuple[str, ...]:
        """What holds a run here, weakest first: names as in docs/threat-model.md."""
        return ("lockdown",) if self._slot.uid is None else ("lockdown", "other_user")

    @property
    def zygote_pid(self) -> int:
        return self._zygote.pid

    @contextmanager
    def submission(self, *, source: bytes, file_name: str, limits: Limits) -> Iterator[Submission]:
        """Give a text its stem and directory, and take both away afterwards.

        Raises:
            CompileRefused: it does not compile.
            SandboxFault: a step of ours failed.
            SandboxUnavailable: we or the zygote can be read by the program.
            ZygoteLost: the zygote is gone; start a new keeper.
        """
        self._refuse_if_readable("keeper", os.getpid())
        self._refuse_if_readable("zygote", self._zygote.pid)
        try:
            with (
                self._broom.directory() as directory,
                Submission(
                    self._zygote,
                    source=source,
                    file_name=file_name,
                    limits=limits,
                    uid=self._slot.uid,
                    directory=directory,
                ) as submission,
            ):
                yield submission
                if submission.stems_lost:
                    self._broom.kill_leftovers()
        except OSError as error:
            raise SandboxFault(f"the keeper: {error}") from error

    def is_as_it_was(self) -> bool:
        """Say whether keeper and zygote are untouched and everything could be swept.

        Compared are limits, priority and processors. A lowered hard limit cannot be
        raised again: on False, end this process.
        """
        return (
            self._broom.clean
            and Standing.of(os.getpid()) == self._standing
            and self._zygote.is_as_it_was()
        )

    def close(self) -> None:
        """End the zygote and give the slot back."""
        self._zygote.close()
        self._slot.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self.close()

    def _refuse_if_readable(self, name: str, pid: int) -> None:
        if self._slot.uid is None and not unreadable.is_unreadable(pid):
            raise SandboxUnavailable(
                f"the {name} can be read by the programs that it runs;"
                " start the grader with `python -m grading`, which sees to that"
            )

    def _try_once(self) -> None:
        limits = Limits(cpu_time_ms=5_000, wall_time_ms=10_000)
        try:
            with self.submission(source=KNOWN_GOOD, file_name="good.py", limits=limits) as good:
                outcome = good.run(KNOWN_GOOD_INPUT)
        except (SandboxFault, CompileRefused, ZygoteLost) as error:
            self.close()
            raise SandboxUnavailable(f"the sandbox does not work here: {error}") from None
        if (outcome.exit_code, outcome.output) != (0, KNOWN_GOOD_OUTPUT):
            self.close()
            raise SandboxUnavailable(f"a known-good program failed here: {outcome}")
