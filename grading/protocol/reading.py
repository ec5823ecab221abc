"""Reads JSON values strictly: every reader takes a value and the place it stands at.

A reader gives back what it read or raises `ProtocolError` with the place in it.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable

VERSION = 1
"""Of this protocol. A job of another version is refused, not half understood."""


class ProtocolError(ValueError):
    """A job or judgement that cannot be understood; the message names the field."""


class Fields:
    """The fields of one JSON object, taken one by one; `done` refuses leftovers."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise ProtocolError(f"{place} must be an object, not {_kind(value)}")
        self._left = dict(value)
        self._place = place

    def take[T](self, name: str, read: Callable[[object, str], T]) -> T:
        place = f"{self._place}.{name}"
        if name not in self._left:
            raise ProtocolError(f"{place} is missing")
        return read(self._left.pop(name), place)

    def done[T](self, result: T) -> T:
        if self._left:
            unknown = min(map(str, self._left))
            raise ProtocolError(f"{self._place}.{unknown} is not a field of protocol {VERSION}")
        return result


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__


def read_text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise ProtocolError(f"{place} must be a string, not {_kind(value)}")
    return value


def read_name(value: object, place: str) -> str:
    if not (text := read_text(value, place)):
        raise ProtocolError(f"{place} must not be empty")
    return text


def read_flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise ProtocolError(f"{place} must be true or false, not {_kind(value)}")
    return value


def read_count(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ProtocolError(f"{place} must be a whole number, not {_kind(value)}")
    if value < 0:
        raise ProtocolError(f"{place} must not be negative, is {value}")
    return value


def read_positive(value: object, place: str) -> int:
    if not (number := read_count(value, place)):
        raise ProtocolError(f"{place} must be more than 0")
    return number


def read_tolerance(value: object, place: str) -> float:
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise ProtocolError(f"{place} must be a number, not {_kind(value)}")
    if not (math.isfinite(value) and value >= 0):
        raise ProtocolError(f"{place} must be finite and not negative, is {value}")
    return float(value)


def read_version(value: object, place: str) -> int:
    if (version := read_count(value, place)) != VERSION:
        raise ProtocolError(f"{place} is {version}, this grader understands {VERSION}")
    return version


def read_byte_string(value: object, place: str) -> bytes:
    if isinstance(value, str):
        try:
            return value.encode()
        except UnicodeEncodeError:
            raise ProtocolError(f"{place} holds half of a surrogate pair") from None
    if not isinstance(value, dict):
        raise ProtocolError(f"{place} must be a string or base64, not {_kind(value)}")
    fields = Fields(value, place)
    text = fields.take("base64", read_text)
    try:
        return fields.done(base64.b64decode(text, validate=True))
    except (binascii.Error, ValueError) as error:
        if isinstance(error, ProtocolError):
            raise
        raise ProtocolError(f"{place}.base64 is not base64: {error}") from None


def written_bytes(value: bytes) -> str | dict[str, str]:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode("ascii")}


def or_none[T](read: Callable[[object, str], T]) -> Callable[[object, str], T | None]:
    return lambda value, place: None if value is None else read(value, place)


def tuple_of[T](read: Callable[[object, str], T]) -> Callable[[object, str], tuple[T, ...]]:
    def read_all(value: object, place: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ProtocolError(f"{place} must be a list, not {_kind(value)}")
        return tuple(read(item, f"{place}[{index}]") for index, item in enumerate(value))

    return read_all
