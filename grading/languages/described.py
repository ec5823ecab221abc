"""Each language as a candidate reads of it: which version, how compiled, how started."""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from grading.languages.language import MAIN_WORD, SOURCES_WORD, Language, Toolchain

FOLDERS = re.compile(r"(?<![.\w])/(?:[^/\s]+/)+")
"""The folders of an absolute path: they tell of this machine, and nothing of the language."""


def description(language: Language) -> dict[str, Any]:
    """Return what the tools of a language do with a program, as JSON.

    version: empty where the tools are missing.
    compile: one line for each command; none where the grader itself compiles.
    start: empty where the grader itself runs the program. ``{memory_mib}`` stands for
        the question's limit.
    """
    found = language.toolchain()
    if not isinstance(found, Toolchain):
        return {"name": language.name, "version": "", "compile": [], "start": ""}
    return {
        "name": language.name,
        "version": found.version,
        "compile": [_line(language, command) for command in found.compile],
        "start": _line(language, found.start),
    }


def _line(language: Language, command: Sequence[str]) -> str:
    """Return a command as one would type it, without the folders of this machine."""
    if not command:
        return ""
    first, *words = command
    name = first if first.startswith("./") else PurePath(first).name
    fillings = {SOURCES_WORD: language.file_name, MAIN_WORD: _main(language)}
    return " ".join([name, *(_word(fillings.get(word, word)) for word in words)])


def _word(word: str) -> str:
    if "\n" in word:  # a program of ours, which would be all that one sees
        return "…"
    shown = FOLDERS.sub("", word)
    return shown if "{" in shown else shlex.quote(shown)


def _main(language: Language) -> str:
    """Return what stands for the program: of a language with classes their usual name."""
    path = PurePath(language.file_name)
    return path.stem if language.entry else path.name
