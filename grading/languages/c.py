"""C, compiled by gcc or clang."""

from __future__ import annotations

from grading.languages.gnu import gnu_toolchain
from grading.languages.language import Language, Toolchain, Unavailable


def _toolchain() -> Toolchain | Unavailable:
    return gnu_toolchain(("gcc", "clang", "cc"), standard="gnu17", called="C17", library="c")


C = Language(
    name="c",
    endings=(".c",),
    file_name="solution.c",
    level="confined",
    toolchain=_toolchain,
    notes="Compiled with -O2 and -lm. Threads, subprocesses, files and the network are not there.",
    out_of_memory=(b"Cannot allocate memory",),  # perror("malloc")
)
