"""The languages that can be graded, each in a module of its own."""

from __future__ import annotations

from pathlib import PurePath

from grading.languages.c import C
from grading.languages.cpp import CPP
from grading.languages.go import GO
from grading.languages.java import JAVA
from grading.languages.javascript import JAVASCRIPT
from grading.languages.language import Language, Toolchain, Unavailable
from grading.languages.python import PYTHON
from grading.languages.rust import RUST
from grading.languages.sql import SQL

__all__ = [
    "LANGUAGES",
    "Language",
    "LanguageUnknown",
    "Toolchain",
    "Unavailable",
    "language_named",
    "language_of_file",
]

LANGUAGES = (PYTHON, C, CPP, JAVA, JAVASCRIPT, GO, RUST, SQL)


class LanguageUnknown(ValueError):
    """No language of ours; the message names it and those there are."""


def language_named(name: str) -> Language:
    """Return the language of a job.

    Raises:
        LanguageUnknown: there is none of that name.
    """
    for language in LANGUAGES:
        if language.name == name:
            return language
    raise LanguageUnknown(f"language {name!r} is not one of: {_names()}")


def language_of_file(path: PurePath) -> Language:
    """Return the language that a file's ending stands for.

    Raises:
        LanguageUnknown: no language has that ending.
    """
    for language in LANGUAGES:
        if path.suffix in language.endings:
            return language
    raise LanguageUnknown(f"the ending of {path.name} is of none of: {_names()}")


def _names() -> str:
    return ", ".join(language.name for language in LANGUAGES)
