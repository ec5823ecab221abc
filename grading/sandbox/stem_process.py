"""The keeper's side of a stem: has it compile, has it run, ends it.

The other side, with the messages drawn, is ``stem``.
"""

from __future__ import annotations

import os
import select
import signal

from grading.sandbox import SandboxFault
from grading.sandbox.flights import Flights
from grading.sandbox.zygote_process import Zygote


class CompileRefused(Exception):
    """The text does not compile; the message is the compiler's."""


def pid_of(pidfd: int) -> int:
    """Return the pid, in our own eyes, of the process behind a pidfd; -1 if it has ended.

    Source: pidfd_open(2) and proc(5), /proc/pid/fdinfo.
    """
    with open(f"/proc/self/fdinfo/{pidfd}", encoding="ascii") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("Pid:"))


class Stem:
    """A stem that was forked; `end` must be called, whatever happened."""

    def __init__(self, zygote: Zygote) -> None:
        self._zygote = zygote
        self._channel, self._births, self._pidfd, self._number = zygote.fork_stem()
        self._births.ask_for_senders()
        self.pid = pid_of(self._pidfd)
        self.flights = Flights(self._channel, self._births)

    def prepare(self, order: int, *, seconds: float) -> str:
        """Have the stem lock itself down and compile; return what the compiler said.

        order: descriptor of a packed recipe; it stays ours.
        seconds: wall time for it.

        Raises:
            CompileRefused: the text does not compile, or not in time.
            SandboxFault: a step failed, named with its errno.
        """
        try:
            self._channel.send("prepare", order)
        except OSError as error:
            raise SandboxFault(f"the stem cannot be reached: {error}") from None
        waiting = select.poll()
        waiting.register(self._channel, select.POLLIN)
        if not waiting.poll(seconds * 1000):
            raise CompileRefused(f"compiling took more than {seconds:.0f} s")
        word, _, rest = self._channel.receive()[0].partition(" ")
        if word == "ready":
            return rest
        if word == "compile_error":
            raise CompileRefused(rest)
        if not word and os.WIFSIGNALED(status := self.end()):
            raise CompileRefused(f"the compiler was ended by signal {os.WTERMSIG(status)}")
        raise SandboxFault(rest or "the stem ended without a word")

    def end(self) -> int:
        """Kill the stem with its session and its runs, wait for it, return its wait status."""
        if self._pidfd < 0:
            return 0
        signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        try:
            self.flights.kill_all()
        finally:
            status = self._give_back()
        return status

    def _give_back(self) -> int:
        self._channel.close()
        self._births.close()
        os.close(self._pidfd)
        self._pidfd = -1
        return self._zygote.reap(self._number)
