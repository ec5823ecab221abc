"""C++: the candidate's file is included by ours, which has the main function.

Arguments are handed over as named values, so a parameter may be a value, a reference or a
const reference. One that is an ``int`` loses what it cannot hold, as in any C++ program.
"""

from __future__ import annotations

from grading.functions.harness.program import FunctionProgram, declaration, runtime_file
from grading.functions.signature import Signature
from grading.functions.types import Type
from grading.protocol import SourceFile

_SCALARS = {"int": "long long", "float": "double", "bool": "bool", "string": "std::string"}
_CONTAINERS = {
    "list": "std::vector<{}>",
    "map": "std::map<std::string, {}>",
    "optional": "std::optional<{}>",
}
_HEADERS = {
    "list": {"vector"},
    "map": {"map", "string"},
    "optional": {"optional"},
    "string": {"string"},
}
_BY_VALUE = {"int", "float", "bool"}

# Names before the candidate's file are ours alone. After it come as few words as can be,
# since it may have defined macros by then; its own main function is renamed, not called.
_HARNESS = """\
#include "harness_json.hpp"

struct harness_arguments {{
{fields}}};
using harness_result = {returns};

harness_result harness_call(harness_arguments &);

int main() {{
    harness_arguments arguments;
    harness_json::read_arguments({passing});
    harness_json::write_result(harness_call(arguments));
}}

#define main harness_not_called
#include "solution.cpp"
#undef main

harness_result harness_call(harness_arguments &arguments) {{
    return ::{name}({passing});
}}
"""


def starter(signature: Signature) -> str:
    headers = {"stdexcept"}.union(*(_HEADERS.get(name, ()) for name in signature.type_names()))
    parameters = [_parameter(name, type_) for name, type_ in signature.parameters]
    return (
        "".join(f"#include <{header}>\n" for header in sorted(headers))
        + "\n"
        + declaration(f"{_type(signature.returns)} {signature.name}", parameters, " {")
        + '\n    throw std::logic_error("not written yet");\n}\n'
    )


def program(signature: Signature, source: bytes) -> FunctionProgram:
    types = [_type(type_) for type_ in signature.types]
    harness = _HARNESS.format(
        fields="".join(f"    {type_} _{index};\n" for index, type_ in enumerate(types)),
        returns=_type(signature.returns),
        name=signature.name,
        passing=", ".join(f"arguments._{index}" for index in range(len(types))),
    )
    files = (
        SourceFile("solution.cpp", source),
        runtime_file("harness_json.hpp"),
        runtime_file("harness_reader.hpp"),
        SourceFile("harness.cpp", harness.encode()),
    )
    return FunctionProgram(files, sources=("harness.cpp",), main="harness.cpp")


def _type(type_: Type) -> str:
    if type_.of is None:
        return _SCALARS[type_.name]
    return _CONTAINERS[type_.name].format(_type(type_.of))


def _parameter(name: str, type_: Type) -> str:
    return f"{_type(type_)} {name}" if type_.name in _BY_VALUE else f"const {_type(type_)} &{name}"
