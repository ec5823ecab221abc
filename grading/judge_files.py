"""Judges files against a problem package: what ``python -m grading judge`` does."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from grading.guardian import Guardian, Options, as_line
from grading.languages import Language, LanguageUnknown, language_named, language_of_file
from grading.packages import Package, PackageError, read_package
from grading.protocol import Job, Judgement, Limits, TestCase, Verdict

EXIT_JUDGED = 0
EXIT_NOT_JUDGED = 2

WALL_TIMES_CPU_TIME = 3
"""A run may sleep or wait for a busy machine twice as long as it computes; a guess."""

INFERRING_MS = 30_000
"""CPU time for accepted submissions while their time is taken; a guess, far above any limit."""

WITHOUT_MEASURE_MS = 10_000
"""CPU time where a package states none and has no accepted submission that we can run.
A guess on the long side: nothing right is then called slow."""


def judge_files(
    package_path: Path,
    files: list[Path],
    *,
    language: str | None,
    use_default_checker: bool,
    as_json: bool,
    options: Options,
) -> int:
    """Judge each file and print what was found; return the exit status.

    It is 0 if all were judged, whatever the verdicts, and 2 if one could not be:
    the package, a file or its language cannot be read, or the grader failed.
    """
    try:
        package = read_package(package_path, use_default_checker=use_default_checker)
        submissions = [(file, _language(file, language), file.read_bytes()) for file in files]
    except (PackageError, LanguageUnknown, OSError) as error:
        _complain(f"{package_path}: {error}" if isinstance(error, PackageError) else str(error))
        return EXIT_NOT_JUDGED
    status = EXIT_JUDGED
    with Guardian(options) as guardian:
        time_ms = package.time_limit_ms or inferred_time_limit_ms(package, guardian)
        for file, its_language, source in submissions:
            job = _job(package, str(file), its_language, source, time_ms)
            judgement = guardian.judge(as_line(job))
            shown = _as_json(file, judgement) if as_json else _as_table(file, judgement)
            sys.stdout.write(shown + "\n")
            if judgement.verdict is Verdict.JUDGE_ERROR:
                status = EXIT_NOT_JUDGED
    return status


def inferred_time_limit_ms(package: Package, guardian: Guardian) -> int:
    """Return the limit that follows from the package's accepted submissions.

    It is the CPU time of the slowest run of any of them, times the package's
    multiplier, rounded up to whole seconds, and at least one second.

    Source: the legacy problem package format, "limits", time_multiplier.
    """
    slowest_ms = max(_accepted_times_ms(package, guardian), default=None)
    if slowest_ms is None:
        _complain(
            f"{package.code}: no time limit is stated, and no accepted submission could be"
            f" run to infer one; using {WITHOUT_MEASURE_MS} ms"
        )
        return WITHOUT_MEASURE_MS
    return max(1, -int(-slowest_ms * package.time_multiplier // 1000)) * 1000


def _accepted_times_ms(package: Package, guardian: Guardian) -> Iterator[int]:
    for submission in package.submissions:
        if submission.expected != {Verdict.ACCEPTED} or not submission.path.is_file():
            continue
        try:
            language = language_named(submission.language or "")
        except LanguageUnknown:
            continue
        source = submission.path.read_bytes()
        job = _job(package, submission.path.name, language, source, INFERRING_MS)
        judgement = guardian.judge(as_line(job))
        if judgement.verdict is Verdict.ACCEPTED:
            yield max(run.cpu_time_ms for run in judgement.runs)
        else:
            _complain(
                f"{package.code}: {submission.path.name} lies in {submission.folder}, but is"
                f" {judgement.verdict}: {judgement.reason}"
            )


def _complain(sentence: str) -> None:
    sys.stderr.write(sentence + "\n")


def _language(file: Path, name: str | None) -> Language:
    return language_of_file(file) if name is None else language_named(name)


def _job(package: Package, code: str, language: Language, source: bytes, time_ms: int) -> Job:
    return Job(
        code=code,
        language=language.name,
        source=source,
        test_cases=tuple(
            TestCase(case.code, case.input, case.expected_output) for case in package.test_cases
        ),
        limits=Limits(
            cpu_time_ms=time_ms,
            wall_time_ms=time_ms * WALL_TIMES_CPU_TIME,
            memory_bytes=package.memory_bytes,
            output_bytes=package.output_bytes,
        ),
        checker=package.checker,
    )


def _as_json(file: Path, judgement: Judgement) -> str:
    overall = {"file": str(file), "verdict": judgement.verdict.value, "reason": judgement.reason}
    return json.dumps(overall | judgement.to_json())


def _as_table(file: Path, judgement: Judgement) -> str:
    isolation = ", ".join(judgement.isolation) or "nothing was run"
    lines = [f"{file}: {judgement.verdict}  ({isolation})"]
    if judgement.compile_output:
        lines += ["  " + line for line in judgement.compile_output.splitlines()]
    width = max(len(run.test_case) for run in judgement.runs)
    lines += [
        f"  {run.test_case:{width}}  {run.verdict:22} {run.cpu_time_ms:7} ms"
        f" {run.peak_memory_bytes / 2**20:7.1f} MiB  {run.reason}"
        for run in judgement.runs
    ]
    return "\n".join(lines)
