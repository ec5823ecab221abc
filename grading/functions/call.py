"""Calls a candidate's Python function inside a run.

    stem:  call = FunctionCall(name, types)
    run:   arguments = call.read_arguments()
           ... the candidate's text, as a module named "solution" ...
           call.answer(arguments, vars(module))

It is made, and the arguments are read, before any of the candidate's code runs. It holds
on to what it needs of json and os, so what that code changes there disturbs nothing. The
zygote imports this module, so json comes only with the first `FunctionCall`.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

MODULE_NAME = "solution"
"""The candidate's ``__name__``: what stands under ``if __name__ == "__main__"`` is not run."""

RESULT_DESCRIPTOR = 3
"""Where every harness writes the result."""

_READ_BYTES = 1024 * 1024


class FunctionMissing(Exception):
    """The candidate's module has no such function. A run-time error of theirs, as in Python."""


class ResultNotJson(Exception):
    """The function returned what JSON cannot say. A run-time error of the candidate's too."""


class FunctionCall:
    """How to call one function: arguments in, result out."""

    def __init__(self, name: str, parameter_types: list[str]) -> None:
        """Take a function's name, and its parameters' types as `str` writes a `types.Type`."""
        import json

        self._name = name
        self._converters = [_float_converter(type_) for type_ in parameter_types]
        self._decode = json.JSONDecoder().decode
        self._encode = json.JSONEncoder(
            allow_nan=False, separators=(",", ":"), default=_plain_value
        ).encode
        self._read_file, self._write_file = os.read, os.write

    def read_arguments(self) -> list[Any]:
        """Read a JSON array of arguments from standard input, which is then at its end.

        A whole number becomes a float where the type says so.
        """
        parts = []
        while part := self._read_file(0, _READ_BYTES):
            parts.append(part)
        return self.arguments(b"".join(parts))

    def arguments(self, text: bytes) -> list[Any]:
        """Return the arguments that stand in a text, as `read_arguments` does."""
        values: list[Any] = self._decode(text.decode())
        for index, convert in enumerate(self._converters):
            if convert is not None:
                values[index] = convert(values[index])
        return values

    def answer(self, arguments: list[Any], namespace: dict[str, Any]) -> None:
        """Call the function and write its result; see `result` for what may be raised."""
        left = memoryview(self.result(arguments, namespace))
        while left:
            left = left[self._write_file(RESULT_DESCRIPTOR, left) :]

    def result(self, arguments: list[Any], namespace: dict[str, Any]) -> bytes:
        """Call the function; return its result as JSON.

        A tuple is written as a list, and a dictionary's keys as their text, as json does;
        what has a method ``tolist``, as numpy's arrays and numbers do, as what that returns.

        Raises:
            FunctionMissing: the namespace has no function of that name.
            ResultNotJson: the result holds nan, a set, itself, or a number of too many
                digits, or is nested too deep.
            BaseException: whatever the function raises.
        """
        function = namespace.get(self._name)
        if not callable(function):
            raise FunctionMissing(f"There is no function {self._name}.")
        result = function(*arguments)
        try:
            return self._encode(result).encode()
        except (TypeError, ValueError, RecursionError) as error:
            raise ResultNotJson(f"The result of {self._name} is no JSON: {error}") from None


def _float_converter(type_: str) -> Callable[[Any], Any] | None:
    """Return what makes floats of a type's whole numbers; None if it has none to make."""
    if type_ == "float":
        return float
    container, _, rest = type_.partition("<")
    convert = _float_converter(rest[:-1]) if rest else None
    if convert is None:
        return None
    if container == "list":
        return lambda items: [convert(item) for item in items]
    if container == "map":
        return lambda items: {key: convert(item) for key, item in items.items()}
    return lambda value: None if value is None else convert(value)


def _plain_value(value: Any) -> Any:
    if hasattr(value, "tolist"):
        return value.tolist()
    raise TypeError(f"it holds a value of type {type(value).__name__}")
