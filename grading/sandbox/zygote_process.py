"""The keeper's side of the zygote: starts it, has it fork and reap, watches over it."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass

from grading.sandbox import SandboxUnavailable, ZygoteLost, unreadable
from grading.sandbox.extensions import ORDINARY_EXTENSIONS
from grading.sandbox.limits import STACK_BYTES
from grading.sandbox.messages import Channel, pair
from grading.sandbox.patience import answers

ANSWER_SECONDS = 20.0
"""A guess with much room: forking and reaping take milliseconds; a stopped zygote, for ever."""


class Zygote:
    """A running zygote. It is started before any job is read, and outlives many."""

    def __init__(self, library: int) -> None:
        """Start a zygote on the packed standard library.

        Raises:
            SandboxUnavailable: it does not start; the message has its last words.
        """
        _allow_deep_recursion()
        self.channel, theirs = pair()
        last_words = os.memfd_create("zygote-stderr", os.MFD_CLOEXEC)
        arguments = unreadable.python_arguments(
            "from grading.sandbox.zygote import main; main()",
            str(theirs),
            str(library),
            ",".join(ORDINARY_EXTENSIONS),
        )
        try:
            self.process = unreadable.start(
                arguments, descriptors=(theirs, library), stderr=last_words
            )
            os.close(theirs)
            self._ask(None, expect="ready")
        except (OSError, ZygoteLost) as error:
            words = os.pread(last_words, 2000, 0).decode(errors="replace").strip()
            raise SandboxUnavailable(f"the zygote did not start: {error} {words}") from None
        finally:
            os.close(last_words)
        self._standing = Standing.of(self.process.pid)

    @property
    def pid(self) -> int:
        return self.process.pid

    def fork_stem(self) -> tuple[Channel, Channel, int]:
        """Fork a stem; return the channels to it and to its runs, and its pid.

        Raises:
            ZygoteLost: it does not answer any more.
        """
        channel, theirs = pair()
        births, their_births = pair()
        try:
            pid = int(self._ask("fork", theirs, their_births, expect="forked")[0])
        finally:
            os.close(theirs)
            os.close(their_births)
        return channel, births, pid

    def reap(self, pid: int) -> int:
        """Wait for a stem that has ended or was killed; return its wait status."""
        return int(self._ask(f"reap {pid}", expect="reaped")[1])

    def is_as_it_was(self) -> bool:
        """Say whether the zygote's limits, priority and processors are what they were."""
        return Standing.of(self.process.pid) == self._standing

    def close(self) -> None:
        """End the zygote, and with it any stem that is left."""
        self.channel.close()
        self.process.kill()
        self.process.wait()

    def _ask(self, question: str | None, *descriptors: int, expect: str) -> list[str]:
        try:
            if question is not None:
                self.channel.send(question, *descriptors)
            if not answers(self.channel, self.process.pid, ANSWER_SECONDS):
                raise ZygoteLost("the zygote does not answer")
            word, *rest = self.channel.receive()[0].split() or ["nothing"]
        except OSError as error:
            raise ZygoteLost(f"the zygote cannot be reached: {error}") from None
        if word != expect:
            raise ZygoteLost(f"the zygote said {word}, not {expect}")
        return rest


@dataclass(frozen=True, slots=True)
class Standing:
    """What another process of the same user may change about one: prlimit(2) and friends."""

    limits: tuple[tuple[int, int], ...]
    nice: int
    processors: frozenset[int]
    scheduler: int

    @classmethod
    def of(cls, pid: int) -> Standing:
        """Return the standing of a process.

        Raises:
            ZygoteLost: there is no such process.
        """
        try:
            return cls(
                limits=tuple(resource.prlimit(pid, name) for name in _LIMITS),
                nice=os.getpriority(os.PRIO_PROCESS, pid),
                processors=frozenset(os.sched_getaffinity(pid)),
                scheduler=os.sched_getscheduler(pid),
            )
        except ProcessLookupError:
            raise ZygoteLost(f"process {pid} is gone") from None


_LIMITS = sorted({value for name, value in vars(resource).items() if name.startswith("RLIMIT_")})


def _allow_deep_recursion() -> None:
    """Give children a larger stack; where it lies is settled when they are started."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = STACK_BYTES if hard == resource.RLIM_INFINITY else min(STACK_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
