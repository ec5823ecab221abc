"""Reads a package's output validator: the program that compares, if it brings one."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from grading.packages.checker_flags import read_checker_flags
from grading.packages.errors import PackageError
from grading.packages.files import lawful_entries, name_in_package
from grading.packages.programs import Program, read_program
from grading.protocol import Checker, CheckerProgram

LEGACY_DIRECTORY: Final = "output_validators"
DIRECTORY: Final = "output_validator"

LANGUAGES: Final = ("c", "cpp", "go", "java", "javascript", "python", "rust")
"""In which a validator may be written: ours, but for SQL, which is no programming language."""

_SCRIPTS = frozenset({"build", "run"})

type MakeChecker = Callable[[tuple[str, ...]], Checker]
"""Makes a checker of the arguments that a package gives it.

Raises `WrongValue` if they are not arguments of the default validator.
"""


def own_checker(root: Path, directory: str, constants: Mapping[str, str]) -> MakeChecker | None:
    """Read the program that compares outputs; None if the package brings none.

    Raises:
        PackageError: there are two, or it is none that we can run.
    """
    entries = [entry for entry in lawful_entries(root / directory) if entry.name != "README"]
    # In the newer format the folder itself is the program.
    if directory == DIRECTORY and len(entries) > 1:
        program = _read(root, root / directory, constants)
    elif not entries:
        return None
    elif len(entries) > 1:
        names = " and ".join(entry.name for entry in entries)
        raise PackageError(
            directory,
            None,
            f"holds more than one program ({names}): keep one, in a folder of its own if it has"
            " several files.",
        )
    else:
        program = _read(root, entries[0], constants)
    language = program.language or ""
    return lambda flags: Checker(
        name="program", program=CheckerProgram(language, program.files, flags)
    )


def default_checker(flags: tuple[str, ...]) -> Checker:
    """Return the default validator with these arguments.

    Raises:
        WrongValue: it has no such argument.
    """
    return read_checker_flags(flags)


def _read(root: Path, path: Path, constants: Mapping[str, str]) -> Program:
    name = name_in_package(root, path)
    scripts = _SCRIPTS & {entry.name for entry in lawful_entries(path)}
    if scripts:
        raise PackageError(
            f"{name}/{min(scripts)}",
            None,
            "scripts that build or run a validator are not supported: let the folder hold only"
            " the sources, in C++ or Python.",
        )
    program = read_program(root, path, constants)
    if program is None or program.language not in LANGUAGES:
        written_in = (program and program.language) or "no language that its files' endings tell"
        raise PackageError(
            name,
            None,
            f"is written in {written_in}: write it in one of {', '.join(LANGUAGES)}.",
        )
    return program
