"""From a copy of the stem to the candidate's program: the last steps that are ours.

Their order matters. The standard files are there already, put in place by the stem; the
keeper learns our pid before any code of the candidate runs, else a run that killed its
stem at once could not be found; the channels are closed last.

Each page that a run touches costs 2 microseconds, so there is little here.
"""

from __future__ import annotations

import os

from grading.sandbox.limits import ZYGOTE_DESCRIPTORS, limit_run
from grading.sandbox.steps import StepFailed, step

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from typing import NoReturn

    from grading.sandbox.messages import Channel
    from grading.sandbox.program import Program
    from grading.sandbox.sql_program import SqlProgram


class Allowance:
    """What one run may use, and the number by which the keeper knows it."""

    __slots__ = ("address_space_bytes", "cpu_seconds", "number", "output_bytes")

    def __init__(self, settings: dict[str, str], *, stem_bytes: int) -> None:
        """Read the words of a request; `stem_bytes` is the address space a copy begins with."""
        self.number = settings["number"]
        self.cpu_seconds = int(settings["cpu_seconds"])
        self.address_space_bytes = stem_bytes + int(settings["memory_bytes"])
        self.output_bytes = int(settings["output_bytes"])


def become_candidate(
    channel: Channel,
    births: int,
    program: Program | SqlProgram,
    allowance: Allowance,
    first_to_close: int,
) -> NoReturn:
    """Lock this process down and run the program; never returns."""
    try:
        step("limit the run", limit_run, allowance)
        os.write(births, allowance.number.encode())
        os.closerange(first_to_close, ZYGOTE_DESCRIPTORS)
    except StepFailed as failure:
        channel.send(f"failed {allowance.number} {failure}")
        os._exit(1)
    program.run_as_main()
