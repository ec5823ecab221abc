"""What do the system-call filters and Landlock cost, per process and per call?

Everything is measured in children forked from one bare Python, the ways taking turns, in
one run. A layer is either put on in the child, as a stem does once per submission, or
inherited from the parent, as runs have it. Calls are made through Python, so only the
differences are the kernel's. The least of all rounds is shown: it carries the least noise.

    python -m benchmarks.sandbox_layers [--rounds 300] [--one-core]
"""

from __future__ import annotations

import argparse
import math
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from grading.sandbox import landlock
from grading.sandbox.filters import filter_for, install
from grading.sandbox.system_calls import refuse_new_privileges

PROJECT = Path(__file__).resolve().parents[1]
CALLS = 20_000
"""Of each kind in a child: some milliseconds, so that waking up does not count."""

READABLE = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/alternatives"]
READABLE += ["/dev/null", "/dev/zero", "/dev/urandom", "/proc/self", "/sys/devices/system/cpu"]
WRITABLE = ["/tmp"]

type Step = Callable[[], object]


def layers() -> dict[str, Step]:
    """Return each layer as a function that puts it on the calling process."""
    python, program, threads, own = map(
        filter_for, ("python", "program", "threads", "no_processes")
    )
    usual: dict[str, Step] = {
        "nothing": refuse_new_privileges,  # a call that dirties the pages that any layer does
        f"filter no_processes, {len(own) // 8} instructions": partial(install, own),
        f"filter python, {len(python) // 8} instructions": partial(install, python),
        f"filter threads, {len(threads) // 8} instructions": partial(install, threads),
        "filters program and no_processes": partial(
            all_of, partial(install, program), partial(install, own)
        ),
    }
    if landlock.abi():
        usual["Landlock, 12 paths"] = confine
        usual["Landlock and filter python"] = partial(all_of, confine, partial(install, python))
    return usual


def all_of(*steps: Step) -> None:
    for step in steps:
        step()


def confine() -> None:
    landlock.restrict(read=READABLE, write=WRITABLE)


def fork_us(in_child: Step = lambda: None) -> float:
    """Return microseconds to fork a child, have it do something, and see it dead."""
    started = time.perf_counter_ns()
    pid = os.fork()
    if pid == 0:
        in_child()
        os._exit(0)
    os.waitpid(pid, 0)
    return (time.perf_counter_ns() - started) / 1000


def reported(layer: Step, measure: Callable[[], float]) -> float:
    """Return what `measure` says in a child that has the layer."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        layer()
        os.write(writing, repr(measure()).encode())
        os._exit(0)
    os.close(writing)
    said = os.read(reading, 100)
    os.close(reading)
    os.waitpid(pid, 0)
    return float(said)


def call_ns(call: Callable[[], object]) -> Callable[[], float]:
    """Return a measure of one call, in nanoseconds."""

    def measure() -> float:
        started = time.perf_counter_ns()
        for _call in range(CALLS):
            call()
        return (time.perf_counter_ns() - started) / CALLS

    return measure


def open_and_close() -> None:
    os.close(os.open("/dev/null", os.O_RDONLY))


def inherited_fork_us() -> float:
    try:
        return min(fork_us() for _fork in range(30))
    except PermissionError:
        return float("nan")  # a run's filter lets it start nothing


MEASURES: dict[str, Callable[[], float]] = {
    "inherited, us": inherited_fork_us,
    "getppid, ns": call_ns(os.getppid),
    "open + close, ns": call_ns(open_and_close),
}


def measure(rounds: int) -> None:
    """Print a table: one line per layer, its difference from "nothing" in brackets."""
    ways = layers()
    found: dict[str, dict[str, list[float]]] = {
        name: {column: [] for column in ("put on, us", *MEASURES)} for name in ways
    }
    for number in range(rounds):
        for name, layer in ways.items():
            found[name]["put on, us"].append(fork_us(layer))
            if number % 10 == 0:
                for column, way in MEASURES.items():
                    found[name][column].append(reported(layer, way))
    show(
        {
            name: {column: min(values) for column, values in columns.items()}
            for name, columns in found.items()
        }
    )


def show(minima: dict[str, dict[str, float]]) -> None:
    plain = minima["nothing"]
    print(f"{'minima':40}" + "".join(f"{column:>18}" for column in plain))
    for name, figures in minima.items():
        cells = (cell(figure, figure - plain[column]) for column, figure in figures.items())
        print(f"{name:40}  " + "  ".join(cells))


def cell(figure: float, tax: float) -> str:
    return f"{'cannot':>17}" if math.isnan(figure) else f"{figure:8.0f} ({tax:+6.0f})"


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--one-core", action="store_true", help="keep everything on one processor")
    options = parser.parse_args(arguments)
    if options.one_core:
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    refuse_new_privileges()
    cores = len(os.sched_getaffinity(0))
    print(
        f"Linux {platform.release()}, Landlock ABI {landlock.abi()}, "
        f"Python {platform.python_version()}, {cores} cores, {options.rounds} rounds",
        flush=True,  # else every child would say it again
    )
    measure(options.rounds)


if __name__ == "__main__":
    if sys.flags.no_site:
        main(sys.argv[1:])
    else:  # without what the site module brings: a fork costs less, and a layer shows better
        bare = [sys.executable, "-I", "-S", "-c"]
        code = f"import sys; sys.path.insert(0, {str(PROJECT)!r})\n"
        code += "from benchmarks.sandbox_layers import main; main(sys.argv[1:])"
        sys.exit(subprocess.call([*bare, code, *sys.argv[1:]]))
