"""The keeper's side of a stem: has it compile, has it run, ends it.

The other side, with the messages drawn, is ``stem``.
"""

from __future__ import annotations

import os
import select
import signal
import time

from grading.protocol import Limits
from grading.sandbox import SandboxFault
from grading.sandbox.outcome import Stopped
from grading.sandbox.watch import Ending, Watch
from grading.sandbox.zygote_process import Zygote

COMPILE_SECONDS = 10.0
"""Wall time for one text. 256 KB of ordinary code take 0.5 s; the rest is room, and a guess."""


class CompileRefused(Exception):
    """The text does not compile; the message is the compiler's."""


class Stem:
    """A stem that was forked; `end` must be called, whatever happened."""

    def __init__(self, zygote: Zygote) -> None:
        self._zygote = zygote
        self._channel, self._births, self.pid = zygote.fork_stem()
        self._pidfd = os.pidfd_open(self.pid)
        self._waiting = select.poll()
        self._waiting.register(self._channel, select.POLLIN)

    def prepare(self, settings: dict[str, str | int], source: int) -> None:
        """Have the stem lock itself down and compile `source`, a descriptor that is closed here.

        Raises:
            CompileRefused: the text does not compile, or not in time.
            SandboxFault: a step failed, named with its errno.
        """
        try:
            words = [f"{name}={value}" for name, value in settings.items()]
            self._channel.send(" ".join(["prepare", *words]), source)
        except OSError as error:
            raise SandboxFault(f"the stem cannot be reached: {error}") from None
        finally:
            os.close(source)
        if not self._waiting.poll(COMPILE_SECONDS * 1000):
            raise CompileRefused(f"compiling took more than {COMPILE_SECONDS:.0f} s")
        word, _, rest = self._channel.receive()[0].partition(" ")
        if word == "ready":
            return
        if word == "compile_error":
            raise CompileRefused(rest)
        if not word and os.WIFSIGNALED(status := self.end()):
            raise CompileRefused(f"the compiler was ended by signal {os.WTERMSIG(status)}")
        raise SandboxFault(rest or "the stem ended without a word")

    def run(self, *files: int, limits: Limits) -> Ending:
        """Fork one run with these standard files, and see it through to its death.

        Raises:
            SandboxFault: a step of ours failed.
        """
        started = time.monotonic()
        cpu_seconds = -(-limits.cpu_time_ms // 1000) + 1  # the kernel's own, should we fail
        try:
            self._channel.send(f"run cpu_seconds={cpu_seconds}", *files)
        except OSError:
            return Ending(stopped=Stopped.STEM_LOST)
        with Watch(self._channel, self._births, limits, started=started) as watch:
            return watch.until_the_end()

    def end(self) -> int:
        """Kill the stem with its session, wait for it, and return its wait status."""
        if self._pidfd < 0:
            return 0
        signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        self._channel.close()
        self._births.close()
        os.close(self._pidfd)
        self._pidfd = -1
        return self._zygote.reap(self.pid)
