"""Finds the solutions that a package brings, and what each of them should get."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Final

from grading.packages.errors import PackageError
from grading.packages.expectations import Expectation
from grading.packages.files import lawful_entries, name_in_package, read_file
from grading.packages.format_2025_09.submissions import FILE as PROMISES_FILE
from grading.packages.format_2025_09.submissions import Promise, Promises
from grading.packages.included import Included, with_included
from grading.packages.legacy.submissions import EXPECTATIONS as LEGACY_EXPECTATIONS
from grading.packages.package import PackageSubmission
from grading.packages.programs import read_program
from grading.packages.yaml_subset import read_yaml
from grading.protocol import Group, total_points

DIRECTORY: Final = "submissions"

_PARTLY: Final = "partially_accepted"
_SMALLEST_PART: Final = Fraction(1, 1_000_000)

type PromiseOf = Callable[[str], Promise | None]
"""Says what a submission promises, by its path below ``submissions``; None for nothing."""


def promises_of_legacy(groups: tuple[Group, ...]) -> PromiseOf:
    """Return what folders promise in a legacy package with these groups."""
    expectations = LEGACY_EXPECTATIONS | {_PARTLY: _partly(groups)}

    def promise_of(path: str) -> Promise | None:
        expectation = expectations.get(path.partition("/")[0])
        return None if expectation is None else Promise((expectation,))

    return promise_of


def promises_of_2025_09(root: Path, groups: tuple[Group, ...]) -> PromiseOf:
    """Return what folders and ``submissions.yaml`` promise.

    Raises:
        PackageError: ``submissions.yaml`` is malformed.
    """
    path = root / PROMISES_FILE
    promises = Promises(read_yaml(read_file(root, path), PROMISES_FILE) if path.is_file() else {})

    def promise_of(path: str) -> Promise | None:
        # Not a usual folder of this version any more, but still in its own examples.
        if path.startswith(f"{_PARTLY}/") and promises.of(path) is None:
            return Promise((_partly(groups),))
        return promises.of(path)

    return promise_of


def _partly(groups: tuple[Group, ...]) -> Expectation:
    """Expect some of the points and not all of them."""
    return Expectation(points=(_SMALLEST_PART, total_points(groups) - _SMALLEST_PART))


@dataclass(slots=True)
class _Found:
    submissions: list[PackageSubmission] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_submissions(
    root: Path, promise_of: PromiseOf, *, constants: Mapping[str, str], included: Included
) -> tuple[tuple[PackageSubmission, ...], list[str]]:
    """Return every submission that promises something, and notes on others.

    Raises:
        PackageError: none of them is accepted.
    """
    found = _Found()
    for folder in lawful_entries(root / DIRECTORY):
        if not folder.is_dir():
            continue
        silent = len(found.submissions)
        for path in lawful_entries(folder):
            promise = promise_of(f"{folder.name}/{path.name}")
            if promise is None:
                continue
            program = read_program(root, path, constants, entry_point=promise.entry_point)
            if program is None:
                found.notes.append(f"{name_in_package(root, path)} is left out: it is no text.")
                continue
            language = promise.language or program.language
            found.notes += program.notes
            found.submissions.append(
                PackageSubmission(
                    path,
                    folder.name,
                    with_included(program.files, language, included),
                    promise.expectations,
                    language,
                )
            )
        if len(found.submissions) == silent and any(lawful_entries(folder)):
            found.notes.append(
                f"{name_in_package(root, folder)} is left out: nothing says what it should get."
            )
    if not any(submission.folder == "accepted" for submission in found.submissions):
        raise PackageError(
            f"{DIRECTORY}/accepted", None, "holds no program: put a right solution there."
        )
    return tuple(found.submissions), found.notes
