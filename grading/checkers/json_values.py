"""JSON values: what a function returned, compared by structure and not by spelling.

Whole numbers are exact, however many digits they have; ``1`` and ``1.0`` are the same
number, ``true`` is none. The order of an object's keys does not matter, the order of a
list does. Numbers may be within a tolerance, as with tokens.

Source: RFC 8259. It leaves open what two keys of one name mean, and what becomes of
numbers beyond a double's range: the first are refused here, the second are compared
as they are written. Its grammar has no ``NaN`` and no ``Infinity``.

Reading takes up to 30 times the text's size in memory (a list of empty objects, measured):
a job's output limit bounds it.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from grading.checkers.finding import EXCERPT_BYTES, CheckerFault, Finding, excerpt
from grading.checkers.numbers import has_tolerance, is_close
from grading.protocol import Checker

MAXIMUM_INT_DIGITS: Final = 4_300
"""Above it Python refuses to read a whole number, since the time grows with the square.

Source: Python's documentation, "Integer string conversion length limitation".
"""

_PLACE_CHARACTERS: Final = 100
"""How much of the way to a difference is told: a function may return lists in lists."""

_PLAIN = frozenset({int, float, str})
"""Types that Python compares as JSON wants it. Not bool: to Python, True is 1."""


@dataclass(frozen=True, slots=True)
class _LargeNumber:
    """A number that is kept as it was written: too long, or beyond a double's range."""

    written: str


class _Unreadable(ValueError):
    """A text is not one JSON value; the message fits behind the text's name."""


def check_json(checker: Checker, *, expected: bytes, output: bytes) -> Finding:
    """Compare two texts as JSON values.

    Raises:
        CheckerFault: the expected output is no JSON value.
    """
    if not output.strip():
        return Finding(accepted=False, reason="there is no value: the function never returned")
    if expected.strip() == output.strip():
        return Finding(accepted=True, reason="The value is the expected one.")
    try:
        wanted = _read(expected)
    except _Unreadable as problem:
        raise CheckerFault(f"the expected value {problem}") from None
    try:
        got = _read(output)
    except _Unreadable as problem:
        return Finding(accepted=False, reason=f"the value {problem}")
    difference = _first_difference(checker, wanted, got)
    if difference is not None:
        return Finding(accepted=False, reason=difference)
    return Finding(accepted=True, reason="The value is the expected one.")


def _read(written: bytes) -> Any:
    """Read one JSON value.

    Raises:
        _Unreadable: it is none, or nested deeper than Python goes.
    """
    try:
        text = written.decode()
    except UnicodeDecodeError:
        raise _Unreadable("is not UTF-8") from None
    try:
        try:
            return _loaded(text, parse_int=int)
        except (json.JSONDecodeError, _Unreadable):
            raise
        except ValueError:  # a whole number of too many digits for `int`
            return _loaded(text, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        raise _Unreadable(f"is not JSON: {error.msg} (character {error.pos + 1})") from None
    except RecursionError:
        raise _Unreadable("is nested too deeply") from None


def _loaded(text: str, *, parse_int: Any) -> Any:
    return json.loads(
        text,
        parse_int=parse_int,
        parse_float=_number,
        parse_constant=_refuse_constant,
        object_pairs_hook=_object,
    )


def _whole_number(written: str) -> int | _LargeNumber:
    is_large = len(written.removeprefix("-")) > MAXIMUM_INT_DIGITS
    return _LargeNumber(written) if is_large else int(written)


def _number(written: str) -> float | _LargeNumber:
    number = float(written)
    return number if math.isfinite(number) else _LargeNumber(written)


def _refuse_constant(name: str) -> NoReturn:
    raise _Unreadable(f"holds {name}, which is no JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        ((key, _count),) = Counter(key for key, _ in pairs).most_common(1)
        raise _Unreadable(f"has the key {_quote(key)} twice in one object")
    return entries


def _first_difference(checker: Checker, expected: Any, output: Any) -> str | None:
    """Return the first difference in the document's order, in a sentence; None if there is none.

    It walks with a list of its own instead of calling itself: depth costs no stack.
    """
    way: list[str] = []
    walks = [iter([("", expected, output)])]
    while walks:
        for step, wanted, got in walks[-1]:
            if problem := _problem(checker, wanted, got):
                return _at([*way, step]) + problem
            if isinstance(wanted, dict | list) and not _are_plainly_equal(wanted, got):
                way.append(step)
                walks.append(_members(wanted, got))
                break
        else:
            walks.pop()
            if way:
                way.pop()
    return None


def _members(expected: Any, output: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield what two lists of one length, or two objects of the same keys, hold."""
    if isinstance(expected, list):
        for index, (wanted, got) in enumerate(zip(expected, output, strict=True)):
            yield f"[{index}]", wanted, got
    else:
        for key, wanted in expected.items():
            yield f"[{_quote(key)}]", wanted, output[key]


def _are_plainly_equal(expected: Any, output: Any) -> bool:
    """Say whether two lists hold the same numbers and strings, much faster than one by one."""
    return (
        isinstance(expected, list)
        and _PLAIN.issuperset(map(type, expected))
        and _PLAIN.issuperset(map(type, output))
        and bool(expected == output)
    )


def _problem(checker: Checker, expected: Any, output: Any) -> str | None:
    """Say what is wrong with one value, its members aside; None if nothing is."""
    if _kind(expected) != _kind(output):
        return f"expected {_quote(expected)}, got {_quote(output)}"
    if isinstance(expected, list):
        if len(expected) != len(output):
            return f"expected a list of {len(expected)}, got a list of {len(output)}"
        return None
    if isinstance(expected, dict):
        return _keys_problem(expected, output)
    if expected == output or (_kind(expected) == "number" and _is_close(checker, expected, output)):
        return None
    return f"expected {_quote(expected)}, got {_quote(output)}"


def _keys_problem(expected: dict[str, Any], output: dict[str, Any]) -> str | None:
    for key in expected:
        if key not in output:
            return f"the key {_quote(key)} is missing"
    for key in output:
        if key not in expected:
            return f"the key {_quote(key)} should not be there"
    return None


def _is_close(checker: Checker, expected: Any, output: Any) -> bool:
    large = isinstance(expected, _LargeNumber) or isinstance(output, _LargeNumber)
    if large or not has_tolerance(checker):
        return False
    try:
        return is_close(checker, expected=expected, output=output)
    except OverflowError:  # a whole number beyond a double's range
        return False


def _kind(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float | _LargeNumber):
        return "number"
    return type(value).__name__


def _quote(value: Any) -> str:
    if isinstance(value, list):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return f"an object of {len(value)}"
    if isinstance(value, _LargeNumber):
        return excerpt(value.written[: EXCERPT_BYTES + 1].encode())
    if isinstance(value, str):
        value = value[: EXCERPT_BYTES + 1]
    return excerpt(json.dumps(value, ensure_ascii=False).encode(errors="backslashreplace"))


def _at(way: list[str]) -> str:
    """Name a place in the value, such as ``at [2]["name"]``; nothing for the whole of it."""
    place = "".join(way[:_PLACE_CHARACTERS])
    if not place:
        return ""
    return f"at {place[:_PLACE_CHARACTERS]}{'...' if len(place) > _PLACE_CHARACTERS else ''}: "
