"""One submission's process: holds the compiled code and is the true parent of its runs.

    keeper ---- "prepare" + packed recipe -------> stem
           <--- "ready ..." | "compile_error ..." | "failed STEP: ERRNO"
           ---- "run number=N ..." + three files -> stem --os.fork--> run
   (births) <-- N, sent by the run itself ----------------------------'
           <--- "ended N STATUS CPU_US PEAK_KIB WALL_US" | "failed N STEP: ERRNO"

As the parent it alone gets the run's exit status and its true use of time and memory
from wait4(2). Several runs may be under way at once. It ends when the keeper closes its
side, and takes live runs with it.

Languages that are compiled to files are prepared here too; then the stem becomes the
launcher, which speaks the same messages (``launcher.c``).
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # ``signal`` would bring ``enum``
import os
import select
import time

from grading.sandbox.preparing import prepare
from grading.sandbox.program import CompileFailed
from grading.sandbox.run import Allowance, become_candidate
from grading.sandbox.steps import StepFailed, step

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from typing import NoReturn

    from grading.sandbox.equipment import Equipment
    from grading.sandbox.messages import Channel
    from grading.sandbox.preparing import Prepared


def serve_submission(channel: Channel, births: Channel, equipment: Equipment) -> NoReturn:
    """Prepare one submission, then fork a run for each request until the keeper is gone."""
    try:
        _request, (order,) = channel.receive()
        prepared = prepare(order, channel, births, equipment)
        channel.send("ready")
        _Runs(channel, births, prepared).serve()
    except CompileFailed as failure:
        channel.send(f"compile_error {failure}")
    except StepFailed as failure:
        channel.send(f"failed {failure}")
    except Exception as error:
        channel.send(f"failed {type(error).__name__}: {error}")
    finally:
        os._exit(0)


def settings_of(request: str) -> dict[str, str]:
    """Read "run number=1 cpu_seconds=3" and the like."""
    return dict(word.split("=", 1) for word in request.split()[1:])


class _Runs:
    """The runs under way, by the descriptor that tells of each one's end."""

    def __init__(self, channel: Channel, births: Channel, prepared: Prepared) -> None:
        self._channel = channel
        self._births = births.fileno()
        self._prepared = prepared
        self._waiting = select.poll()
        self._waiting.register(channel, select.POLLIN)
        self._under_way: dict[int, tuple[str, int, int]] = {}

    def serve(self) -> None:
        """Fork a run for each request and report each end, until the keeper is gone."""
        channel_number = self._channel.fileno()
        while True:
            for descriptor, _events in self._waiting.poll():
                if descriptor != channel_number:
                    self._report(descriptor)
                elif not self._start():
                    self._kill_all()
                    return

    def _start(self) -> bool:
        """Fork the run that is asked for; return False if the keeper is gone."""
        request, files = self._channel.receive()
        if not request:
            return False
        allowance = Allowance(settings_of(request), stem_bytes=self._prepared.address_space_bytes)
        for number, descriptor in enumerate(files):
            os.dup2(descriptor, number)
            os.close(descriptor)
        started = time.monotonic_ns()
        pid = step("fork", os.fork)
        if pid == 0:
            become_candidate(
                self._channel, self._births, self._prepared.program, allowance, len(files)
            )
        pidfd = os.pidfd_open(pid)
        self._under_way[pidfd] = allowance.number, pid, started
        self._waiting.register(pidfd, select.POLLIN)
        return True

    def _report(self, pidfd: int) -> None:
        number, pid, started = self._under_way.pop(pidfd)
        self._waiting.unregister(pidfd)
        os.close(pidfd)
        _, status, usage = os.wait4(pid, 0)
        wall_us = (time.monotonic_ns() - started) // 1000
        cpu_us = round((usage.ru_utime + usage.ru_stime) * 1_000_000)
        self._channel.send(f"ended {number} {status} {cpu_us} {usage.ru_maxrss} {wall_us}")

    def _kill_all(self) -> None:
        for pidfd in self._under_way:
            try:  # noqa: SIM105 -- contextlib would add its pages to every fork
                _signal.pidfd_send_signal(pidfd, _signal.SIGKILL)
            except ProcessLookupError:
                pass
