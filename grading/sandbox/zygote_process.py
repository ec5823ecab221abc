"""The keeper's side of the zygote: starts it, has it fork and reap, watches over it."""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass
from typing import Any

from grading.sandbox import SandboxUnavailable, ZygoteLost, equipment, nest, unreadable
from grading.sandbox.memfds import sealed_memfd
from grading.sandbox.messages import Channel, pair
from grading.sandbox.patience import answers

ANSWER_SECONDS = 20.0
"""A guess with much room: forking and reaping take milliseconds; a stopped zygote, for ever."""


@dataclass(frozen=True, slots=True)
class ZygoteTools:
    """What a zygote is started with.

    library: descriptor of the packed standard library.
    launcher: descriptor of the launcher, or -1.
    values: as `equipment.Equipment` and ``zygote.main`` read them.
    needs_user_namespace: whether only that gives it the right to be contained.
    """

    library: int
    launcher: int
    values: dict[str, Any]
    needs_user_namespace: bool


class Zygote:
    """A running zygote. It is started before any job is read, and outlives many."""

    def __init__(self, tools: ZygoteTools) -> None:
        """Start a zygote.

        Raises:
            SandboxUnavailable: it does not start; the message has its last words.
        """
        self.channel, theirs = pair()
        self.channel.ask_for_senders()
        last_words = os.memfd_create("zygote-stderr", os.MFD_CLOEXEC)
        values = sealed_memfd("equipment", equipment.pack(tools.values))
        arguments = unreadable.python_arguments(
            "from grading.sandbox.zygote import main; main()",
            *map(str, (theirs, tools.library, tools.launcher, values)),
        )
        start = nest.start if tools.needs_user_namespace else unreadable.start
        try:
            self.process = start(
                arguments,
                descriptors=tuple(
                    n for n in (theirs, tools.library, tools.launcher, values) if n >= 0
                ),
                stderr=last_words,
            )
            os.close(theirs)
            self.pid = self._first_word()
        except (OSError, ZygoteLost) as error:
            words = os.pread(last_words, 2000, 0).decode(errors="replace").strip()
            raise SandboxUnavailable(f"the zygote did not start: {error} {words}") from None
        finally:
            os.close(last_words)
            os.close(values)
        self._standing = Standing.of(self.pid)

    def fork_stem(self) -> tuple[Channel, Channel, int, int]:
        """Fork a stem; return the channels to it and to its runs, a pidfd, and its number.

        The number is for `reap`; it is the stem's pid only in the zygote's own eyes.

        Raises:
            ZygoteLost: it does not answer any more.
        """
        channel, theirs = pair()
        births, their_births = pair()
        try:
            (number,), (pidfd,) = self._ask("fork", theirs, their_births, expect="forked")
        finally:
            os.close(theirs)
            os.close(their_births)
        return channel, births, pidfd, int(number)

    def reap(self, number: int) -> int:
        """Wait for a stem that has ended or was killed; return its wait status."""
        return int(self._ask(f"reap {number}", expect="reaped")[0][1])

    def is_as_it_was(self) -> bool:
        """Say whether the zygote's limits, priority and processors are what they were."""
        return Standing.of(self.pid) == self._standing

    def close(self) -> None:
        """End the zygote, and with it any stem that is left."""
        self.channel.close()
        self.process.kill()
        self.process.wait()

    def _first_word(self) -> int:
        """Wait until it is ready; return its pid, which with a nest is not our child's.

        Raises:
            ZygoteLost: it has something else to say, or nothing.
        """
        self._wait_for_answer()
        word, pid = self.channel.receive_with_sender() or ("", 0)
        if word != "ready":
            raise ZygoteLost(f"the zygote said {word or 'nothing'}, not ready")
        self.channel.ask_for_senders(on=False)
        return pid

    def _ask(self, question: str, *descriptors: int, expect: str) -> tuple[list[str], list[int]]:
        try:
            self.channel.send(question, *descriptors)
            self._wait_for_answer()
            answer, attached = self.channel.receive()
        except OSError as error:
            raise ZygoteLost(f"the zygote cannot be reached: {error}") from None
        word, *rest = answer.split() or ["nothing"]
        if word != expect:
            raise ZygoteLost(f"the zygote said {word}, not {expect}")
        return rest, attached

    def _wait_for_answer(self) -> None:
        if not answers(self.channel, self.process.pid, ANSWER_SECONDS):
            raise ZygoteLost("the zygote does not answer")


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
