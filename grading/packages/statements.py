"""Finds a package's statements, one per language, and the problem's names in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grading.packages.constants import with_constants
from grading.packages.errors import PackageError
from grading.packages.files import lawful_entries, name_in_package, read_file, read_text
from grading.packages.package import Statement

DIRECTORIES: Final = ("problem_statement", "statement")
"""In the legacy format and in 2025-09."""

DOMJUDGE_FILE: Final = "problem.pdf"

_FILE = re.compile(r"problem(\.(?P<language>[a-z]{2,3}(-[A-Z]{2})?))?\.(?P<format>tex|md|pdf)")
_MARKDOWN_HEADING = re.compile(r"\s*#[ \t]+(?P<name>[^\n]*?)[ \t#]*(\n|$)")
_TEX_PLAIN_NAME = re.compile(r"^%%\s*plainproblemname:(?P<name>.*)$", re.MULTILINE)
_TEX_NAME = re.compile(r"\\problemname\s*\{(?P<name>[^\n]*)\}")


@dataclass(frozen=True, slots=True)
class NamedStatement:
    """A statement, and the problem's name in its language if the text says it."""

    name: str | None
    statement: Statement


def read_statements(root: Path, constants: Mapping[str, str]) -> dict[str, NamedStatement]:
    """Read every statement, by language; ``problem.tex`` without a language is English.

    Markdown is newer than the ``legacy`` format, and a PDF beside ``problem.yaml`` is
    DOMjudge's habit, but both are read here too. Constants are put into Markdown.

    Raises:
        PackageError: there is none, or there are two in one language.
    """
    found: dict[str, NamedStatement] = {}
    for path in (path for name in DIRECTORIES for path in lawful_entries(root / name)):
        match = _FILE.fullmatch(path.name)
        if match is None:
            continue
        language = match["language"] or "en"
        if language in found:
            other = found[language].statement.file.name
            raise PackageError(
                name_in_package(root, path),
                None,
                f"is in the same language as {other}: keep one of them.",
            )
        found[language] = _read_statement(root, path, match["format"], constants)
    if not found and (root / DOMJUDGE_FILE).is_file():
        found["en"] = _read_statement(root, root / DOMJUDGE_FILE, "pdf", constants)
    if not found:
        raise PackageError(
            DIRECTORIES[0], None, "holds no statement: put one there, such as problem.en.tex."
        )
    return found


def _read_statement(
    root: Path, path: Path, kind: str, constants: Mapping[str, str]
) -> NamedStatement:
    if kind == "pdf":
        read_file(root, path)
        return NamedStatement(None, Statement("pdf", "", path))
    text = read_text(root, path)
    if kind == "md":
        text = with_constants(text.encode(), constants).decode()
        heading = _MARKDOWN_HEADING.match(text)
        if heading is None:
            return NamedStatement(None, Statement("md", text, path))
        rest = text[heading.end() :].lstrip("\n")
        return NamedStatement(heading["name"], Statement("md", rest, path))
    name = _TEX_PLAIN_NAME.search(text) or _TEX_NAME.search(text)
    return NamedStatement(name["name"].strip() if name else None, Statement("tex", text, path))
