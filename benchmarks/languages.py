"""What does each language need: time to compile and to start, memory, threads, descriptors?

A program that adds two numbers, compiled and run by the real launcher in the layers
filtered and confined. The least memory, threads and descriptors are found by trying:
with less the program fails. The constants in grading/languages/ come from here.

    python -m benchmarks.languages [NAME ...] [--runs 50]
"""

from __future__ import annotations

import argparse
import os
import statistics
from collections.abc import Callable
from contextlib import ExitStack

from grading.languages import LANGUAGES, Language
from grading.languages.language import Toolchain, Unavailable
from grading.sandbox.launcher import build_launcher
from tests.grading.languages.workbench import Workbench, directory
from tests.grading.sandbox.launched import MIB, Ended, Launched

INPUT, OUTPUT = b"3 4\n", b"7\n"

PROGRAMS = {
    "c": "#include <stdio.h>\nint main(void)\n{\n    long a, b;\n"
    '    if (scanf("%ld %ld", &a, &b) == 2)\n        printf("%ld\\n", a + b);\n}\n',
    "cpp": "#include <bits/stdc++.h>\nusing namespace std;\n"
    "int main() { long a, b; cin >> a >> b; cout << a + b << endl; }\n",
    "rust": "use std::io::*;\nfn main() {\n    let mut s = String::new();\n"
    "    stdin().read_to_string(&mut s).unwrap();\n"
    "    let v: Vec<i64> = s.split_whitespace().map(|x| x.parse().unwrap()).collect();\n"
    '    println!("{}", v[0] + v[1]);\n}\n',
    "go": 'package main\n\nimport (\n\t"bufio"\n\t"fmt"\n\t"os"\n)\n\nfunc main() {\n'
    "\tvar a, b int\n\tfmt.Fscan(bufio.NewReader(os.Stdin), &a, &b)\n\tfmt.Println(a + b)\n}\n",
    "java": "import java.util.*;\npublic class Main {\n    public static void main(String[] a) {\n"
    "        Scanner s = new Scanner(System.in);\n"
    "        System.out.println(s.nextLong() + s.nextLong());\n    }\n}\n",
    "javascript": 'const lines = require("fs").readFileSync(0, "utf8").split(/\\s+/);\n'
    "console.log(Number(lines[0]) + Number(lines[1]));\n",
}

ROUNDS_OF_COMPILING = 5
PATIENCE_SECONDS = 5.0  # Node hangs rather than fails if it gets no memory for a thread
REPEATED = 5  # a limit is enough if the program works so often


def least(works: Callable[[int], bool], *, most: int) -> int:
    """Return the least number that works, given that more always do."""
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if all(works(middle) for _ in range(REPEATED)):
            high = middle
        else:
            low = middle + 1
    return low


def measure(language: Language, toolchain: Toolchain, launcher: int, runs: int) -> str:
    with ExitStack() as opened:
        seconds = []
        for _ in range(ROUNDS_OF_COMPILING):
            bench = Workbench(
                language,
                toolchain,
                PROGRAMS[language.name].encode(),
                directory=opened.enter_context(directory()),
            )
            compiled = bench.compile()
            assert compiled.ok, compiled.output
            seconds.append(compiled.seconds)
        with bench.launched(launcher) as running:
            ended = [good(running, 4096 * MIB) for _ in range(runs)]
            memory_mib = least(lambda mib: is_good(running, mib * MIB), most=4096)
        processes = least(lambda number: works_with(bench, launcher, processes=number), most=64)
        descriptors = least(lambda number: works_with(bench, launcher, descriptors=number), most=64)
    cpu_ms = [end.cpu_us / 1000 for end in ended]
    wall_ms = [end.wall_us / 1000 for end in ended]
    return (
        f"{min(seconds):7.2f} {min(cpu_ms):7.1f} {statistics.median(cpu_ms):7.1f}"
        f" {min(wall_ms):7.1f} {statistics.median(wall_ms):7.1f}"
        f" {max(end.peak_kib for end in ended) / 1024:8.1f} {memory_mib:7} {toolchain.memory:13}"
        f" {processes:8} {descriptors:11}"
    )


def good(running: Launched, memory_bytes: int) -> Ended:
    ended = running.run(INPUT, memory_bytes=memory_bytes)
    assert ended.output == OUTPUT, ended
    return ended


def is_good(running: Launched, memory_bytes: int) -> bool:
    ended = running.run(INPUT, memory_bytes=memory_bytes, wall_seconds=PATIENCE_SECONDS)
    return ended.output == OUTPUT and ended.exit_code == 0


def works_with(bench: Workbench, launcher: int, **allowed: int) -> bool:
    with bench.launched(launcher, **allowed) as running:
        return is_good(running, 4096 * MIB)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", default=list(PROGRAMS), metavar="NAME")
    parser.add_argument("--runs", type=int, default=50)
    options = parser.parse_args()
    launcher = build_launcher()
    print("least and median of runs; milliseconds, MiB")
    print(
        f"{'':12} {'compile':>7} {'CPU':>7} {'':>7} {'wall':>7} {'':>7}"
        f" {'resident':>8} {'needs':>7} {'of':13} {'threads':>8} {'descriptors':>11}"
    )
    for language in LANGUAGES:
        if language.name not in options.names:
            continue
        toolchain = language.toolchain()
        if isinstance(toolchain, Unavailable):
            print(f"{language.name:12} {toolchain.reason}")
        else:
            print(f"{language.name:12}", measure(language, toolchain, launcher, options.runs))
    os.close(launcher)


if __name__ == "__main__":
    main()
