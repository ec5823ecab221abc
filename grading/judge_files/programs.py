"""Which programs are judged: those of a package, or files that somebody names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.languages import LanguageUnknown, language_named
from grading.packages import Expectation, Package, PackageError
from grading.packages.files import refuse_strange_files
from grading.packages.included import with_included
from grading.packages.programs import read_program
from grading.protocol import SourceFile


@dataclass(frozen=True, slots=True)
class Program:
    """A program to be judged.

    name: for people: its path below ``submissions``, or as it was given.
    language: by our names; None if nothing tells it.
    files: the one that is started first.
    expectations: what it has to get; empty for a file that somebody names.
    """

    name: str
    language: str | None
    files: tuple[SourceFile, ...]
    expectations: tuple[Expectation, ...] = ()

    @property
    def obstacle(self) -> str:
        """Why it cannot be judged, whatever the machine; empty if nothing is known of."""
        if self.language is None:
            return "its files do not tell one programming language"
        try:
            language_named(self.language)
        except LanguageUnknown as error:
            return str(error)
        return ""


def submissions_of(package: Package) -> list[Program]:
    """Return all submissions of a package."""
    return [
        Program(submission.name, submission.language, submission.files, submission.expectations)
        for submission in package.submissions
    ]


def given_programs(
    package: Package, paths: Sequence[Path], *, language: str | None
) -> list[Program]:
    """Read files, and folders whose files make one program.

    language: of all of them; None to tell it by their endings.

    Raises:
        LanguageUnknown: a file is in no language of ours.
        PackageError: one cannot be read.
    """
    programs = []
    for path in paths:
        if path.is_dir():
            refuse_strange_files(path)
        read = read_program(path.parent, path, {})
        if read is None:
            raise PackageError(str(path), None, "holds no text that could be a program.")
        its_language = language or read.language
        if its_language is None:
            raise LanguageUnknown(
                f"the ending of {path.name} is of no language: say which by --language"
            )
        language_named(its_language)
        files = with_included(read.files, its_language, package.included)
        programs.append(Program(str(path), its_language, files))
    return programs
