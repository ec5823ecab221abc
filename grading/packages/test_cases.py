"""Reads test cases: inputs with their expected outputs, and what may lie beside them."""

from pathlib import Path
from typing import Final, NoReturn

from grading.packages.errors import PackageError
from grading.packages.files import has_lawful_name, name_in_package, read_file
from grading.packages.package import PackageTestCase

DIRECTORY: Final = "data"

MAXIMUM_DEPTH: Final = 20
"""Deeper folders are refused before they could exhaust the stack. A guess: 2 is usual."""


def read_test_case(root: Path, path: Path) -> PackageTestCase:
    """Read the test case of an ``.in`` file.

    Raises:
        PackageError: it has no expected output, or one of the two cannot be read.
    """
    answer = path.with_suffix(".ans")
    if not answer.exists():
        _refuse_missing(root, answer, path, "expected output")
    below_data = path.relative_to(root / DIRECTORY).with_suffix("")
    return PackageTestCase(
        code=below_data.as_posix(),
        input=read_file(root, path),
        expected_output=read_file(root, answer),
        is_sample=below_data.parts[0] == "sample",
    )


def refuse_answer_without_input(root: Path, answer: Path) -> None:
    """Refuse an ``.ans`` file to which there is no input.

    Raises:
        PackageError: naming the file that is missing.
    """
    if not answer.with_suffix(".in").exists():
        _refuse_missing(root, answer.with_suffix(".in"), answer, "input")


def _refuse_missing(root: Path, missing: Path, present: Path, what: str) -> NoReturn:
    raise PackageError(
        name_in_package(root, missing),
        None,
        f"is missing: put there the {what} that belongs to {present.name}.",
    )


def refuse_depth(root: Path, directory: Path, above: tuple[Path, ...]) -> None:
    """Refuse a folder that lies too deep, or that a link makes its own parent.

    Raises:
        PackageError: naming the folder.
    """
    name = name_in_package(root, directory)
    if directory.resolve() in above:
        raise PackageError(name, None, "is a link to a folder above it.")
    if len(above) == MAXIMUM_DEPTH:
        raise PackageError(
            name, None, f"lies more than {MAXIMUM_DEPTH} groups deep: make fewer groups."
        )


def notes_on_unlawful_names(root: Path, directory: Path) -> list[str]:
    """Say which inputs and outputs the format does not see, for their names."""
    if not directory.is_dir():
        return []
    return [
        f"{name_in_package(root, path)} is left out: names may have only"
        " letters a-z and A-Z, digits, and . - _ within."
        for path in sorted(directory.iterdir())
        if path.suffix in (".in", ".ans") and not has_lawful_name(path)
    ]


def refuse_no_secret(test_cases: list[PackageTestCase]) -> None:
    """Refuse a package without a secret test case.

    Raises:
        PackageError: there is none.
    """
    if all(test_case.is_sample for test_case in test_cases):
        raise PackageError(
            f"{DIRECTORY}/secret", None, "holds no test case: put an .in with its .ans there."
        )
