"""What does one test case cost: our fork, or a fresh interpreter with the same limits?

100 test cases of a small Python program, the ways taking turns, in one run. Ours is the
whole way of a judgement in the keeper's process: fork, limits, run, wait, sweep, compare,
with every layer of isolation that the machine has. The others are subprocess.run with the
same resource limits set in the child, and no isolation beyond them; their output is
compared too. `plain` is `python solution.py`, as one would write it first; `bare` is
`python -I -S`, without the site module, as we start ours. For other sandboxes, other
languages and several runs at once, see `python -m grading bench`.

    python -m benchmarks.grader_fork_vs_subprocess [--rounds 7] [--one-core]
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from grading.checkers import check
from grading.judge import judge
from grading.protocol import Checker, Job, Limits, TestCase, Verdict
from grading.sandbox import unreadable
from grading.sandbox.keeper import Keeper
from grading.sandbox.library import pack_library
from grading.sandbox.supplies import Supplies

TEST_CASES = tuple(TestCase(str(n), b"%d\n" % n, b"%d\n" % (n + 1)) for n in range(100))
LIMITS = Limits()
PROGRAMS = {
    "add one": b"print(int(input()) + 1)\n",
    "add one, with imports": (
        b"import bisect, collections, dataclasses, datetime, decimal, fractions, functools\n"
        b"import heapq, itertools, json, math, random, re, string, sys, typing\n"
        b"print(int(input()) + 1)\n"
    ),
}


def ours(keeper: Keeper, source: bytes) -> float:
    """Return milliseconds per test case of one judged submission."""
    job = Job("bench", "python", source, TEST_CASES, LIMITS)
    started = time.perf_counter()
    judgement = judge(job, keeper)
    seconds = time.perf_counter() - started
    assert judgement.verdict is Verdict.ACCEPTED, judgement
    return seconds * 1000 / len(TEST_CASES)


def theirs(file: Path, *options: str) -> float:
    """Return milliseconds per test case of fresh interpreters started with these options."""

    def limit() -> None:
        cpu_seconds = LIMITS.cpu_time_ms // 1000 + 1
        resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
        resource.setrlimit(resource.RLIMIT_AS, (LIMITS.memory_bytes, LIMITS.memory_bytes))
        resource.setrlimit(resource.RLIMIT_FSIZE, (LIMITS.output_bytes, LIMITS.output_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

    interpreter = getattr(sys, "_base_executable", None) or sys.executable
    started = time.perf_counter()
    for test_case in TEST_CASES:
        done = subprocess.run(
            [interpreter, *options, str(file)],
            input=test_case.input,
            capture_output=True,
            preexec_fn=limit,
            timeout=LIMITS.wall_time_ms / 1000,
            check=True,
            env={},
        )
        expected = test_case.expected_output or b""
        assert check(Checker(), expected=expected, output=done.stdout).accepted
    return (time.perf_counter() - started) * 1000 / len(TEST_CASES)


def measure(rounds: int) -> None:
    with Keeper(Supplies(pack_library())) as keeper, tempfile.TemporaryDirectory() as folder:
        print(f"{'milliseconds per test, medians':38} {'ours':>6}  {'plain':>14}  {'bare':>14}")
        for name, source in PROGRAMS.items():
            file = Path(folder, "solution.py")
            file.write_bytes(source)
            ways: tuple[Callable[[], float], ...] = (
                partial(ours, keeper, source),
                partial(theirs, file),
                partial(theirs, file, "-I", "-S"),
            )
            taken = [[way() for way in ways] for _round in range(rounds)]
            ours_ms, *others_ms = (statistics.median(way) for way in zip(*taken, strict=True))
            others = "  ".join(f"{ms:6.2f} ({ms / ours_ms:4.1f}x)" for ms in others_ms)
            print(f"{name:38} {ours_ms:6.2f}  {others}")
            first = statistics.median(first_result_ms(keeper, source) for _ in range(rounds * 5))
            print(f"{'  first result of a fresh submission':38} {first:6.2f}")


def first_result_ms(keeper: Keeper, source: bytes) -> float:
    job = Job("bench", "python", source, TEST_CASES[:1], LIMITS)
    started = time.perf_counter()
    judge(job, keeper)
    return (time.perf_counter() - started) * 1000


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--one-core", action="store_true", help="keep everything on one processor")
    options = parser.parse_args(arguments)
    if options.one_core:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    cores = len(os.sched_getaffinity(0))
    print(f"Python {platform.python_version()}, {cores} cores, {options.rounds} rounds")
    measure(options.rounds)


if __name__ == "__main__":
    # The keeper must be unreadable for its runs.
    unreadable.become(
        unreadable.python_arguments(
            "from benchmarks.grader_fork_vs_subprocess import main; main(sys.argv[1:])",
            *sys.argv[1:],
        ),
        keep=("PATH",),
    )
