"""Reads a whole problem package, of either version of the format."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grading.packages.errors import PackageError
from grading.packages.files import read_file, refuse_strange_files
from grading.packages.format_2025_09.data import read_data_2025_09
from grading.packages.format_2025_09.metadata import VERSIONS as NEW_VERSIONS
from grading.packages.format_2025_09.metadata import read_metadata_2025_09
from grading.packages.included import read_included
from grading.packages.keys import Keys, read_string
from grading.packages.legacy.data import read_legacy_data
from grading.packages.legacy.metadata import VERSIONS as LEGACY_VERSIONS
from grading.packages.legacy.metadata import read_legacy_metadata
from grading.packages.metadata import FILE as PROBLEM_FILE
from grading.packages.metadata import Metadata
from grading.packages.output_validator import (
    DIRECTORY,
    LEGACY_DIRECTORY,
    MakeChecker,
    default_checker,
    own_checker,
)
from grading.packages.package import Package
from grading.packages.statements import NamedStatement, read_statements
from grading.packages.submissions import (
    promises_of_2025_09,
    promises_of_legacy,
    read_submissions,
)
from grading.packages.test_data import TestData
from grading.packages.time_limit import read_time_limit
from grading.packages.yaml_subset import read_yaml

_CODE = re.compile(r"[a-z0-9]+")

_LEFT_OUT: Final = {
    "input_validators": "inputs are taken as they are",
    "input_format_validators": "inputs are taken as they are",
    "static_validator": "submissions are judged by what they do",
    "graders": "points are given by the question",
    "attachments": "files are not handed to candidates",
}


def read_package(path: Path, *, use_default_checker: bool = False) -> Package:
    """Read the problem package in a directory.

    use_default_checker: compare outputs by the default validator although the package
        brings its own. Only whoever knows that every test has one right output may ask
        for it.

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
    return _Reader(path, code, use_default_checker=use_default_checker).read()


@dataclass(slots=True)
class _Reader:
    root: Path
    code: str
    use_default_checker: bool

    def read(self) -> Package:
        metadata, is_legacy = self._read_metadata()
        statements = read_statements(self.root, metadata.constants)
        make_checker, checker_notes = self._checker_maker(metadata, is_legacy=is_legacy)
        data = self._read_data(metadata, make_checker, is_legacy=is_legacy)
        included = read_included(self.root, metadata.constants)
        promise_of = (
            promises_of_legacy(data.groups)
            if is_legacy
            else promises_of_2025_09(self.root, data.groups)
        )
        submissions, notes = read_submissions(
            self.root, promise_of, constants=metadata.constants, included=included
        )
        return Package(
            code=self.code,
            names=_names(statements, metadata, self.code),
            statements={language: found.statement for language, found in statements.items()},
            license=metadata.license,
            time_limit_ms=metadata.time_limit_ms or read_time_limit(self.root),
            time_multiplier=metadata.time_multiplier,
            time_resolution_ms=metadata.time_resolution_ms,
            memory_bytes=metadata.memory_bytes,
            output_bytes=metadata.output_bytes,
            languages=metadata.languages,
            checker=data.checker,
            test_cases=data.test_cases,
            groups=data.groups,
            included=included,
            submissions=submissions,
            notes=(
                *metadata.notes,
                *(
                    f"{name} is left out: {reason}."
                    for name, reason in _LEFT_OUT.items()
                    if (self.root / name).is_dir()
                ),
                *checker_notes,
                *data.notes,
                *notes,
            ),
        )

    def _read_metadata(self) -> tuple[Metadata, bool]:
        """Read ``problem.yaml``; say too whether the package is of the legacy format."""
        content = read_file(self.root, self.root / PROBLEM_FILE)
        keys = Keys(read_yaml(content, PROBLEM_FILE), PROBLEM_FILE)
        version = keys.take("problem_format_version", read_string, LEGACY_VERSIONS[0])
        if version in LEGACY_VERSIONS:
            return read_legacy_metadata(keys, version), True
        if version in NEW_VERSIONS:
            return read_metadata_2025_09(keys, version), False
        raise PackageError(
            PROBLEM_FILE,
            keys.entries["problem_format_version"].line,
            f"problem_format_version {version} is not known, only"
            f" {', '.join((*LEGACY_VERSIONS, *NEW_VERSIONS))} are: export the package in one"
            " of these.",
        )

    def _checker_maker(
        self, metadata: Metadata, *, is_legacy: bool
    ) -> tuple[MakeChecker, list[str]]:
        """Return how the package compares, and notes on what was left out."""
        directory = LEGACY_DIRECTORY if is_legacy else DIRECTORY
        if not is_legacy and not (self.root / DIRECTORY).is_dir():
            directory = LEGACY_DIRECTORY  # its name in drafts
        wants_own = metadata.has_own_checker
        if wants_own is False or self.use_default_checker:
            left_out = (self.root / directory).is_dir()
            note = f"{directory} is left out: outputs are compared by the default validator."
            return default_checker, [note] if left_out else []
        own = own_checker(self.root, directory, metadata.constants)
        if own is not None:
            return own, []
        if wants_own:
            raise PackageError(
                directory, None, "holds no program: put the one there that compares outputs."
            )
        return default_checker, []

    def _read_data(
        self, metadata: Metadata, make_checker: MakeChecker, *, is_legacy: bool
    ) -> TestData:
        if is_legacy:
            return read_legacy_data(
                self.root,
                make_checker=make_checker,
                # The words of a program that is left out mean nothing to the default one.
                checker_flags=()
                if self.use_default_checker and metadata.has_own_checker
                else metadata.checker_flags,
                is_scoring=metadata.is_scoring,
            )
        return read_data_2025_09(
            self.root,
            make_checker=make_checker,
            constants=metadata.constants,
            is_scoring=metadata.is_scoring,
        )


def _names(statements: dict[str, NamedStatement], metadata: Metadata, code: str) -> dict[str, str]:
    """Name the problem in each statement's language, by ``problem.yaml`` or by that statement."""
    fallback = metadata.names.get("") or metadata.names.get("en") or code
    return {
        language: metadata.names.get(language) or found.name or fallback
        for language, found in statements.items()
    }
