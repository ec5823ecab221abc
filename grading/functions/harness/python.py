"""Python: nothing is compiled beside the candidate's file; `grading.functions.call` calls it."""

from __future__ import annotations

from grading.functions.harness.program import FunctionProgram, declaration
from grading.functions.signature import Signature
from grading.functions.types import Type
from grading.protocol import SourceFile

FILE_NAME = "solution.py"

_SCALARS = {"int": "int", "float": "float", "bool": "bool", "string": "str", "any": "Any"}
_CONTAINERS = {"list": "list[{}]", "map": "dict[str, {}]", "optional": "{} | None"}


def starter(signature: Signature) -> str:
    hints = [f"{name}: {_hint(type_)}" for name, type_ in signature.parameters]
    return (
        ("from typing import Any\n\n\n" if "any" in signature.type_names() else "")
        + declaration(f"def {signature.name}", hints, f" -> {_hint(signature.returns)}:", last=",")
        + "\n    raise NotImplementedError\n"
    )


def program(_signature: Signature, source: bytes) -> FunctionProgram:
    return FunctionProgram((SourceFile(FILE_NAME, source),), (FILE_NAME,), FILE_NAME)


def _hint(type_: Type) -> str:
    if type_.of is None:
        return _SCALARS[type_.name]
    return _CONTAINERS[type_.name].format(_hint(type_.of))
