"""Writes the job that judges a program against a package."""

from __future__ import annotations

from typing import Final

from grading.judge_files.programs import Program
from grading.packages import Package
from grading.protocol import Job, Limits, TestCase, bounds

WALL_TIMES_CPU_TIME: Final = 3
"""A run may sleep or wait for a busy machine twice as long as it computes; a guess."""


def job_of(package: Package, program: Program, *, cpu_time_ms: int) -> Job:
    """Return the job that runs a program on all test cases of a package."""
    source, *extra_files = program.files
    return Job(
        code=package.code,
        language=program.language or "",
        source=source.content,
        extra_files=tuple(extra_files),
        test_cases=tuple(
            TestCase(case.code, case.input, case.expected_output) for case in package.test_cases
        ),
        groups=package.groups,
        limits=Limits(
            cpu_time_ms=cpu_time_ms,
            wall_time_ms=min(cpu_time_ms * WALL_TIMES_CPU_TIME, bounds.TIME_MS),
            memory_bytes=package.memory_bytes,
            output_bytes=package.output_bytes,
        ),
        checker=package.checker,
    )
