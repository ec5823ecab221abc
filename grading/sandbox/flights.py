"""The keeper's eye on the runs under way: the clocks, the kill, the stem's reports.

    keeper --"run number=N" + files--> stem --os.fork--> run
      |                                  |                |
      |  (births) <-- N, PID -----------------------------'    before the candidate's code
      |  ... watches CPU time, wall time and memory, kills by pidfd
      |<------ "ended N STATUS CPU_US PEAK_KIB WALL_US"

A run may stop or kill its stem, for they have the same user. Then nobody reports, and
the keeper kills the runs itself and says that the stem was lost.

The runs' pids come by a channel of their own, which is read only when it is needed: most
runs end by themselves, and waking for each birth would cost them time.
"""

from __future__ import annotations

import math
import os
import select
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from grading.protocol import Limits
from grading.sandbox import SandboxFault
from grading.sandbox.memory import resident_bytes
from grading.sandbox.messages import Channel
from grading.sandbox.outcome import Outcome, Stopped
from grading.sandbox.recipe import Recipe

OVERTIME = 1.1
"""A run may go on for so many times its limit: a little beyond it, the time is measured
again before the verdict (`Submission.run_all`), and for that it has to be known."""

START_STEP = "start the program"
"""The launcher's last step. It depends on the file that the compiler made, and so on its text."""

REPORT_SECONDS = 2.0
"""What a stem has to report a run that was killed. It takes 1 ms; the rest is room, and a guess."""

DEATH_SECONDS = 5.0
"""What the kernel has to end a process after SIGKILL; a guess, for uninterruptible waits."""

MEMORY_LOOK_SECONDS = 0.01
"""Between looks at the memory of a run that no limit of the kernel fits. A process
writes at most some 100 MB in that time; a guess."""


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ended: the stem's figures, or why there are none."""

    status: int = 0
    cpu_us: int = 0
    peak_kib: int = 0
    wall_us: int = 0
    stopped: Stopped | None = None

    def outcome(self) -> Outcome:
        """Return what is known of the run but for what it wrote."""
        ended_by_itself = os.WIFEXITED(self.status)
        lost = self.stopped in (Stopped.STEM_LOST, Stopped.NOT_STARTED)
        return Outcome(
            cpu_time_ms=self.cpu_us // 1000,
            wall_time_ms=self.wall_us // 1000,
            peak_memory_bytes=self.peak_kib * 1024,
            exit_code=os.WEXITSTATUS(self.status) if ended_by_itself and not lost else None,
            signal=None if ended_by_itself else os.WTERMSIG(self.status),
            stopped=self.stopped,
        )


class Flight:
    """One run under way, with its clocks.

    pid: 0 until its birth was read.
    stopped: why we killed it, if we did.
    report_deadline: until when the stem may say that a killed run has ended.
    """

    def __init__(self, limits: Limits, recipe: Recipe) -> None:
        started = time.monotonic()
        self._limits = limits
        self._threads = recipe.threads
        self._memory_bytes = limits.memory_bytes + recipe.base_memory_bytes
        watched = recipe.base_resident_bytes
        self._watched_bytes = None if watched is None else limits.memory_bytes + watched
        self._cpu_seconds = limits.cpu_time_ms / 1000 * OVERTIME
        self._wall_deadline = started + limits.wall_time_ms / 1000 * OVERTIME
        self._cpu_deadline = started + self._cpu_seconds / recipe.threads
        self.pid = 0
        self.stopped: Stopped | None = None
        self.report_deadline = 0.0

    @property
    def request(self) -> str:
        """What the stem is told of the limits; its CPU limit is the kernel's, should we fail."""
        cpu_seconds = math.ceil(self._cpu_seconds) + 1
        return (
            f"cpu_seconds={cpu_seconds} memory_bytes={self._memory_bytes}"
            f" output_bytes={self._limits.output_bytes}"
        )

    @property
    def look_at(self) -> float:
        """When something may have to be done next, by the monotonic clock."""
        if self.stopped is not None:
            return self.report_deadline
        deadline = min(self._wall_deadline, self._cpu_deadline)
        if self._watched_bytes is not None:
            deadline = min(deadline, time.monotonic() + MEMORY_LOOK_SECONDS)
        return deadline

    def look(self, now: float) -> None:
        """Kill the run if it has used up what it may use.

        Raises:
            SandboxFault: it cannot be killed.
        """
        if self.pid == 0 and now >= self._wall_deadline:  # its stem or a run beside it stopped it
            self._stop(Stopped.STEM_LOST, now)
            return
        used = cpu_seconds(self.pid) if self.pid else 0.0
        self._cpu_deadline = now + (self._cpu_seconds - used) / self._threads
        if used >= self._cpu_seconds:
            self._stop(Stopped.CPU_TIME, now)
        elif now >= self._wall_deadline:
            self._stop(Stopped.WALL_TIME, now)
        elif self._watched_bytes is not None and resident_bytes(self.pid) > self._watched_bytes:
            self._stop(Stopped.MEMORY, now)

    def kill(self) -> None:
        """Kill the run and wait until it is dead, whoever its parent is by now.

        Raises:
            SandboxFault: it does not die.
        """
        if self.pid == 0:
            return
        try:
            pidfd = os.pidfd_open(self.pid)
        except ProcessLookupError:
            return
        try:
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            dying = select.poll()
            dying.register(pidfd, select.POLLIN)
            if not dying.poll(DEATH_SECONDS * 1000):
                raise SandboxFault("a run cannot be killed")
        except ProcessLookupError:
            return
        finally:
            os.close(pidfd)

    def _stop(self, why: Stopped, now: float) -> None:
        self.stopped = why
        self.report_deadline = now + REPORT_SECONDS
        self.kill()


