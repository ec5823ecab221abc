"""Reads a package's test data: samples and secret tests, in groups within groups."""

from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, Final, NoReturn

from grading.packages.checker_flags import read_checker_flags
from grading.packages.errors import PackageError, WrongValue
from grading.packages.files import has_lawful_name, lawful_entries, name_in_package, read_file
from grading.packages.metadata import FILE as PROBLEM_FILE
from grading.packages.package import PackageTestCase
from grading.packages.yaml_subset import read_yaml
from grading.protocol import Checker

DIRECTORY: Final = "data"
GROUP_FILE: Final = "testdata.yaml"
MAXIMUM_DEPTH: Final = 20
"""Deeper groups are refused before they could exhaust the stack. A guess: 2 is usual."""

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
class TestData:
    """Every test case in the order of the format, and the one checker for all of them."""

    __test__: ClassVar[bool] = False  # else pytest would collect it

    test_cases: tuple[PackageTestCase, ...]
    checker: Checker
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Flags:
    """What a group adds to the checker's flags, and the file that says so."""

    text: str
    file: str


def read_test_data(root: Path, *, checker_flags: str) -> TestData:
    """Read ``data/sample`` and ``data/secret``.

    checker_flags: those of the whole package; groups may add to them.

    Raises:
        PackageError: there is no secret test case, an input has no expected output
            or the other way round, groups want different checkers, or one wants a
            grader of its own.
    """
    return _Reader(root, checker_flags).read()


class _Reader:
    """Walks through the groups and collects what it finds on the way."""

    def __init__(self, root: Path, checker_flags: str) -> None:
        self._root = root
        self._checker_flags = checker_flags
        self._test_cases: list[PackageTestCase] = []
        self._notes: list[str] = []
        self._checkers: dict[Checker, str] = {}

    def read(self) -> TestData:
        top = self._root / DIRECTORY
        flags = self._read_group_file(top, _Flags("", PROBLEM_FILE))
        for name in ("sample", "secret"):
            self._read_group(top / name, flags, above=())
        if all(test_case.is_sample for test_case in self._test_cases):
            raise PackageError(
                f"{DIRECTORY}/secret", None, "holds no test case: put an .in with its .ans there."
            )
        if len(self._checkers) > 1:
            raise PackageError(
                list(self._checkers.values())[-1],
                None,
                "wants other output_validator_flags than other groups: one package has one"
                " checker here, so give all groups the same flags.",
            )
        return TestData(tuple(self._test_cases), next(iter(self._checkers)), tuple(self._notes))

    def _read_group(self, directory: Path, inherited: _Flags, above: tuple[Path, ...]) -> None:
        """Read test cases and groups of one folder, mixed, by base name."""
        if len(above) == MAXIMUM_DEPTH:
            raise PackageError(
                name_in_package(self._root, directory),
                None,
                f"lies more than {MAXIMUM_DEPTH} groups deep: make fewer groups.",
            )
        self._note_unlawful_names(directory)
        above = (*above, directory.resolve())
        flags = self._read_group_file(directory, inherited)
        for path in lawful_entries(directory):
            if path.is_dir():
                if path.resolve() in above:
                    raise PackageError(
                        name_in_package(self._root, path), None, "is a link to a folder above it."
                    )
                self._read_group(path, flags, above)
            elif path.suffix == ".in":
                self._read_test_case(path)
                self._checkers.setdefault(self._read_flags(flags), flags.file)
            elif path.suffix == ".ans" and not path.with_suffix(".in").exists():
                self._refuse_missing(path.with_suffix(".in"), path, "input")

    def _read_test_case(self, path: Path) -> None:
        answer = path.with_suffix(".ans")
        if not answer.exists():
            self._refuse_missing(answer, path, "expected output")
        below_data = path.relative_to(self._root / DIRECTORY).with_suffix("")
        self._test_cases.append(
            PackageTestCase(
                code=below_data.as_posix(),
                input=read_file(self._root, path),
                expected_output=read_file(self._root, answer),
                is_sample=below_data.parts[0] == "sample",
            )
        )

    def _refuse_missing(self, missing: Path, present: Path, what: str) -> NoReturn:
        raise PackageError(
            name_in_package(self._root, missing),
            None,
            f"is missing: put there the {what} that belongs to {present.name}.",
        )

    def _read_group_file(self, directory: Path, inherited: _Flags) -> _Flags:
        """Read a group's ``testdata.yaml``, if it has one, for what matters here."""
        path = directory / GROUP_FILE
        if not path.is_file():
            return inherited
        file = name_in_package(self._root, path)
        entries = read_yaml(read_file(self._root, path), file)
        for key, node in entries.items():
            if key not in _KEYS:
                self._notes.append(f"{file}, line {node.line}: {key} is left out: unknown key.")
        grading = entries.get("grading")
        if grading is not None and grading.value not in (None, "default"):
            raise PackageError(
                file,
                grading.line,
                "grading by a program of the package's own is not supported: remove the key.",
            )
        flags = entries.get("output_validator_flags")
        if flags is None:
            return inherited
        if flags.value is not None and not isinstance(flags.value, str):
            raise PackageError(
                file, flags.line, "output_validator_flags must be a text: remove the map."
            )
        found = _Flags(flags.value or "", file)
        try:
            self._read_flags(found)
        except WrongValue as error:
            raise PackageError(file, flags.line, f"output_validator_flags {error}") from None
        return found

    def _read_flags(self, flags: _Flags) -> Checker:
        return read_checker_flags(f"{self._checker_flags} {flags.text}")

    def _note_unlawful_names(self, directory: Path) -> None:
        if directory.is_dir():
            self._notes += [
                f"{name_in_package(self._root, path)} is left out: names may have only"
                " letters a-z and A-Z, digits, and . - _ within."
                for path in sorted(directory.iterdir())
                if path.suffix in (".in", ".ans") and not has_lawful_name(path)
            ]
