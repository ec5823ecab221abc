"""Reads the programs of a package: a file, or a folder whose files make one program."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grading.packages.constants import with_constants
from grading.packages.errors import PackageError
from grading.packages.files import lawful_entries, name_in_package, read_file
from grading.packages.program_languages import language_of, language_of_name
from grading.protocol import SourceFile, bounds

_MAIN_NAMES: Final = ("__main__", "main", "index")
"""What the file is called where a program begins. Source: ``appendix/languages.md``."""

_MAIN_FUNCTION = re.compile(rb"\b(main\s*\(|fn\s+main\b|__name__\s*==)")
"""What it holds, in C, C++, Java, Go, Rust and Python, if its name does not tell."""


@dataclass(frozen=True, slots=True)
class Program:
    """A program of several files or one.

    language: by our names; None if its files do not tell, or tell two.
    files: the one where the program begins is the first. Those without a NUL byte: what
        has one was compiled or is a picture. Never empty.
    notes: what was left out, a sentence each.
    """

    language: str | None
    files: tuple[SourceFile, ...]
    notes: tuple[str, ...] = ()


def read_program(
    root: Path, path: Path, constants: Mapping[str, str], *, entry_point: str = ""
) -> Program | None:
    """Read the program at a path; None if there is no text.

    entry_point: a file's name or a class's, if the package says it.

    Raises:
        PackageError: it has more files than a job may have, or one cannot be read.
    """
    paths = lawful_entries(path) if path.is_dir() else [path]
    folders = [entry for entry in paths if entry.is_dir()]
    notes = tuple(
        f"{name_in_package(root, folder)} is left out: a program is in one folder."
        for folder in folders
    )
    files = [
        SourceFile(entry.name, with_constants(read_file(root, entry), constants))
        for entry in paths
        if not entry.is_dir()
    ]
    files = [file for file in files if b"\0" not in file.content]
    if len(files) > bounds.FILES:
        raise PackageError(
            name_in_package(root, path),
            None,
            f"has {len(files)} files: a program has at most {bounds.FILES}.",
        )
    if not files:
        return None
    return Program(language_of(files), beginning_first(files, entry_point=entry_point), notes)


def beginning_first(
    files: Iterable[SourceFile], *, entry_point: str = ""
) -> tuple[SourceFile, ...]:
    """Put the file where a program begins before the others, which stand by name."""

    def unlikeliness(file: SourceFile) -> tuple[bool, bool, int, bool, str]:
        stem = file.name.partition(".")[0].lower()
        named = bool(entry_point) and entry_point in (file.name, file.name.rpartition(".")[0])
        return (
            not named,
            language_of_name(file.name) is None,
            _MAIN_NAMES.index(stem) if stem in _MAIN_NAMES else len(_MAIN_NAMES),
            not _MAIN_FUNCTION.search(file.content),
            file.name,
        )

    first, *others = sorted(files, key=unlikeliness)
    return (first, *sorted(others, key=lambda file: file.name))
