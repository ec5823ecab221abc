"""Reads what AWS Lambda says at the end of an invocation about its price."""

import json
import re
from dataclasses import dataclass

REPORT = re.compile(
    r"^REPORT .*?\bBilled Duration: (?P<billed>\d+) ms\s+Memory Size: (?P<memory>\d+) MB", re.M
)
"""Fields are set apart by tabs. Source: "Understanding the Lambda report line", Lambda's
developer guide."""


@dataclass(frozen=True, slots=True)
class Billed:
    """What one invocation is charged for.

    milliseconds: start-up included, rounded up by AWS.
    memory_mb: what the function was given, used or not.
    """

    milliseconds: int
    memory_mb: int


NOTHING = Billed(milliseconds=0, memory_mb=0)


def billed_in(log_tail: str) -> Billed:
    """Return what the report in an invocation's log says, in either of Lambda's log formats.

    NOTHING if there is no report, as an emulator may leave it out.
    """
    if found := REPORT.search(log_tail):
        return Billed(int(found["billed"]), int(found["memory"]))
    for line in log_tail.splitlines():
        if '"platform.report"' in line:
            return _of_record(line)
    return NOTHING


def _of_record(line: str) -> Billed:
    """Read a report in JSON: record.metrics of a platform.report of Lambda's Telemetry API."""
    try:
        metrics = json.loads(line)["record"]["metrics"]
        return Billed(int(metrics["billedDurationMs"]), int(metrics["memorySizeMB"]))
    except (ValueError, KeyError, TypeError):
        return NOTHING
