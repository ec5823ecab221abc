"""Runs a few programs at a time, and shows what each says in one piece."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from development.steps import CLEAN_UP_SECONDS, ROOT, say

AT_ONCE = (os.cpu_count() or 1) + 2  # the tests of one part use about half a core
LOOK_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Ended:
    """A program that has ended, its exit status, and how long it took."""

    name: str
    status: int
    seconds: float


@dataclass(slots=True)
class Running:
    """output: what it has said so far, unless we let it speak at once."""

    process: subprocess.Popen[bytes]
    started: float
    output: IO[bytes] | None

    def show(self, name: str) -> None:
        if self.output is not None:
            say(f"\n{name}")
            self.output.seek(0)
            sys.stdout.buffer.write(self.output.read())
            sys.stdout.buffer.flush()
            self.output.close()


def run(programs: Mapping[str, Sequence[str]], *, at_once: int = AT_ONCE) -> Iterator[Ended]:
    """Run programs in their order, and yield each when it has ended and was heard.

    The first is heard while it runs, the others when they have ended. When we are told
    to end, they hear of it as of Ctrl-C and have CLEAN_UP_SECONDS.
    """
    waiting = list(programs.items())
    running: dict[str, Running] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                name, command = waiting.pop(0)
                is_first = len(waiting) == len(programs) - 1
                if is_first:
                    say(f"\n{name}")
                running[name] = started(command, heard_at_once=is_first)
            time.sleep(LOOK_SECONDS)
            for name, one in list(running.items()):
                status = one.process.poll()
                if status is not None:
                    del running[name]
                    one.show(name)
                    yield Ended(name, status, time.monotonic() - one.started)
    except BaseException as reason:
        end(running, told=isinstance(reason, KeyboardInterrupt))
        raise


def started(command: Sequence[str], *, heard_at_once: bool) -> Running:
    output = None if heard_at_once else tempfile.TemporaryFile()  # noqa: SIM115 -- `show` closes it
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=output, stderr=output
    )
    return Running(process, time.monotonic(), output)


def end(running: Mapping[str, Running], *, told: bool) -> None:
    """End what still runs. `told`: a terminal has told them already."""
    for one in running.values():
        if not told:
            one.process.send_signal(signal.SIGINT)
    for one in running.values():
        try:
            one.process.wait(CLEAN_UP_SECONDS)
        except subprocess.TimeoutExpired:
            one.process.kill()
            one.process.wait()
