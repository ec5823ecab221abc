"""Reads JSON values strictly: every reader takes a value and the place it stands at.

A reader gives back what it read or raises `ProtocolError` with the place in it, and
nothing else, whatever the value is. Messages quote at most `_SHOWN_CHARACTERS` of it.
"""

from __future__ import annotations

import base64
import binascii
import math
from collections.abc import Callable, Iterable
from typing import Final

from grading.protocol import bounds

VERSION: Final = 2
"""Of this protocol. A job of another version is refused, not half understood."""

_SHOWN_CHARACTERS: Final = 60

type Reader[T] = Callable[[object, str], T]


class ProtocolError(ValueError):
    """A job or judgement that cannot be understood; the message names the field."""


class Fields:
    """The fields of one JSON object, taken one by one; `done` refuses leftovers."""

    def __init__(self, value: object, place: str) -> None:
        if not isinstance(value, dict):
            raise ProtocolError(f"{place} must be an object, not {_kind(value)}")
        self._left = dict(value)
        self._place = place

    def take[T](self, name: str, read: Reader[T]) -> T:
        place = f"{self._place}.{name}"
        if name not in self._left:
            raise ProtocolError(f"{place} is missing")
        return read(self._left.pop(name), place)

    def done[T](self, result: T) -> T:
        if self._left:
            unknown = shown(min(map(str, self._left)))
            raise ProtocolError(f"{self._place}.{unknown} is not a field of protocol {VERSION}")
        return result


def _kind(value: object) -> str:
    return "null" if value is None else type(value).__name__


def shown(text: str) -> str:
    """Return the start of a text for a message: one line, nothing that a terminal obeys."""
    start = text[:_SHOWN_CHARACTERS]
    whole = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in start
    )
    return whole + ("..." if len(text) > _SHOWN_CHARACTERS else "")


def read_text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise ProtocolError(f"{place} must be a string, not {_kind(value)}")
    if not value.isascii():
        _encoded(value, place)
    return value


def read_name(value: object, place: str) -> str:
    """Read a short printable text that is not empty: names end up in logs and on pages."""
    if not (text := read_text(value, place)):
        raise ProtocolError(f"{place} must not be empty")
    if len(text) > bounds.NAME_CHARACTERS:
        raise ProtocolError(f"{place} must have at most {bounds.NAME_CHARACTERS} characters")
    if not text.isprintable():
        raise ProtocolError(f"{place} must be printable, is {shown(text)}")
    return text


def read_argument(value: object, place: str) -> str:
    """Read one word of a command line. It may be empty, but the kernel ends it at a NUL."""
    text = read_text(value, place)
    if len(text) > bounds.ARGUMENT_CHARACTERS:
        raise ProtocolError(f"{place} must have at most {bounds.ARGUMENT_CHARACTERS} characters")
    if "\0" in text:
        raise ProtocolError(f"{place} holds a NUL character")
    return text


def read_flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise ProtocolError(f"{place} must be true or false, not {_kind(value)}")
    return value


def read_count(value: object, place: str) -> int:
    return _whole_number(value, place, least=0, most=bounds.COUNT)


def read_positive(most: int) -> Reader[int]:
    """Return a reader of whole numbers from 1 to ``most``."""
    return lambda value, place: _whole_number(value, place, least=1, most=most)


def read_at_most(most: int) -> Reader[int]:
    """Return a reader of whole numbers from 0 to ``most``."""
    return lambda value, place: _whole_number(value, place, least=0, most=most)


def _whole_number(value: object, place: str, *, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ProtocolError(f"{place} must be a whole number, not {_kind(value)}")
    if value < 0:
        raise ProtocolError(f"{place} must not be negative")
    if value < least:
        raise ProtocolError(f"{place} must be more than 0")
    if value > most:
        raise ProtocolError(f"{place} must be at most {most}")
    return value


def read_tolerance(value: object, place: str) -> float:
    number = _number(value, place)
    if number < 0:
        raise ProtocolError(f"{place} must not be negative")
    return number


def read_factor(value: object, place: str) -> float:
    number = _number(value, place)
    if not 0 < number <= bounds.TIME_FACTOR:
        raise ProtocolError(f"{place} must be more than 0 and at most {bounds.TIME_FACTOR:g}")
    return number


def _number(value: object, place: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise ProtocolError(f"{place} must be a number, not {_kind(value)}")
    try:
        number = float(value)
    except OverflowError:  # a whole number of more than 308 digits
        number = math.inf
    if not math.isfinite(number):
        raise ProtocolError(f"{place} must be finite")
    return number


def read_version(value: object, place: str) -> int:
    if (version := read_count(value, place)) != VERSION:
        raise ProtocolError(f"{place} is {version}, this grader understands {VERSION}")
    return version


def read_byte_string(value: object, place: str) -> bytes:
    if isinstance(value, str):
        return _encoded(value, place)
    if not isinstance(value, dict):
        raise ProtocolError(f"{place} must be a string or base64, not {_kind(value)}")
    fields = Fields(value, place)
    text = fields.take("base64", read_text)
    try:
        content = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise ProtocolError(f"{place}.base64 is not base64: {error}") from None
    return fields.done(content)


def _encoded(text: str, place: str) -> bytes:
    try:
        return text.encode()
    except UnicodeEncodeError:
        raise ProtocolError(f"{place} holds half of a surrogate pair") from None


def written_bytes(value: bytes) -> str | dict[str, str]:
    try:
        return value.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(value).decode("ascii")}


def or_none[T](read: Reader[T]) -> Reader[T | None]:
    return lambda value, place: None if value is None else read(value, place)


def tuple_of[T](read: Reader[T], *, most: int | None = None) -> Reader[tuple[T, ...]]:
    """Return a reader of lists, of at most ``most`` items."""

    def read_all(value: object, place: str) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise ProtocolError(f"{place} must be a list, not {_kind(value)}")
        if most is not None and len(value) > most:
            raise ProtocolError(f"{place} must hold at most {most} items, holds {len(value)}")
        return tuple(read(item, f"{place}[{index}]") for index, item in enumerate(value))

    return read_all


def refuse_repeated(names: Iterable[str], place: str, field: str) -> None:
    """Refuse a list in which two items have the same name.

    Raises:
        ProtocolError: naming the second one, by index and ``field``.
    """
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            raise ProtocolError(f"{place}[{index}].{field} is used twice: {shown(name)}")
        seen.add(name)
