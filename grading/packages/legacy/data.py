"""Reads a legacy package's test data: samples and secret tests, in groups within groups."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from grading.packages.errors import PackageError, WrongValue
from grading.packages.files import lawful_entries, name_in_package, read_file
from grading.packages.keys import Keys, read_string
from grading.packages.legacy.groups import GroupFolder, GroupKeys, groups_of
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
from grading.protocol import Checker

GROUP_FILE: Final = "testdata.yaml"

_KEYS = frozenset(
    [
        "on_reject",
        "grading",
        "grader_flags",
        "input_validator_flags",
        "output_validator_flags",
        "accept_score",
        "reject_score",
        "range",
    ]
)


@dataclass(frozen=True, slots=True)
class _Inherited:
    """What a group says, or has from the groups around it.

    flags: what it adds to the checker's; flags_file says so.
    """

    flags: str
    flags_file: str
    keys: GroupKeys


def read_legacy_data(
    root: Path, *, make_checker: MakeChecker, checker_flags: tuple[str, ...], is_scoring: bool
) -> TestData:
    """Read ``data/sample`` and ``data/secret``.

    checker_flags: those of the whole package; groups may add to them.

    Raises:
        PackageError: there is no secret test case, an input has no expected output
            or the other way round, groups want different checkers, or one is scored
            in a way that we do not know.
    """
    return _Reader(root, make_checker, checker_flags, is_scoring=is_scoring).read()


class _Reader:
    """Walks through the groups and collects what it finds on the way."""

    def __init__(
        self,
        root: Path,
        make_checker: MakeChecker,
        checker_flags: tuple[str, ...],
        *,
        is_scoring: bool,
    ) -> None:
        self._root = root
        self._make_checker = make_checker
        self._checker_flags = checker_flags
        self._is_scoring = is_scoring
        self._test_cases: list[PackageTestCase] = []
        self._notes: list[str] = []
        self._checker = OneChecker("output_validator_flags")

    def read(self) -> TestData:
        top = self._root / DIRECTORY
        inherited = self._read_group_file(top, _Inherited("", PROBLEM_FILE, GroupKeys()))
        folders = [
            self._read_group(top / name, inherited, above=()) for name in ("sample", "secret")
        ]
        refuse_no_secret(self._test_cases)
        groups = groups_of(folders, root_keys=inherited.keys, is_scoring=self._is_scoring)
        return TestData(tuple(self._test_cases), groups, self._checker.found(), tuple(self._notes))

    def _read_group(
        self, directory: Path, inherited: _Inherited, above: tuple[Path, ...]
    ) -> GroupFolder:
        """Read test cases and groups of one folder, mixed, by base name."""
        refuse_depth(self._root, directory, above)
        self._notes += notes_on_unlawful_names(self._root, directory)
        above = (*above, directory.resolve())
        said = self._read_group_file(directory, inherited)
        inner: list[GroupFolder] = []
        test_cases = 0
        for path in lawful_entries(directory):
            if path.is_dir():
                inner.append(self._read_group(path, said, above))
            elif path.suffix == ".in":
                self._test_cases.append(read_test_case(self._root, path))
                self._checker.wanted(self._read_flags(said), said.flags_file)
                test_cases += 1
            elif path.suffix == ".ans":
                refuse_answer_without_input(self._root, path)
        code = directory.relative_to(self._root / DIRECTORY).as_posix()
        return GroupFolder(code, said.keys, test_cases, tuple(inner))

    def _read_group_file(self, directory: Path, inherited: _Inherited) -> _Inherited:
        """Read a group's ``testdata.yaml``, if it has one, for what matters here."""
        path = directory / GROUP_FILE
        if not path.is_file():
            return inherited
        keys = Keys(
            read_yaml(read_file(self._root, path), name_in_package(self._root, path)),
            name_in_package(self._root, path),
        )
        self._notes += [
            f"{keys.file}, line {node.line}: {key} is left out: unknown key."
            for key, node in keys.entries.items()
            if key not in _KEYS
        ]
        said = replace(
            inherited, keys=inherited.keys.overruled_by(keys, is_scoring=self._is_scoring)
        )
        flags = keys.entries.get("output_validator_flags")
        if flags is None:
            return said
        if isinstance(flags.value, dict | list):
            raise PackageError(
                keys.file, flags.line, "output_validator_flags must be a text: remove the map."
            )
        said = replace(
            said, flags=keys.take("output_validator_flags", read_string, ""), flags_file=keys.file
        )
        try:
            self._read_flags(said)
        except WrongValue as error:
            raise PackageError(keys.file, flags.line, f"output_validator_flags {error}") from None
        return said

    def _read_flags(self, said: _Inherited) -> Checker:
        return self._make_checker((*self._checker_flags, *said.flags.split()))
