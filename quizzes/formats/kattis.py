"""Kattis problem packages as coding questions.

The package itself is read by grading.packages, which the terminal uses too;
here its parts become what a question holds.
"""

import base64
import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grading.packages import (
    Package,
    PackageError,
    PackageSubmission,
    Statement,
    read_package,
)
from grading.protocol import Checker
from quizzes.choices import ProgrammingLanguage

PICTURE = re.compile(r"!\[(?P<alt>[^\]]*)\]\((?P<file>[^):\s]+)\)")
STATED_LANGUAGE = "en"


class StatementUnreadable(Exception):
    """The package's statement is in a format that pages cannot show."""


@dataclass(frozen=True, slots=True)
class ReadTestCase:
    code: str
    input: str
    expected_output: str
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ReadSolution:
    name: str
    language: str
    source: str
    expected_verdict: str


@dataclass(frozen=True, slots=True)
class ReadQuestion:
    """A coding question as a package holds it.

    cpu_time_limit_ms: None if the package leaves it to be inferred.
    statement: Markdown, with its pictures inside.
    solutions: those of one file, in languages that we grade; the others are left out.
    """

    code: str
    title: str
    statement: str
    cpu_time_limit_ms: int | None
    memory_limit_mb: int
    output_limit_kb: int
    checker: Mapping[str, Any]
    test_cases: tuple[ReadTestCase, ...]
    solutions: tuple[ReadSolution, ...]


def read_question(path: Path) -> ReadQuestion:
    """Read a package's directory.

    Raises:
        PackageError: the package is broken, a test case is not UTF-8 text, or files
            belong to every submission, which a question cannot keep.
        StatementUnreadable: its statement is not Markdown.
    """
    package = read_package(path)
    if package.included:
        raise PackageError(
            "include", None, "files added to every submission are not supported: remove them."
        )
    language = STATED_LANGUAGE if STATED_LANGUAGE in package.statements else min(package.statements)
    return ReadQuestion(
        code=package.code,
        title=package.names[language],
        statement=_with_pictures(package.statements[language]),
        cpu_time_limit_ms=package.time_limit_ms,
        memory_limit_mb=package.memory_bytes // 2**20,
        output_limit_kb=package.output_bytes // 2**10,
        checker=_unusual_settings(package.checker),
        test_cases=_test_cases(package),
        solutions=_solutions(package),
    )


def _with_pictures(statement: Statement) -> str:
    """Put the pictures beside a statement into it, so that a version holds all it shows."""
    if statement.format != "md":
        raise StatementUnreadable(f"{statement.file.name} is not Markdown.")

    def embedded(match: re.Match[str]) -> str:
        picture = statement.file.parent / match["file"]
        kind, _ = mimetypes.guess_type(picture.name)
        data = base64.b64encode(picture.read_bytes()).decode()
        return f"![{match['alt']}](data:{kind};base64,{data})"

    return PICTURE.sub(embedded, statement.text)


def _unusual_settings(checker: Checker) -> dict[str, Any]:
    usual = Checker().to_json()
    return {name: value for name, value in checker.to_json().items() if value != usual[name]}


def _test_cases(package: Package) -> tuple[ReadTestCase, ...]:
    return tuple(
        ReadTestCase(
            code=case.code,
            input=_text(case.input, f"data/{case.code}.in"),
            expected_output=_text(case.expected_output, f"data/{case.code}.ans"),
            is_sample=case.is_sample,
        )
        for case in package.test_cases
    )


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise PackageError(file, None, "is not UTF-8 text, which a test case must be.") from None


def _solutions(package: Package) -> tuple[ReadSolution, ...]:
    return tuple(
        ReadSolution(
            name=submission.name,
            language=submission.language,
            source=submission.files[0].content.decode(),
            expected_verdict=_expected_verdict(submission),
        )
        for submission in package.submissions
        if submission.language == ProgrammingLanguage.PYTHON  # which every deployment grades
        and len(submission.files) == 1
    )


def _expected_verdict(submission: PackageSubmission) -> str:
    """Return the verdict that the folder is named for; a crash may be a lack of memory, too."""
    if submission.folder in submission.verdicts:
        return submission.folder
    return min(submission.verdicts).value
