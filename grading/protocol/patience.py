"""How long a judgement may take: what a caller waits before it calls a grader lost.

It is a bound, not an expectation. A grader that dies is noticed at once; this is for one
that is silent.
"""

from __future__ import annotations

from typing import Final

from grading.protocol.job import Job

OVERTIME: Final = 1.1
"""A run that is barely too slow goes on for so many times its limit ..."""

TRIES: Final = 2
"""... and is then run again, once."""

COMPILE_SECONDS: Final = 35.0
CHECKER_RUN_SECONDS: Final = 30.0
"""Source of all but TRIES: the grader's own constants, compared in ``test_patience.py``."""


def longest_seconds(job: Job) -> float:
    """Return the most that a grader takes for a job, if every run takes all it may."""
    seconds = COMPILE_SECONDS
    for test_case in job.test_cases:
        wall_time_ms = (test_case.limits or job.limits).wall_time_ms * job.time_factor
        seconds += TRIES * OVERTIME * wall_time_ms / 1000
    if job.checker.program is not None:
        seconds += COMPILE_SECONDS + CHECKER_RUN_SECONDS * len(job.test_cases)
    return seconds
