"""Names the language of a program by its files' endings."""

import re
from collections.abc import Iterable
from typing import Final

from grading.protocol import SourceFile

_LANGUAGES = {
    "bash": "sh",
    "c": "c",
    "cpp": "cc cpp cxx c++ C",
    "csharp": "cs",
    "go": "go",
    "haskell": "hs",
    "java": "java",
    "javascript": "js",
    "julia": "jl",
    "kotlin": "kt",
    "lisp": "lisp cl",
    "lua": "lua",
    "ocaml": "ml",
    "pascal": "pas",
    "perl": "pm",
    "php": "php",
    "prolog": "pl",
    "python": "py py3",
    "python2": "py2",
    "ruby": "rb",
    "rust": "rs",
    "scala": "scala",
    "sql": "sql",
    "swift": "swift",
    "typescript": "ts",
}
_LANGUAGE_BY_ENDING: Final = {
    f".{ending}": language for language, endings in _LANGUAGES.items() for ending in endings.split()
}
"""Source: Kattis/problem-package-format, ``appendix/languages.md``. Its "python3" is
our "python"; "sql" is ours."""

_PYTHON_2_FIRST_LINE = re.compile(rb"#!.*python2")


def our_name(code: str) -> str:
    """Return our name of a language that the format names by its own code."""
    return "python" if code == "python3" else code


def ending_of(name: str) -> str:
    """Return a file name's ending with its dot; nothing if it has none."""
    stem, dot, ending = name.rpartition(".")
    return dot + ending if stem else ""


def language_of_name(name: str) -> str | None:
    """Return the language that a file's ending stands for."""
    return _LANGUAGE_BY_ENDING.get(ending_of(name))


def language_of(files: Iterable[SourceFile]) -> str | None:
    """Return the one language that files are written in; None if they name none or two.

    A first line that asks for Python 2 makes a ``.py`` file one of Python 2.
    """
    languages: set[str] = set()
    for file in files:
        language = language_of_name(file.name)
        if language == "python" and _PYTHON_2_FIRST_LINE.match(file.content):
            language = "python2"
        if language is not None:
            languages.add(language)
    if languages == {"python", "python2"}:
        return "python2"
    return languages.pop() if len(languages) == 1 else None
