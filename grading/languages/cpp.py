"""C++, compiled by g++ or clang++."""

from __future__ import annotations

from grading.languages.gnu import gnu_toolchain
from grading.languages.language import Language, Toolchain, Unavailable


def _toolchain() -> Toolchain | Unavailable:
    return gnu_toolchain(
        ("g++", "clang++", "c++"), standard="gnu++20", called="C++20", library="stdc++"
    )


CPP = Language(
    name="cpp",
    endings=(".cpp", ".cc", ".cxx", ".c++", ".C"),
    file_name="solution.cpp",
    level="confined",
    toolchain=_toolchain,
    notes="Compiled with -O2. Threads, subprocesses, files and the network are not there.",
    out_of_memory=(b"std::bad_alloc", b"Cannot allocate memory"),
)
