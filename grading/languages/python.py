"""Python 3: compiled and run by the very interpreter that runs the grader.

It needs no layer above lockdown, because a run imports from memory and starts nothing.
Threads and ``asyncio.run`` want descriptors or children, and are refused.
"""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import Final

from grading.languages.language import Language, Toolchain, Unavailable
from grading.languages.tools import LINKER_FILES

PROGRAM_LEVEL: Final = "confined"
"""For Python as a program of its own, which opens files: see `python_program`."""

PROGRAM_BASE_MEMORY_BYTES = 256 * 1024 * 1024
"""Address space of an interpreter that has imported what checkers use; 30 MiB was seen."""


def _toolchain() -> Toolchain:
    return Toolchain(
        version=f"{platform.python_implementation()} {platform.python_version()}", profile="python"
    )


def python_program() -> Toolchain | Unavailable:
    """Return how this interpreter is started as a program of its own, as checkers want it.

    Submissions do not need it: the zygote runs them, which is twenty times faster.
    """
    interpreter = Path(getattr(sys, "_base_executable", "") or sys.executable).resolve()
    readable = (str(interpreter), str(Path(os.__file__).parent), *LINKER_FILES)
    libraries = tuple(map(str, Path(sys.base_prefix, "lib").glob("libpython3*.so*")))
    return Toolchain(
        version=f"{platform.python_implementation()} {platform.python_version()}",
        start=(str(interpreter), "-E", "-s", "-S", "-B", "-X", "utf8", "{main}"),
        environment={"LD_LIBRARY_PATH": str(Path(sys.base_prefix, "lib"))} if libraries else {},
        readable=(*readable, *libraries),
        run_readable=(*readable, *libraries),
        base_memory_bytes=PROGRAM_BASE_MEMORY_BYTES,
        stack_bytes=8 * 1024 * 1024,
        descriptors=64,
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
