"""Python 3: compiled and run by the very interpreter that runs the grader.

It needs no layer above lockdown, because a run imports from memory and starts nothing.
Threads and ``asyncio.run`` want descriptors or children, and are refused.
"""

from __future__ import annotations

import platform

from grading.languages.language import Language, Toolchain


def _toolchain() -> Toolchain:
    return Toolchain(
        version=f"{platform.python_implementation()} {platform.python_version()}", profile="python"
    )


PYTHON = Language(
    name="python",
    endings=(".py", ".py3"),
    file_name="solution.py",
    level="lockdown",
    toolchain=_toolchain,
    notes="The standard library is there. Threads, asyncio.run, subprocesses, files"
    " and the network are not.",
    time_factor=5.0,
    out_of_memory=(b"MemoryError",),
)
