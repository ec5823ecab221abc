"""The keeper's eye on one run: the clocks, the kill, the stem's report.

    keeper --"run" + three memfds--> stem --os.fork--> run
      |                                |                |
      |  (births) <-- PID ------------------------------'    before the candidate's code
      |  ... watches CPU and wall time, kills by pidfd
      |<------ "ended PID STATUS CPU_US PEAK_KIB WALL_US"

A run may stop or kill its stem, for they have the same user. Then nobody reports, and
the keeper kills the run itself and says that the stem was lost.

The run's pid comes by a channel of its own, which the keeper reads only when it needs
to: most runs end by themselves, and waking for each birth would cost them time.
"""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from typing import Self

from grading.protocol import Limits
from grading.sandbox import SandboxFault
from grading.sandbox.messages import Channel
from grading.sandbox.outcome import Outcome, Stopped

REPORT_SECONDS = 2.0
"""What a stem has to report a run that was killed. It takes 1 ms; the rest is room, and a guess."""

DEATH_SECONDS = 5.0
"""What the kernel has to end a process after SIGKILL; a guess, for uninterruptible waits."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: the stem's figures, or why there are none."""

    status: int = 0
    cpu_us: int = 0
    peak_kib: int = 0
    wall_us: int = 0
    stopped: Stopped | None = None

    def outcome(self, *, output: bytes, error: bytes) -> Outcome:
        ended_by_itself = os.WIFEXITED(self.status)
        lost = self.stopped is Stopped.STEM_LOST
        return Outcome(
            output=output,
            error=error,
            cpu_time_ms=self.cpu_us // 1000,
            wall_time_ms=self.wall_us // 1000,
            peak_memory_bytes=self.peak_kib * 1024,
            exit_code=os.WEXITSTATUS(self.status) if ended_by_itself and not lost else None,
            signal=None if ended_by_itself else os.WTERMSIG(self.status),
            stopped=self.stopped,
        )


class Watch:
    """One run, from the request to its death. A context manager: leaving it kills the run."""

    def __init__(
        self, channel: Channel, births: Channel, limits: Limits, *, started: float
    ) -> None:
        self._channel = channel
        self._births = births
        self._waiting = select.poll()
        self._waiting.register(channel, select.POLLIN)
        self._limits = limits
        self._wall_deadline = started + limits.wall_time_ms / 1000
        self._cpu_deadline = started + limits.cpu_time_ms / 1000
        self._pid = 0
        self._pidfd = -1
        self._stopped: Stopped | None = None
        self._report_deadline = 0.0
        self._reported = False

    def until_the_end(self) -> Ending:
        """Wait until the run has ended, or end it.

        Raises:
            SandboxFault: a step of ours failed.
        """
        fault = ""
        while True:
            if not self._waiting.poll(self._pause_ms()):
                if self._stopped is not None:  # killed, and the stem had its time to say so
                    return Ending(stopped=Stopped.STEM_LOST)
                self._look_at_the_clocks()
                continue
            word, _, rest = self._channel.receive()[0].partition(" ")
            if word == "failed":
                fault = rest
            elif fault:
                raise SandboxFault(fault)
            elif word == "ended":
                self._reported = True
                _pid, status, cpu_us, peak_kib, wall_us = map(int, rest.split())
                return Ending(status, cpu_us, peak_kib, wall_us, self._stopped)
            else:
                return Ending(stopped=Stopped.STEM_LOST)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if not self._reported:
            self._find_run()
            self._kill()
        elif self._pidfd < 0:
            self._births.receive_if_there()  # of no use any more
        if self._pidfd >= 0:
            os.close(self._pidfd)

    def _find_run(self) -> None:
        """Learn the run's pid, if it was born."""
        if self._pid == 0 and (pid := self._births.receive_if_there()):
            self._pid = int(pid)
            with suppress(ProcessLookupError):  # it may have ended just now
                self._pidfd = os.pidfd_open(self._pid)

    def _pause_ms(self) -> float:
        """Return how long nothing can have to be done.

        A run has one thread, so it cannot use more CPU time than time passes.
        """
        deadline = min(self._wall_deadline, self._cpu_deadline)
        if self._stopped is not None:
            deadline = self._report_deadline
        return max(0.0, deadline - time.monotonic()) * 1000 + 1

    def _look_at_the_clocks(self) -> None:
        now = time.monotonic()
        self._find_run()
        if self._pid == 0 and now >= self._wall_deadline:
            raise SandboxFault("the run did not start in time")
        used = cpu_seconds(self._pid) if self._pid else 0.0
        cpu_left = self._limits.cpu_time_ms / 1000 - used
        self._cpu_deadline = now + cpu_left
        if cpu_left <= 0:
            self._stop(Stopped.CPU_TIME)
        elif now >= self._wall_deadline:
            self._stop(Stopped.WALL_TIME)

    def _stop(self, why: Stopped) -> None:
        self._stopped = why
        self._report_deadline = time.monotonic() + REPORT_SECONDS
        self._kill()

    def _kill(self) -> None:
        """Kill the run and wait until it is dead, whoever its parent is by now."""
        if self._pidfd < 0:
            return
        try:
            signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
        except ProcessLookupError:
            return
        dying = select.poll()
        dying.register(self._pidfd, select.POLLIN)
        if not dying.poll(DEATH_SECONDS * 1000):
            raise SandboxFault("a run cannot be killed")


def cpu_seconds(pid: int) -> float:
    """Return the CPU time that a process, not necessarily ours, has used; 0 if it is gone.

    Source: clock_getcpuclockid(3); the number is made as MAKE_PROCESS_CPUCLOCK in
    include/linux/posix-timers_types.h does.
    """
    scheduled = 2  # CPUCLOCK_SCHED: user and system time to the nanosecond
    try:
        return time.clock_gettime(~pid << 3 | scheduled)
    except OSError:
        return 0.0
