"""Does a JSON value fit a type? Asked when a question is saved, and before a job runs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from functools import partial
from itertools import pairwise
from typing import Any, Final

from grading.functions.types import Type

INTS: Final = range(-(2**63), 2**63)
"""What Java's long, C++'s long long and Go's int64 hold."""

EXACT_IN_JAVASCRIPT: Final = range(-(2**53) + 1, 2**53)
"""Beyond, two integers may be one number: ECMAScript 2024, Number.MAX_SAFE_INTEGER."""

DEEPEST_ANY: Final = 100
"""Lists and maps within each other in a value of type any. A guess; Python and Node
both manage thousands."""


type _Check = Callable[[Any, Type, bool], None]

_STRING: Final = Type("string")


class ValueUnfit(ValueError):
    """A value that does not fit; the message says where it stands and what is wrong."""


class _Misfit(Exception):
    """What is wrong, and the way to it, which grows while the exception rises."""

    def __init__(self, problem: str) -> None:
        self.problem, self.way = problem, ""


def read_json(text: bytes, place: str) -> Any:
    """Read strict JSON: no nan or infinity, no key twice in an object.

    Raises:
        ValueUnfit: it is none, is nested too deep for Python's reader, or holds an
            integer of more digits than Python reads (`sys.get_int_max_str_digits`).
    """
    try:
        return json.loads(
            text.decode(), parse_constant=_refuse_constant, object_pairs_hook=_with_keys_once
        )
    except RecursionError:
        raise ValueUnfit(f"{place} is nested too deep") from None
    except ValueError as error:  # as JSONDecodeError and UnicodeDecodeError are
        raise ValueUnfit(f"{place} is not JSON: {error}") from None


def check_value(value: Any, type_: Type, place: str, *, for_javascript: bool = False) -> None:
    """Check a value that `read_json` gave.

    for_javascript: also refuse integers that JavaScript would round.

    Raises:
        ValueUnfit: some part of the value is not what the type says, or a string
            holds half of a surrogate pair, which no UTF-8 can carry.
    """
    try:
        _CHECKS[type_.name](value, type_, for_javascript)
    except _Misfit as misfit:
        raise ValueUnfit(f"{place}{misfit.way} {misfit.problem}") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no number of JSON")


def _with_keys_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = sorted(key for key, _ in pairs)
        twice = next(one for one, other in pairwise(keys) if one == other)
        raise ValueError(f"an object has the key {twice!r} twice")
    return found


def _check_int(value: Any, type_: Type, for_javascript: bool) -> None:
    _check_is(value, type_, int)
    _check_within(value, EXACT_IN_JAVASCRIPT if for_javascript else INTS)


def _check_float(value: Any, type_: Type, _for_javascript: bool) -> None:
    _check_is(value, type_, float, int)
    if not -sys.float_info.max <= value <= sys.float_info.max:
        raise _Misfit("is beyond what a float holds")


def _check_bool(value: Any, type_: Type, _for_javascript: bool) -> None:
    _check_is(value, type_, bool)


def _check_string(value: Any, type_: Type, _for_javascript: bool) -> None:
    _check_is(value, type_, str)
    try:
        value.encode()
    except UnicodeEncodeError:
        raise _Misfit("holds half of a surrogate pair") from None


def _check_optional(value: Any, type_: Type, for_javascript: bool) -> None:
    if value is not None:
        _CHECKS[type_.item.name](value, type_.item, for_javascript)


def _check_list(value: Any, type_: Type, for_javascript: bool) -> None:
    _check_is(value, type_, list)
    _check_items(enumerate(value), _CHECKS[type_.item.name], type_.item, for_javascript)


def _check_map(value: Any, type_: Type, for_javascript: bool) -> None:
    _check_is(value, type_, dict)
    _check_items(zip(value, value, strict=True), _check_string, _STRING, for_javascript)
    _check_items(value.items(), _CHECKS[type_.item.name], type_.item, for_javascript)


def _check_any(value: Any, type_: Type, for_javascript: bool, deepest: int = DEEPEST_ANY) -> None:
    """Check what needs no type: that numbers and strings can be carried, and the depth."""
    match value:
        case None | bool():
            pass
        case int():
            if for_javascript:
                _check_within(value, EXACT_IN_JAVASCRIPT)
        case float():
            _check_float(value, type_, for_javascript)
        case str():
            _check_string(value, type_, for_javascript)
        case _ if deepest == 0:
            raise _Misfit(f"is nested more than {DEEPEST_ANY} deep")
        case _:
            if isinstance(value, dict):
                _check_items(zip(value, value, strict=True), _check_string, _STRING, for_javascript)
            items = value.items() if isinstance(value, dict) else enumerate(value)
            check = partial(_check_any, deepest=deepest - 1)
            _check_items(items, check, type_, for_javascript)


def _check_items(
    items: Iterable[tuple[Any, Any]], check: _Check, type_: Type, for_javascript: bool
) -> None:
    for key, item in items:
        try:
            check(item, type_, for_javascript)
        except _Misfit as misfit:
            misfit.way = f"[{key!r}]{misfit.way}"
            raise


def _check_is(value: Any, type_: Type, *lawful: type) -> None:
    if type(value) not in lawful:  # not isinstance: True is an int to Python
        raise _Misfit(f"is {_KINDS[type(value)]}, not {_article(type_)}")


def _check_within(value: int, ints: range) -> None:
    if value not in ints:
        bits = "53 bits, all that JavaScript holds" if ints is EXACT_IN_JAVASCRIPT else "64 bits"
        raise _Misfit(f"needs more than {bits}")


_CHECKS: Final[dict[str, _Check]] = {
    "int": _check_int,
    "float": _check_float,
    "bool": _check_bool,
    "string": _check_string,
    "any": _check_any,
    "optional": _check_optional,
    "list": _check_list,
    "map": _check_map,
}

_KINDS: Final = {
    type(None): "null",
    bool: "a bool",
    int: "an int",
    float: "a float",
    str: "a string",
    list: "a list",
    dict: "a map",
}


def _article(type_: Type) -> str:
    return f"an {type_}" if type_.name[0] in "aeiou" else f"a {type_}"
