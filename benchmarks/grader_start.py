"""How long until a fresh grader is ready, with and without Python's cache of compiled modules?

Each round starts `python -m grading serve`, sends one small job and stops the clock at
its judgement. Without the cache, as in images whose .pyc files were removed, the whole
standard library is compiled first.

    python -m benchmarks.grader_start [--rounds 5]
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path

from grading.protocol import Job, TestCase
from grading.sandbox.library import pack_library

PROJECT = Path(__file__).resolve().parents[1]
JOB = Job("bench", "python", b"print(input())\n", (TestCase("1", b"1\n", b"1\n"),))


def start_ms() -> float:
    """Return milliseconds from nothing to the first judgement."""
    line = json.dumps(JOB.to_json()).encode() + b"\n"
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "grading", "serve"],
        cwd=PROJECT,
        input=line,
        stdout=subprocess.PIPE,
        check=True,
    )
    milliseconds = (time.perf_counter() - started) * 1000
    assert json.loads(done.stdout)["runs"][0]["verdict"] == "accepted", done.stdout
    return milliseconds


def pack_without_cache_ms() -> float:
    """Return milliseconds to pack the standard library when every module must be compiled."""
    vars(importlib.util)["MAGIC_NUMBER"] = b"none"  # so that no cached file is recognised
    started = time.perf_counter()
    pack_library()
    return (time.perf_counter() - started) * 1000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    taken = [start_ms() for _round in range(options.rounds)]
    print(f"Python {platform.python_version()}, {options.rounds} rounds, medians")
    print(f"from nothing to the first judgement, and the end: {statistics.median(taken):.0f} ms")
    print(f"packing the library without Python's cache:       {pack_without_cache_ms():.0f} ms")


if __name__ == "__main__":
    main()
