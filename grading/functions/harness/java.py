"""Java: the candidate's class ``Solution`` has the function as a method, static or not.

Items of a list are boxed, as Java's own collections have them. A class that cannot be made
without arguments cannot have its method called.
"""

from __future__ import annotations

from grading.functions.harness.program import FunctionProgram, declaration, runtime_file
from grading.functions.signature import Signature
from grading.functions.types import Type
from grading.protocol import SourceFile

_SCALARS = {"int": "long", "float": "double", "bool": "boolean", "string": "String"}
_BOXED = {"int": "Long", "float": "Double", "bool": "Boolean", "string": "String"}
_CONTAINERS = {"list": "List<{}>", "map": "Map<String, {}>", "optional": "{}"}

# Words for the command java, which reads them from a file that is named with @: JDK tools,
# "java Command-Line Argument Files". Our class makes a FileDescriptor of the number 3.
_ARGUMENTS = "--add-opens=java.base/java.io=ALL-UNNAMED\nHarness\n"

_HARNESS = """\
import java.util.List;
import java.util.Map;

final class Harness {{
    public static void main(String[] words) throws Exception {{
        HarnessJson input = HarnessJson.readArguments();
{reading}        {returns} result = new Solution().{name}({passing});
        HarnessJson.writeResult(result);
        HarnessJson.end(0);
    }}
}}
"""


def starter(signature: Signature) -> str:
    used = signature.type_names()
    imports = [f"import java.util.{name.title()};\n" for name in ("list", "map") if name in used]
    head = f"    public {_type(signature.returns)} {signature.name}"
    parameters = [f"{_type(type_)} {name}" for name, type_ in signature.parameters]
    return "".join(
        [
            *imports,
            "\n" if imports else "",
            "class Solution {\n",
            declaration(head, parameters, " {\n"),
            '        throw new UnsupportedOperationException("not written yet");\n    }\n}\n',
        ]
    )


def program(signature: Signature, source: bytes) -> FunctionProgram:
    arguments = [f"argument{index}" for index in range(len(signature.parameters))]
    harness = _HARNESS.format(
        reading="".join(
            f"        {_type(type_)} {argument} = input.next({_reader(type_)});\n"
            for argument, type_ in zip(arguments, signature.types, strict=True)
        ),
        returns=_type(signature.returns),
        name=signature.name,
        passing=", ".join(arguments),
    )
    sources = (
        SourceFile("Solution.java", source),
        runtime_file("HarnessJson.java"),
        SourceFile("Harness.java", harness.encode()),
    )
    return FunctionProgram(
        files=(*sources, SourceFile("harness.arguments", _ARGUMENTS.encode())),
        sources=tuple(file.name for file in sources),
        main="@harness.arguments",
    )


def _type(type_: Type, scalars: dict[str, str] = _SCALARS) -> str:
    if type_.of is None:
        return scalars[type_.name]
    return _CONTAINERS[type_.name].format(_type(type_.of, _BOXED))


def _reader(type_: Type) -> str:
    if type_.of is None:
        return f"HarnessJson.{type_.name.upper()}"
    return f"HarnessJson.{type_.name}({_reader(type_.of)})"
