"""Go: the candidate's file is of package main, without a main function, which ours has."""

from __future__ import annotations

from grading.functions.harness.program import FunctionProgram, declaration, runtime_file
from grading.functions.signature import Signature
from grading.functions.types import Type
from grading.protocol import SourceFile

_SCALARS = {"int": "int64", "float": "float64", "bool": "bool", "string": "string"}
_CONTAINERS = {"list": "[]{}", "map": "map[string]{}", "optional": "*{}"}

_HARNESS = """\
package main

func main() {{
{declaring}\tharnessRead({pointers})
\tharnessWrite({writer}, {name}({passing}))
}}
"""


def starter(signature: Signature) -> str:
    parameters = [f"{name} {go_type(type_)}" for name, type_ in signature.parameters]
    return (
        "package main\n\n"
        + declaration(
            f"func {signature.name}",
            parameters,
            f" {go_type(signature.returns)} {{",
            indent="\t",
            last=",",
        )
        + '\n\tpanic("not written yet")\n}\n'
    )


def program(signature: Signature, source: bytes) -> FunctionProgram:
    arguments = [f"harnessArgument{index}" for index in range(len(signature.parameters))]
    harness = _HARNESS.format(
        declaring="".join(
            f"\tvar {argument} {go_type(type_)}\n"
            for argument, type_ in zip(arguments, signature.types, strict=True)
        ),
        pointers=", ".join(f"&{argument}" for argument in arguments),
        writer=writer(signature.returns),
        name=signature.name,
        passing=", ".join(arguments),
    )
    files = (
        SourceFile("solution.go", source),
        runtime_file("harness_json.go"),
        SourceFile("harness.go", harness.encode()),
    )
    return FunctionProgram(files, sources=tuple(file.name for file in files), main="harness.go")


def go_type(type_: Type) -> str:
    """Return a type as Go writes it."""
    if type_.of is None:
        return _SCALARS[type_.name]
    return _CONTAINERS[type_.name].format(go_type(type_.of))


def writer(type_: Type) -> str:
    """Return the Go expression for what writes values of a type; see harness_json.go."""
    name = f"harness{type_.name.title()}"
    return f"{name}({writer(type_.of)})" if type_.of else name
