"""The function that a submission implements, in a question of that style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from grading.protocol import bounds
from grading.protocol.reading import Fields, read_name, refuse_repeated, tuple_of


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function; see `Function` for its type."""

    name: str
    type: str

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "type": self.type}

    @classmethod
    def from_json(cls, value: object, place: str = "parameter") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(name=fields.take("name", read_name), type=fields.take("type", read_name))
        )


@dataclass(frozen=True, slots=True)
class Function:
    """A typed signature: the candidate writes the function, we call it.

    A test case's input is then a JSON array of arguments, and its expected output
    a JSON value. Types are written ``int``, ``float``, ``bool``, ``string``, ``any``,
    ``list<T>``, ``map<T>`` (keys are strings) and ``optional<T>``; what they are in
    each language, and which names are lawful there, is for `grading.functions` to say.
    """

    name: str
    parameters: tuple[Parameter, ...]
    returns: str

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "parameters": [parameter.to_json() for parameter in self.parameters],
            "returns": self.returns,
        }

    @classmethod
    def from_json(cls, value: object, place: str = "function") -> Self:
        fields = Fields(value, place)
        function = cls(
            name=fields.take("name", read_name),
            parameters=fields.take(
                "parameters", tuple_of(Parameter.from_json, most=bounds.PARAMETERS)
            ),
            returns=fields.take("returns", read_name),
        )
        names = (parameter.name for parameter in function.parameters)
        refuse_repeated(names, f"{place}.parameters", "name")
        return fields.done(function)
