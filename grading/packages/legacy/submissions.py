"""Finds the solutions that a package brings, and what each of them should get."""

import re
from pathlib import Path
from typing import Final

from grading.packages.errors import PackageError
from grading.packages.files import lawful_entries, name_in_package, read_file
from grading.packages.package import PackageSubmission
from grading.protocol import Verdict

DIRECTORY: Final = "submissions"

_ACCEPTED = frozenset({Verdict.ACCEPTED})
_REJECTED = frozenset(Verdict) - {Verdict.ACCEPTED, Verdict.JUDGE_ERROR, Verdict.COMPILE_ERROR}

EXPECTED: Final = {
    "accepted": _ACCEPTED,
    "partially_accepted": _ACCEPTED,
    "wrong_answer": frozenset({Verdict.WRONG_ANSWER}),
    "time_limit_exceeded": frozenset({Verdict.TIME_LIMIT_EXCEEDED}),
    # The format has no verdict for memory: running out of it counts as a crash there.
    "run_time_error": frozenset({Verdict.RUN_TIME_ERROR, Verdict.MEMORY_LIMIT_EXCEEDED}),
    # Not in the format, but seen in packages for newer tools and for DOMjudge:
    "slow_accepted": frozenset({Verdict.ACCEPTED, Verdict.TIME_LIMIT_EXCEEDED}),
    "rejected": _REJECTED,
    "brute_force": _REJECTED,
    "compiler_error": frozenset({Verdict.COMPILE_ERROR}),
    "memory_limit": frozenset({Verdict.MEMORY_LIMIT_EXCEEDED}),
    "output_limit": frozenset({Verdict.OUTPUT_LIMIT_EXCEEDED}),
    "no_output": frozenset({Verdict.WRONG_ANSWER}),
}
"""Overall verdicts by folder. Source: ``spec/legacy.md``, "Example submissions"."""

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
_LANGUAGE_BY_ENDING = {
    f".{ending}": language for language, endings in _LANGUAGES.items() for ending in endings.split()
}
"""Source: Kattis/problem-package-format, ``appendix/languages.md``. Its "python3" is
our "python"; "sql" is ours."""

_PYTHON_2_FIRST_LINE = re.compile(rb"#!.*python2")


def read_submissions(root: Path) -> tuple[tuple[PackageSubmission, ...], list[str]]:
    """Return every submission whose folder says what it should get, and notes on others.

    Raises:
        PackageError: none of them is accepted.
    """
    submissions: list[PackageSubmission] = []
    notes: list[str] = []
    for folder in lawful_entries(root / DIRECTORY):
        if not folder.is_dir():
            continue
        expected = EXPECTED.get(folder.name)
        if expected is None:
            name = name_in_package(root, folder)
            notes.append(f"{name} is left out: the format does not say what it should get.")
            continue
        submissions += [
            PackageSubmission(path, folder.name, expected, _language_of(root, path))
            for path in lawful_entries(folder)
        ]
    if not any(submission.folder == "accepted" for submission in submissions):
        raise PackageError(
            f"{DIRECTORY}/accepted", None, "holds no program: put a right solution there."
        )
    return tuple(submissions), notes


def _language_of(root: Path, path: Path) -> str | None:
    """Name a program's language by its files' endings; None if they name none or two."""
    files = [file for file in path.rglob("*") if file.is_file()] if path.is_dir() else [path]
    languages = {
        language for file in files if (language := _LANGUAGE_BY_ENDING.get(file.suffix)) is not None
    }
    if languages == {"python"} and any(
        _PYTHON_2_FIRST_LINE.match(read_file(root, file)) for file in files
    ):
        return "python2"
    return languages.pop() if len(languages) == 1 else None
