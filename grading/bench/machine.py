"""Where figures were found: they mean nothing without it."""

from __future__ import annotations

import os
import platform
import re
from dataclasses import dataclass
from pathlib import Path

from grading import VERSION

BUSY_LOAD = 0.5
"""A load average above which others compute too; a guess."""


@dataclass(frozen=True, slots=True)
class Machine:
    """This machine, and us on it.

    load_average: of the minute before measuring; see getloadavg(3).
    layers: what holds the runs of our grader.
    """

    grader_version: str
    system: str
    processor: str
    cores: int
    python: str
    user: str
    load_average: float
    layers: tuple[str, ...]

    @property
    def is_busy(self) -> bool:
        """Whether other programs computed before we began, so that only ratios mean something."""
        return self.load_average > BUSY_LOAD


def this_machine(layers: tuple[str, ...], *, load_average: float) -> Machine:
    return Machine(
        grader_version=VERSION,
        system=f"{platform.system()} {platform.release()} {platform.machine()}",
        processor=_processor(),
        cores=len(os.sched_getaffinity(0)),
        python=f"{platform.python_implementation()} {platform.python_version()}",
        user="root" if os.geteuid() == 0 else "ordinary",
        load_average=load_average,
        layers=layers,
    )


def _processor() -> str:
    """Return the processor's name as the kernel tells it: proc(5), cpuinfo."""
    try:
        text = Path("/proc/cpuinfo").read_text()
    except OSError:
        text = ""
    found = re.search(r"^model name\s*: (.+)$", text, re.MULTILINE)
    return found[1] if found else "unknown processor"
