"""How an output is compared with the expected one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

from grading.protocol import bounds
from grading.protocol.files import SourceFile, read_files
from grading.protocol.reading import (
    Fields,
    ProtocolError,
    or_none,
    read_argument,
    read_flag,
    read_name,
    read_tolerance,
    tuple_of,
)

PROGRAM: Final = "program"
"""The checker that is a program of the question's own."""


@dataclass(frozen=True, slots=True)
class CheckerProgram:
    """A program that compares; it runs in the same sandbox as submissions do.

    files: at least one; the first is the one that is started.
    arguments: behind the three that every such program gets.
    """

    language: str
    files: tuple[SourceFile, ...]
    arguments: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {
            "language": self.language,
            "files": [file.to_json() for file in self.files],
            "arguments": list(self.arguments),
        }

    @classmethod
    def from_json(cls, value: object, place: str = "program") -> Self:
        fields = Fields(value, place)
        program = cls(
            language=fields.take("language", read_name),
            files=fields.take("files", read_files),
            arguments=fields.take("arguments", tuple_of(read_argument, most=bounds.ARGUMENTS)),
        )
        if not program.files:
            raise ProtocolError(f"{place}.files must hold at least one file")
        return fields.done(program)


@dataclass(frozen=True, slots=True)
class Checker:
    """How an output is compared with the expected one.

    name: one of `grading.checkers`; `tokens` compares words, like Kattis.
    case_sensitive, space_change_sensitive: of `tokens`.
    float_absolute_tolerance, float_relative_tolerance: of `tokens` and `json`. None
        compares numbers as they are written (`tokens`) or exactly (`json`); a number
        within either tolerance is right.
    program: of `program`, which has to have one; None for every other.

    Source: the Kattis problem package format, "Default output validator specification".
    """

    name: str = "tokens"
    case_sensitive: bool = False
    space_change_sensitive: bool = False
    float_absolute_tolerance: float | None = None
    float_relative_tolerance: float | None = None
    program: CheckerProgram | None = None

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "case_sensitive": self.case_sensitive,
            "space_change_sensitive": self.space_change_sensitive,
            "float_absolute_tolerance": self.float_absolute_tolerance,
            "float_relative_tolerance": self.float_relative_tolerance,
            "program": None if self.program is None else self.program.to_json(),
        }

    @classmethod
    def from_json(cls, value: object, place: str = "checker") -> Self:
        fields = Fields(value, place)
        read_optional_tolerance = or_none(read_tolerance)
        checker = cls(
            name=fields.take("name", read_name),
            case_sensitive=fields.take("case_sensitive", read_flag),
            space_change_sensitive=fields.take("space_change_sensitive", read_flag),
            float_absolute_tolerance=fields.take(
                "float_absolute_tolerance", read_optional_tolerance
            ),
            float_relative_tolerance=fields.take(
                "float_relative_tolerance", read_optional_tolerance
            ),
            program=fields.take("program", or_none(CheckerProgram.from_json)),
        )
        if (checker.name == PROGRAM) != (checker.program is not None):
            raise ProtocolError(
                f"{place}.program must be given for the checker called program,"
                " and be null for every other"
            )
        return fields.done(checker)
