"""Records what the canonical solutions of HumanEval get and return when their tests run.

    python -m benchmarks._humaneval_recorder < HumanEval.jsonl > recorded.jsonl

Each answer holds `parameters`, `calls` (arguments and result of each, as JSON would have
them) and `left_out` (why calls are missing). Run it as a process of its own: what it runs
are other people's programs.
"""

import contextlib
import copy
import inspect
import json
import sys
from collections.abc import Callable
from typing import Any


class NoJson(Exception):
    """A value that JSON cannot carry; the message says which."""


def plain(value: Any) -> Any:
    """Return a value as JSON would have it: a tuple becomes a list.

    Raises:
        NoJson: it holds a set, a key that is no string, nan, or the like.
    """
    match value:
        case list() | tuple():
            return [plain(item) for item in value]
        case dict():
            if other := [key for key in value if not isinstance(key, str)]:
                raise NoJson(f"a dictionary with the key {other[0]!r}")
            return {key: plain(item) for key, item in value.items()}
        case None | bool() | int() | float() | str():
            return value
    raise NoJson(f"a {type(value).__name__}")


def as_json(function: Callable[..., Any], arguments: Any, result: Any) -> tuple[Any, Any]:
    """Return a call as JSON would have it.

    Raises:
        NoJson: JSON cannot carry it, or the function returns something else for what
            JSON would have made of the arguments.
    """
    given, wanted = plain(arguments), plain(result)
    try:
        again = function(*plain(arguments))
    except Exception as error:
        raise NoJson("arguments that JSON changes, so that it fails") from error
    if plain(again) != wanted:
        raise NoJson("arguments that JSON changes, and the result with them")
    return given, wanted


def record(problem: dict[str, str]) -> dict[str, Any]:
    """Run one problem's tests on its canonical solution; return what was seen."""
    namespace: dict[str, Any] = {}
    exec(problem["prompt"] + problem["canonical_solution"], namespace)
    function = namespace[problem["entry_point"]]
    calls: list[tuple[Any, Any]] = []
    left_out: list[str] = []

    def recording(*given: Any) -> Any:
        arguments = copy.deepcopy(given)  # the function may change its own
        result = function(*given)
        try:
            calls.append(as_json(function, arguments, result))
        except NoJson as reason:
            left_out.append(str(reason))
        return result

    exec(problem["test"], namespace)
    namespace["check"](recording)
    return {
        "parameters": list(inspect.signature(function).parameters),
        "calls": calls,
        "left_out": left_out,
    }


def main() -> None:
    with contextlib.redirect_stdout(sys.stderr):  # solutions may print
        recorded = [record(json.loads(line)) for line in sys.stdin]
    for answer in recorded:
        print(json.dumps(answer))


if __name__ == "__main__":
    main()
