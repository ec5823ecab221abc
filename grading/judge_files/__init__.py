"""Judges programs against a problem package: what ``python -m grading judge`` does."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from grading.guardian import Guardian, Options, as_line
from grading.judge_files import report
from grading.judge_files.jobs import job_of
from grading.judge_files.programs import Program, given_programs, submissions_of
from grading.judge_files.report import Comparison, Result
from grading.judge_files.time_limits import TimeLimit, time_limit_of
from grading.languages import LanguageUnknown
from grading.packages import Package, PackageError, read_package, unmet
from grading.protocol import Judgement, Verdict

EXIT_AS_EXPECTED: Final = 0
EXIT_DIFFERS: Final = 1
EXIT_NOT_JUDGED: Final = 2


def judge_files(
    package_path: Path,
    files: Sequence[Path],
    *,
    language: str | None = None,
    use_default_checker: bool = False,
    as_json: bool = False,
    options: Options | None = None,
) -> int:
    """Judge each file, or all submissions of the package, and print what was found.

    files: none for the package's own submissions, which are compared with what their
        folders promise.

    Return the exit status: 2 if something could not be judged (the package, a file or
    its language cannot be read, a language of ours is not to be had here, the grader
    failed), else 1 if a submission of the package differs from its promise, else 0.
    A submission of the package in a language that is none of ours is listed, and
    counts for nothing.
    """
    try:
        package = read_package(package_path, use_default_checker=use_default_checker)
        submissions = submissions_of(package)
        programs = given_programs(package, files, language=language) if files else submissions
    except (PackageError, LanguageUnknown) as error:
        _say(f"{package_path}: {error}" if isinstance(error, PackageError) else str(error))
        return EXIT_NOT_JUDGED
    for note in package.notes:
        _say(f"{package.code}: {note}")
    with Guardian(options) as guardian:
        judging = _Judging(guardian, package)
        limit = time_limit_of(package, submissions, judging.judge)
        _say(f"{package.code}: the time limit is {limit.cpu_time_ms} ms, {limit.source}")
        results = []
        for program in programs:
            result = _result(program, limit, judging)
            results.append(result)
            if as_json:
                _print(report.as_json(result, package, limit))
            elif files:
                _print(report.as_table(result))
            else:
                width = max(len(one.name) for one in programs)
                _print(report.as_line(result, package, width=width))
    if not files and not as_json:
        _print("\n" + report.as_summary(results, limit))
    return _exit_status(results)


class _Judging:
    """Judges one program after the other, and says on standard error which one it is at."""

    def __init__(self, guardian: Guardian, package: Package) -> None:
        self._guardian = guardian
        self.package = package

    def judge(self, program: Program, cpu_time_ms: int) -> Judgement:
        _say(f"{self.package.code}: running {program.name}, up to {cpu_time_ms} ms a test case")
        return self._guardian.judge(as_line(job_of(self.package, program, cpu_time_ms=cpu_time_ms)))


def _result(program: Program, limit: TimeLimit, judging: _Judging) -> Result:
    if program.obstacle:
        return Result(program, None, Comparison.NOT_JUDGED, (program.obstacle,))
    judgement = limit.judgements.get(program)
    if judgement is None:
        judgement = judging.judge(program, limit.cpu_time_ms)
    # One fault of ours is enough: what another test case found is then only a part.
    faults = [run.reason for run in judgement.runs if run.verdict is Verdict.JUDGE_ERROR]
    if faults:
        return Result(program, judgement, Comparison.NOT_JUDGED, tuple(faults[:1]))
    complaints = unmet(program.expectations, judgement, judging.package.groups)
    comparison = Comparison.DIFFERS if complaints else Comparison.AS_EXPECTED
    return Result(program, judgement, comparison, complaints)


def _exit_status(results: Sequence[Result]) -> int:
    """Say how it went; a program in no language of ours counts for nothing."""
    if any(result.comparison is Comparison.NOT_JUDGED and result.judgement for result in results):
        return EXIT_NOT_JUDGED
    if any(result.comparison is Comparison.DIFFERS for result in results):
        return EXIT_DIFFERS
    return EXIT_AS_EXPECTED


def _print(text: str) -> None:
    """Write a part of the report at once: whoever waits sees it grow."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def _say(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")
