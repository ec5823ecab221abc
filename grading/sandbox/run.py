"""From a copy of the stem to the candidate's program: the last steps that are ours.

Their order matters. The standard files are taken while descriptors can still be made;
the keeper learns our pid before any code of the candidate runs, else a run that
killed its stem at once could not be found; the channels are closed last.
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


def become_candidate(
    channel: Channel, births: Channel, files: list[int], program: Program, *, cpu_seconds: int
) -> NoReturn:
    """Lock this process down and run the program; never returns."""
    try:
        step("take the standard files", _take_standard_files, files)
        step("limit the run", limit_run, cpu_seconds=cpu_seconds)
        births.send(str(os.getpid()))
        os.closerange(3, ZYGOTE_DESCRIPTORS)
    except StepFailed as failure:
        channel.send(f"failed {failure}")
        os._exit(1)
    program.run_as_main()


def _take_standard_files(files: list[int]) -> None:
    for number, descriptor in enumerate(files):
        os.dup2(descriptor, number)
