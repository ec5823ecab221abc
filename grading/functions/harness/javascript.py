"""JavaScript: a CommonJS file, with or without exports, or an ECMAScript module.

Arguments are what ``JSON.parse`` makes of them, so an integer beyond 2**53 is rounded. In
the result a BigInt is written digit for digit, a Map like an object, a typed array like
an array, and undefined as null. A promise is waited for.
"""

from __future__ import annotations

from grading.functions.harness.program import FunctionProgram, declaration, runtime_file
from grading.functions.signature import Signature
from grading.functions.types import Type
from grading.protocol import SourceFile

_SCALARS = {
    "int": "number", "float": "number", "bool": "boolean", "string": "string", "any": "any"
}  # fmt: skip
_CONTAINERS = {"list": "Array<{}>", "map": "Object<string, {}>", "optional": "{}|null"}

_HARNESS = """\
"use strict";

require("./harness_json.cjs").run("{name}", "solution.js");
"""


def starter(signature: Signature) -> str:
    hints = [f" * @param {{{_hint(type_)}}} {name}\n" for name, type_ in signature.parameters]
    names = [name for name, _ in signature.parameters]
    return (
        "/**\n"
        + "".join(hints)
        + f" * @returns {{{_hint(signature.returns)}}}\n"
        + " */\n"
        + declaration(f"function {signature.name}", names, " {", indent="  ", last=",")
        + '\n  throw new Error("not written yet");\n}\n'
    )


def program(signature: Signature, source: bytes) -> FunctionProgram:
    files = (
        SourceFile("solution.js", source),
        runtime_file("harness_json.cjs"),
        SourceFile("harness.cjs", _HARNESS.format(name=signature.name).encode()),
    )
    return FunctionProgram(files, sources=("solution.js",), main="harness.cjs")


def _hint(type_: Type) -> str:
    if type_.of is None:
        return _SCALARS[type_.name]
    return _CONTAINERS[type_.name].format(_hint(type_.of))
