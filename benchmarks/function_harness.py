"""What does a function's harness cost: for a small call, and for a million values in and out?

The function returns its argument. CPU milliseconds of one process, user and system, the
least of some rounds, with the start of the language itself, which the small call shows.
Python's harness works within a run that is already there; only its own part is timed.

    python -m benchmarks.function_harness [--rounds 5]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import tempfile
import time
from pathlib import Path
from typing import Any

from grading.functions.call import FunctionCall
from tests.grading.functions.built import COMPILED, build, function

MILLION = 1_000_000
BATCHES: dict[str, tuple[str, Any]] = {
    "nothing": ("list<int>", []),
    "ints of 53 bits": ("list<int>", [random.getrandbits(53) for _ in range(MILLION)]),
    "ints in thousands": ("list<list<int>>", [list(range(1_000)) for _ in range(1_000)]),
    "floats": ("list<float>", [random.random() for _ in range(MILLION)]),
    "strings": ("list<string>", [f"word {number}" for number in range(MILLION)]),
    "a map": ("map<int>", {f"key {number}": number for number in range(MILLION)}),
}

IDENTITIES = {
    "javascript": "function f(a) { return a; }",
    "java": "class Solution { <T> T f(T a) { return a; } }",
    "cpp": "template <class T> const T &f(const T &a) { return a; }",
    "go": "package main\n\nfunc f[T any](a T) T { return a }\n",
}


def python_ms(type_: str, text: bytes) -> float:
    """Return what Python's harness uses of CPU time for one call."""
    call = FunctionCall("f", [type_])
    started = time.process_time()
    call.result(call.arguments(text), {"f": lambda value: value})
    return (time.process_time() - started) * 1000


def program_ms(language: str, type_: str, text: bytes, rounds: int) -> float:
    """Return what a whole process uses of CPU time for one call, at its least."""
    with tempfile.TemporaryDirectory() as folder:
        asked = function("f", type_, returns=type_)
        program = build(language, asked, IDENTITIES[language], Path(folder) / language)
        taken = []
        for _ in range(rounds):
            before = children_ms()
            answer = program.call_with_text(text)
            taken.append(children_ms() - before)
            assert answer.value == json.loads(text)[0], answer.complaint
    return min(taken)


def children_ms() -> float:
    """Return the CPU milliseconds of all children that were waited for: getrusage(2)."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return (usage.ru_utime + usage.ru_stime) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    print(f"{'CPU ms, a million':20}", *(f"{name:>12}" for name in ("python", *COMPILED)))
    for name, (type_, value) in BATCHES.items():
        text = json.dumps([value]).encode()
        taken = [min(python_ms(type_, text) for _ in range(rounds))]
        taken += [program_ms(language, type_, text, rounds) for language in COMPILED]
        print(f"{name:20}", *(f"{milliseconds:12.1f}" for milliseconds in taken))


if __name__ == "__main__":
    main()
