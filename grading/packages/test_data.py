"""What a package's test data holds, in one form for every version of the format."""

from dataclasses import dataclass
from typing import ClassVar

from grading.packages.errors import PackageError
from grading.packages.package import PackageTestCase
from grading.protocol import Checker, Group


@dataclass(frozen=True, slots=True)
class TestData:
    """Every test case in the order of the format, their groups, and the one checker for all."""

    __test__: ClassVar[bool] = False  # else pytest would collect it

    test_cases: tuple[PackageTestCase, ...]
    groups: tuple[Group, ...]
    checker: Checker
    notes: tuple[str, ...]


class OneChecker:
    """Sees to it that all test cases want the same checker, and remembers who wanted it."""

    def __init__(self, key: str) -> None:
        """key: by which files ask for one, such as "output_validator_args"."""
        self._key = key
        self._files: dict[Checker, str] = {}

    def wanted(self, checker: Checker, file: str) -> None:
        """Remember that a test case is to be compared so, by what a file says."""
        self._files.setdefault(checker, file)

    def found(self) -> Checker:
        """Return the checker.

        Raises:
            PackageError: two test cases want different ones.
        """
        if len(self._files) > 1:
            raise PackageError(
                list(self._files.values())[-1],
                None,
                f"wants other {self._key} than other groups: one package has one checker here,"
                " so give all groups the same.",
            )
        return next(iter(self._files))
