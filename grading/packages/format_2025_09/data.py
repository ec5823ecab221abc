"""Reads the test data of a package of the format 2025-09.

Secret test cases lie in ``data/secret``, in folders as their author likes, or all of
them in test data groups: folders of ``data/secret`` that hold a ``test_group.yaml``.

Source: ``spec/2025-09.md``, "Test data" and "Result aggregation".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from grading.packages.constants import with_constants
from grading.packages.errors import PackageError, WrongValue
from grading.packages.files import lawful_entries, name_in_package, read_file
from grading.packages.format_2025_09.groups import read_group, secret_group
from grading.packages.keys import Keys, read_strings
from grading.packages.metadata import FILE as PROBLEM_FILE
from grading.packages.output_validator import MakeChecker
from grading.packages.package import PackageTestCase
from grading.packages.test_cases import (
    DIRECTORY,
    notes_on_unlawful_names,
    read_test_case,
    refuse_answer_without_input,
    refuse_depth,
    refuse_no_secret,
)
from grading.packages.test_data import OneChecker, TestData
from grading.packages.yaml_subset import read_yaml
from grading.protocol import Group

GROUP_FILE: Final = "test_group.yaml"
OLD_GROUP_FILE: Final = "testdata.yaml"

_ARGUMENTS = "output_validator_args"
_SHARED_KEYS = frozenset(
    [
        "args",
        "input_validator_args",
        "output_validator_args",
        "input_visualizer_args",
        "output_visualizer_args",
        "full_feedback",
    ]
)
_CASE_KEYS = _SHARED_KEYS | {"hint", "description"}
_GROUP_KEYS = _SHARED_KEYS | {
    "max_score",
    "score_aggregation",
    "static_validation_score",
    "require_pass",
    "static_validator_args",
}


@dataclass(frozen=True, slots=True)
class _Arguments:
    """What the output validator gets, and the file that says so."""

    words: tuple[str, ...] = ()
    file: str = PROBLEM_FILE


def read_data_2025_09(
    root: Path, *, make_checker: MakeChecker, constants: Mapping[str, str], is_scoring: bool
) -> TestData:
    """Read ``data/sample`` and ``data/secret``.

    Raises:
        PackageError: there is no secret test case, a file is missing or malformed, test
            cases want different checkers, or something that we cannot do.
    """
    return _Reader(root, make_checker, constants, is_scoring=is_scoring).read()


@dataclass(slots=True)
class _Reader:
    """Walks through the folders and collects what it finds on the way."""

    root: Path
    make_checker: MakeChecker
    constants: Mapping[str, str]
    is_scoring: bool = field(kw_only=True)
    test_cases: list[PackageTestCase] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    checker: OneChecker = field(default_factory=lambda: OneChecker(_ARGUMENTS))

    def read(self) -> TestData:
        for name in ("sample", "secret"):
            self._read_folder(self.root / DIRECTORY / name, _Arguments(), above=())
        refuse_no_secret(self.test_cases)
        self._refuse_mixture()
        return TestData(
            tuple(self.test_cases), tuple(self.groups), self.checker.found(), tuple(self.notes)
        )

    def _read_folder(self, directory: Path, inherited: _Arguments, above: tuple[Path, ...]) -> None:
        """Read test cases and folders of one folder, mixed, by base name."""
        refuse_depth(self.root, directory, above)
        self._refuse_old_group_file(directory)
        self.notes += notes_on_unlawful_names(self.root, directory)
        above = (*above, directory.resolve())
        arguments = self._read_group_file(directory, inherited)
        for path in lawful_entries(directory):
            if path.is_dir() and path.suffix == ".files":
                raise PackageError(
                    name_in_package(self.root, path),
                    None,
                    "files for a submission to open are not supported: put what it needs into"
                    " its input.",
                )
            if path.is_dir():
                self._read_folder(path, arguments, above)
            elif path.suffix == ".in":
                self.test_cases.append(read_test_case(self.root, path))
                said = self._read_case_file(path.with_suffix(".yaml"), arguments)
                self._want_checker(said)
            elif path.suffix == ".ans":
                refuse_answer_without_input(self.root, path)

    def _read_group_file(self, directory: Path, inherited: _Arguments) -> _Arguments:
        """Read ``test_group.yaml``, if the folder has one, and note the group it makes."""
        path = directory / GROUP_FILE
        code = directory.relative_to(self.root / DIRECTORY).as_posix()
        keys = self._keys(path)
        if keys is None and code != "secret":
            return inherited
        keys = keys or Keys({}, name_in_package(self.root, path))
        keys.refuse_unknown(_GROUP_KEYS)
        keys.refuse("args", "for submissions are not supported: put them into the input.")
        depth = code.count("/")
        if code == "secret":
            self.groups.append(secret_group(keys, is_scoring=self.is_scoring))
        elif code.startswith("secret/") and depth == 1:
            self.groups += read_group(keys, code, is_scoring=self.is_scoring)
        elif depth > 1:
            raise PackageError(keys.file, None, "lies in another group: groups hold no groups.")
        return self._said(keys, inherited)

    def _read_case_file(self, path: Path, inherited: _Arguments) -> _Arguments:
        keys = self._keys(path)
        if keys is None:
            return inherited
        keys.refuse_unknown(_CASE_KEYS)
        keys.refuse("args", "for submissions are not supported: put them into the input.")
        return self._said(keys, inherited)

    def _keys(self, path: Path) -> Keys | None:
        if not path.is_file():
            return None
        file = name_in_package(self.root, path)
        content = with_constants(read_file(self.root, path), self.constants)
        return Keys(read_yaml(content, file), file)

    def _said(self, keys: Keys, inherited: _Arguments) -> _Arguments:
        if _ARGUMENTS not in keys.entries:
            return inherited
        said = _Arguments(keys.take(_ARGUMENTS, read_strings, ()), keys.file)
        try:
            self.make_checker(said.words)
        except WrongValue as error:
            raise PackageError(
                keys.file, keys.entries[_ARGUMENTS].line, f"{_ARGUMENTS} {error}"
            ) from None
        return said

    def _want_checker(self, arguments: _Arguments) -> None:
        self.checker.wanted(self.make_checker(arguments.words), arguments.file)

    def _refuse_mixture(self) -> None:
        """Refuse secret test cases beside groups: the format wants them in groups, then."""
        codes = {group.code for group in self.groups} - {"secret"}
        for test_case in self.test_cases:
            is_in_group = any(test_case.code.startswith(f"{code}/") for code in codes)
            if codes and not test_case.is_sample and not is_in_group:
                raise PackageError(
                    f"{DIRECTORY}/{test_case.code}.in",
                    None,
                    f"is in none of the groups {', '.join(sorted(codes))}: put it into one, or"
                    f" remove their {GROUP_FILE}.",
                )

    def _refuse_old_group_file(self, directory: Path) -> None:
        keys = self._keys(directory / OLD_GROUP_FILE)
        if keys is not None and keys.entries:
            raise PackageError(
                keys.file,
                min(node.line for node in keys.entries.values()),
                f"is of an older format: write {GROUP_FILE}, with the keys of 2025-09.",
            )