class Flights:
    """All runs under way in one stem, by number."""

    def __init__(self, channel: Channel, births: Channel) -> None:
        self._channel = channel
        self._births = births
        self._waiting = select.poll()
        self._waiting.register(channel, select.POLLIN)
        self._flights: dict[int, Flight] = {}

    def launch(self, number: int, flight: Flight, files: list[int]) -> None:
        """Ask the stem for a run. If the stem is gone, `landed` will say so."""
        self._flights[number] = flight
        with suppress(OSError):
            self._channel.send(f"run number={number} {flight.request}", *files)

    def landed(self) -> Iterator[tuple[int, Ending]]:
        """Wait until at least one run has ended, or was ended; yield those that have.

        If the stem is lost, that is all of them.

        Raises:
            SandboxFault: a step of ours failed.
        """
        while True:
            pause = min(flight.look_at for flight in self._flights.values()) - time.monotonic()
            if self._waiting.poll(max(0.0, pause) * 1000 + 1):
                yield from self._receive()
                return
            self._read_births()
            now = time.monotonic()
            for flight in self._flights.values():
                if flight.stopped is None:
                    flight.look(now)
                elif now >= flight.report_deadline:  # killed, and the stem had time to say so
                    yield from self._lost()
                    return

    def kill_all(self) -> None:
        """Kill what is under way, also runs whose stem is gone."""
        if self._flights:
            self._read_births()
        while self._flights:
            self._flights.popitem()[1].kill()

    def _receive(self) -> Iterator[tuple[int, Ending]]:
        try:
            word, _, rest = self._channel.receive()[0].partition(" ")
        except ConnectionError:  # the stem ended without reading what we had asked
            word = rest = ""
        if word == "failed":
            yield self._failed(rest)
            return
        if word != "ended":
            yield from self._lost()
            return
        number, status, cpu_us, peak_kib, wall_us = map(int, rest.split())
        self._read_birth()  # there is one for each run, and they must not pile up
        flight = self._flights.pop(number)
        yield number, Ending(status, cpu_us, peak_kib, wall_us, flight.stopped)

    def _failed(self, message: str) -> tuple[int, Ending]:
        """Return how a run ended whose program could not be started.

        Raises:
            SandboxFault: it was another step, which is ours.
        """
        number, _, problem = message.partition(" ")
        if not number.isdigit():
            raise SandboxFault(message)
        if not problem.startswith(START_STEP):
            raise SandboxFault(problem)
        del self._flights[int(number)]
        return int(number), Ending(stopped=Stopped.NOT_STARTED)

    def _lost(self) -> Iterator[tuple[int, Ending]]:
        self._read_births()
        for number in list(self._flights):
            self._flights.pop(number).kill()
            yield number, Ending(stopped=Stopped.STEM_LOST)

    def _read_births(self) -> None:
        while self._read_birth():
            pass

    def _read_birth(self) -> bool:
        """Learn the pid of one more run that was born; return False if there is none."""
        birth = self._births.receive_with_sender()
        if birth is None:
            return False
        number, pid = int(birth[0]), birth[1]
        if number in self._flights:
            self._flights[number].pid = pid
        return True


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
