"""The verdict follows from what was measured, in an order that a program cannot turn to its use."""

import pytest

from grading.protocol import Limits, Verdict
from grading.sandbox.outcome import Outcome, Stopped, verdict_of

LIMITS = Limits(cpu_time_ms=100, wall_time_ms=300, memory_bytes=10_000_000, output_bytes=100)


def outcome(
    *, output: bytes = b"", error: bytes = b"", stopped: Stopped | None = None, **facts: int
) -> Outcome:
    return Outcome(output=output, error=error, stopped=stopped, **facts)


@pytest.mark.parametrize(
    ("found", "verdict", "reason"),
    [
        (outcome(exit_code=0), None, ""),
        (outcome(exit_code=0, output=b"x" * 100), None, ""),
        (
            outcome(exit_code=0, output=b"x" * 101),
            Verdict.OUTPUT_LIMIT_EXCEEDED,
            "wrote over 100 bytes",
        ),
        (
            outcome(exit_code=1, error=b"x" * 101),
            Verdict.OUTPUT_LIMIT_EXCEEDED,
            "wrote over 100 bytes",
        ),
        (
            outcome(signal=9, stopped=Stopped.CPU_TIME, output=b"x" * 101),
            Verdict.OUTPUT_LIMIT_EXCEEDED,
            "wrote over 100 bytes",
        ),
        (outcome(exit_code=0, cpu_time_ms=100), None, ""),
        (
            outcome(exit_code=0, cpu_time_ms=101),
            Verdict.TIME_LIMIT_EXCEEDED,
            "computed over 100 ms",
        ),
        (
            outcome(signal=9, cpu_time_ms=99, stopped=Stopped.CPU_TIME),
            Verdict.TIME_LIMIT_EXCEEDED,
            "computed over 100 ms",
        ),
        (outcome(exit_code=0, wall_time_ms=301), Verdict.TIME_LIMIT_EXCEEDED, "took over 300 ms"),
        (
            outcome(signal=9, stopped=Stopped.WALL_TIME),
            Verdict.TIME_LIMIT_EXCEEDED,
            "took over 300 ms",
        ),
        (
            outcome(stopped=Stopped.STEM_LOST),
            Verdict.RUN_TIME_ERROR,
            "stopped the process that watched it",
        ),
        (
            outcome(exit_code=1, error=b"Traceback\nMemoryError\n"),
            Verdict.MEMORY_LIMIT_EXCEEDED,
            "wanted over 10000000 bytes",
        ),
        (
            outcome(signal=9, peak_memory_bytes=10_000_000),
            Verdict.MEMORY_LIMIT_EXCEEDED,
            "wanted over 10000000 bytes",
        ),
        (
            outcome(exit_code=1, error=b"MemoryError\nValueError: after that\n"),
            Verdict.MEMORY_LIMIT_EXCEEDED,
            "wanted over 10000000 bytes",
        ),
        (outcome(exit_code=0, error=b"MemoryError"), None, ""),
        (outcome(signal=11), Verdict.RUN_TIME_ERROR, "was ended by SIGSEGV"),
        (outcome(signal=40), Verdict.RUN_TIME_ERROR, "was ended by signal 40"),
    ],
)
def test_verdict_follows_from_what_was_measured(
    found: Outcome, verdict: Verdict | None, reason: str
):
    assert verdict_of(found, LIMITS, out_of_memory=(b"MemoryError",)) == (verdict, reason)
