"""Reads the files that a package adds to every submission, by language.

Source: ``spec/2025-09.md``, "Included files"; ``spec/legacy.md``, "Included code".
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from grading.packages.files import lawful_entries
from grading.packages.program_languages import our_name
from grading.packages.programs import beginning_first, read_program
from grading.protocol import SourceFile

DIRECTORY: Final = "include"
DEFAULT: Final = "default"

_MAIN_STEMS: Final = ("__main__", "main")

type Included = Mapping[str, tuple[SourceFile, ...]]


def read_included(root: Path, constants: Mapping[str, str]) -> Included:
    """Read ``include/<language>/``, by our names of languages, and ``include/default/``.

    Raises:
        PackageError: a file cannot be read.
    """
    included = {}
    for folder in lawful_entries(root / DIRECTORY):
        if folder.is_dir() and (program := read_program(root, folder, constants)):
            included[our_name(folder.name)] = program.files
    return included


def with_included(
    files: tuple[SourceFile, ...], language: str | None, included: Included
) -> tuple[SourceFile, ...]:
    """Return a submission's files with those that belong to every one in its language.

    They take the place of its own files of the same name. One that is called like a
    main file is the one where the program begins.
    """
    added = included.get(language or "", included.get(DEFAULT, ()))
    if not added:
        return files
    names = {file.name for file in added}
    main, *others = [file for file in files if file.name not in names] or [added[0]]
    drivers = [file for file in added if file.name.partition(".")[0].lower() in _MAIN_STEMS]
    if drivers:
        return beginning_first({*files, *added} - {file for file in files if file.name in names})
    return (main, *others, *(file for file in added if file != main))
