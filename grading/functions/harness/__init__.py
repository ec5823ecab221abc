"""What surrounds a candidate's function, in each language a module of its own.

`starter_code` is what the candidate finds in the editor; `function_program` is what is
compiled and started once their file has come back. Python's harness, which works inside
the run, is `grading.functions.call`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from grading.functions.harness import cpp, go, java, javascript, python
from grading.functions.harness.program import FunctionProgram
from grading.functions.signature import Signature

__all__ = ["FunctionProgram", "function_program", "starter_code"]

_STARTERS: Final[dict[str, Callable[[Signature], str]]] = {
    "python": python.starter,
    "javascript": javascript.starter,
    "java": java.starter,
    "cpp": cpp.starter,
    "go": go.starter,
}

_PROGRAMS: Final[dict[str, Callable[[Signature, bytes], FunctionProgram]]] = {
    "python": python.program,
    "javascript": javascript.program,
    "java": java.program,
    "cpp": cpp.program,
    "go": go.program,
}


def starter_code(signature: Signature, language: str) -> str:
    """Return what a candidate begins with: the function, which fails until it is written.

    It compiles, and uses no name that the signature does not give.
    """
    return _STARTERS[language](signature)


def function_program(signature: Signature, language: str, source: bytes) -> FunctionProgram:
    """Return the files that make a program of a candidate's file, in one of `LANGUAGES`."""
    return _PROGRAMS[language](signature, source)
