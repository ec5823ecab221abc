"""The files that make a program of a candidate's function."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources

from grading.protocol import SourceFile

LINE_CHARACTERS = 80
"""What an editor beside the question's text shows without scrolling. A guess."""


@dataclass(frozen=True, slots=True)
class FunctionProgram:
    """What is compiled and started in place of the candidate's file alone.

    files: all that lie in the submission's directory, the candidate's among them.
    sources: names of those that the compiler is given.
    main: what the start command ends with: the file that is started, or for Java one with
        the words that do it.
    """

    files: tuple[SourceFile, ...]
    sources: tuple[str, ...]
    main: str


def runtime_file(name: str) -> SourceFile:
    """Return a file of ours that is the same for every signature."""
    folder = resources.files("grading.functions.harness") / "runtime"
    return SourceFile(name, (folder / name).read_bytes())


def declaration(
    head: str, parameters: list[str], tail: str, *, indent: str = "    ", last: str = ""
) -> str:
    """Return the first line of a function, or its lines if one would be too long.

    head: up to the opening bracket; blanks at its start also begin the last line.
    last: stands behind the last parameter where each has its line.
    """
    line = f"{head}({', '.join(parameters)}){tail}"
    if len(line) <= LINE_CHARACTERS or not parameters:
        return line
    margin = head[: len(head) - len(head.lstrip())]
    lines = f",\n{margin}{indent}".join(parameters)
    return f"{head}(\n{margin}{indent}{lines}{last}\n{margin}){tail}"
