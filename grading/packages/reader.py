"""Reads a whole problem package."""

import re
from pathlib import Path
from typing import Final

from grading.packages.data import read_test_data
from grading.packages.errors import PackageError
from grading.packages.files import refuse_strange_files
from grading.packages.metadata import Metadata, read_metadata
from grading.packages.package import Package
from grading.packages.statements import NamedStatement, read_statements
from grading.packages.submissions import read_submissions
from grading.packages.time_limit import read_time_limit

_CODE = re.compile(r"[a-z0-9]+")

_LEFT_OUT: Final = {
    "input_validators": "inputs are taken as they are",
    "input_format_validators": "inputs are taken as they are",
    "output_validators": "outputs are compared by the default validator",
    "graders": "points are given by the question",
    "attachments": "files are not handed to candidates",
}


def read_package(path: Path, *, use_default_checker: bool = False) -> Package:
    """Read the problem package in a directory.

    use_default_checker: read a package with ``validation: custom`` too, and compare
        outputs by the default validator all the same. Only whoever knows that every
        test has one right output may ask for it. Interactive problems stay refused.

    Raises:
        PackageError: the package cannot be read as it stands; see ``PackageError``.
    """
    if not path.is_dir():
        raise PackageError(".", None, f"{path.name} is not a directory: unpack the package first.")
    code = path.resolve().name
    if not _CODE.fullmatch(code):
        raise PackageError(
            ".", None, f"the directory's name {code!r} must be of a-z and 0-9 only: rename it."
        )
    refuse_strange_files(path)
    metadata = read_metadata(path, use_default_checker=use_default_checker)
    _refuse_included_files(path)
    statements = read_statements(path)
    data = read_test_data(path, checker_flags=metadata.checker_flags)
    submissions, notes = read_submissions(path)
    return Package(
        code=code,
        names=_names(statements, metadata, code),
        statements={language: found.statement for language, found in statements.items()},
        license=metadata.license,
        time_limit_ms=read_time_limit(path),
        time_multiplier=metadata.time_multiplier,
        memory_bytes=metadata.memory_bytes,
        output_bytes=metadata.output_bytes,
        checker=data.checker,
        test_cases=data.test_cases,
        submissions=submissions,
        notes=(*_notes(path, metadata), *data.notes, *notes),
    )


def _refuse_included_files(root: Path) -> None:
    if (root / "include").is_dir():
        raise PackageError(
            "include", None, "files added to every submission are not supported: remove them."
        )


def _names(statements: dict[str, NamedStatement], metadata: Metadata, code: str) -> dict[str, str]:
    """Name the problem in each statement's language, by that statement where it says so."""
    fallback = metadata.name or code
    return {language: found.name or fallback for language, found in statements.items()}


def _notes(root: Path, metadata: Metadata) -> list[str]:
    notes = [
        f"{name} is left out: {reason}."
        for name, reason in _LEFT_OUT.items()
        if (root / name).is_dir()
    ]
    if metadata.is_scoring:
        notes.append("type: scoring is left out: points are given by the question.")
    return notes
