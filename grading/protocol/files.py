"""A file that belongs to a program: of a submission, or of a checker."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Self

from grading.protocol import bounds
from grading.protocol.reading import (
    Fields,
    ProtocolError,
    Reader,
    read_byte_string,
    read_name,
    refuse_repeated,
    shown,
    tuple_of,
    written_bytes,
)

_NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file of a program, in the one folder that all its files share.

    name: letters a-z and A-Z, digits, and ``. - _`` within; no folder. So it can
        neither leave the program's folder nor look like an option.

    Source of the name's form: the Kattis problem package format, "General requirements".
    """

    name: str
    content: bytes

    def to_json(self) -> dict[str, Any]:
        return {"name": self.name, "content": written_bytes(self.content)}

    @classmethod
    def from_json(cls, value: object, place: str = "file") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(
                name=fields.take("name", _read_file_name),
                content=fields.take("content", read_byte_string),
            )
        )


def read_files(value: object, place: str) -> tuple[SourceFile, ...]:
    """Read a program's files, each with a name of its own."""
    read_all: Reader[tuple[SourceFile, ...]] = tuple_of(SourceFile.from_json, most=bounds.FILES)
    files = read_all(value, place)
    refuse_repeated((file.name for file in files), place, "name")
    return files


def _read_file_name(value: object, place: str) -> str:
    name = read_name(value, place)
    if not _NAME.fullmatch(name):
        raise ProtocolError(f"{place} is not a plain file name: {shown(name)}")
    return name
