"""What was found, in words or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from grading.judge_files.programs import Program
from grading.judge_files.time_limits import TimeLimit
from grading.packages import Package
from grading.protocol import Judgement, score, total_points


class Comparison(Enum):
    """What a judgement is, beside what the program promised."""

    AS_EXPECTED = auto()
    DIFFERS = auto()
    NOT_JUDGED = auto()


@dataclass(frozen=True, slots=True)
class Result:
    """One program with what was found.

    judgement: None if it was not run at all.
    complaints: what differs from what it promised, or why it was not judged.
    """

    program: Program
    judgement: Judgement | None
    comparison: Comparison
    complaints: tuple[str, ...] = ()


def as_json(result: Result, package: Package, limit: TimeLimit) -> str:
    """Return one line: the judgement with what the package has to say about it."""
    judgement = result.judgement
    facts = {
        "file": result.program.name,
        "language": result.program.language,
        "verdict": None if judgement is None else judgement.verdict.value,
        "reason": result.complaints[0] if judgement is None else judgement.reason,
        "points": None if judgement is None else _points(judgement, package),
        "comparison": result.comparison.name.lower() if result.program.expectations else None,
        "complaints": list(result.complaints),
        "time_limit_ms": limit.cpu_time_ms,
        "time_limit_source": limit.source,
    }
    return json.dumps(facts | ({} if judgement is None else judgement.to_json()))


def as_table(result: Result) -> str:
    """Return a program's verdict and a line for each of its test cases."""
    judgement = result.judgement
    if judgement is None:
        return f"{result.program.name}: not judged: {'; '.join(result.complaints)}"
    isolation = ", ".join(judgement.isolation) or "nothing was run"
    lines = [f"{result.program.name}: {judgement.verdict}  ({isolation})"]
    lines += ["  " + line for line in judgement.compile_output.splitlines()]
    width = max(len(run.test_case) for run in judgement.runs)
    lines += [
        f"  {run.test_case:{width}}  {run.verdict:22} {run.cpu_time_ms:7} ms"
        f" {run.peak_memory_bytes / 2**20:7.1f} MiB  {run.reason}"
        for run in judgement.runs
    ]
    if judgement.not_run:
        lines.append(f"  not run: {', '.join(judgement.not_run)}")
    return "\n".join(lines)


def as_line(result: Result, package: Package, *, width: int) -> str:
    """Return one line of a package's table, and more where a program differs.

    width: of the longest name.
    """
    program, judgement = result.program, result.judgement
    start = f"{program.name:{width}}  {program.language or '':10}"
    if judgement is None or result.comparison is Comparison.NOT_JUDGED:
        return f"{start}  not judged: {'; '.join(result.complaints)}"
    slowest_ms = max(run.cpu_time_ms for run in judgement.runs)
    found = judgement.verdict.value
    if sum(group.points > 0 for group in package.groups) > 1:
        found += f", {_points(judgement, package):g} of {total_points(package.groups)} points"
    line = f"{start}  {found:22}  {slowest_ms:7} ms"
    if result.comparison is Comparison.AS_EXPECTED:
        return f"{line}  as expected"
    return "\n".join([f"{line}  DIFFERS", *(f"    {one}" for one in result.complaints)])


def as_summary(results: Sequence[Result], limit: TimeLimit) -> str:
    """Return the counts, the time limit and the layers that held."""
    counts = {
        comparison: sum(result.comparison is comparison for result in results)
        for comparison in Comparison
    }
    layers = {
        layer: None
        for result in results
        if result.judgement
        for layer in result.judgement.isolation
    }
    return (
        f"{len(results)} submissions: {counts[Comparison.AS_EXPECTED]} as expected,"
        f" {counts[Comparison.DIFFERS]} different, {counts[Comparison.NOT_JUDGED]} not judged\n"
        f"time limit: {limit.cpu_time_ms} ms, {limit.source}\n"
        f"isolation: {', '.join(layers) or 'nothing was run'}"
    )


def _points(judgement: Judgement, package: Package) -> float:
    return float(score(package.groups, judgement.runs, judgement.not_run))
