"""The sealed library holds what the interpreter has, and cannot be changed."""

import os
import subprocess

import pytest

from grading.sandbox import unreadable
from grading.sandbox.library import pack_library

SAY_WHAT_CANNOT_BE_IMPORTED = """
from grading.sandbox.finder import SealedLibrary, install
import os, pkgutil, sys
names = sorted(sys.stdlib_module_names)
library = SealedLibrary(int(sys.argv[1]))
library.load_extensions()
install(library)
os.closerange(3, 1000)
import resource
resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
missing = []
for name in names:
    if name in ("this", "antigravity") or name.startswith("_") or name in sys.modules:
        continue
    try:
        __import__(name)
    except ImportError as error:
        missing.append(name)
print(*missing)
"""

NEEDS_A_TERMINAL_A_WINDOW_OR_WINDOWS = {
    "curses", "dbm.gnu", "idlelib", "lib2to3", "msilib", "msvcrt", "nt", "ossaudiodev",
    "readline", "rlcompleter", "tkinter", "turtle", "turtledemo", "winreg", "winsound",
    "ensurepip", "nis", "spwd", "ntpath", "pydoc_data", "tty", "webbrowser", "crypt",
}  # fmt: skip


@pytest.fixture(scope="module")
def library():
    descriptor = pack_library()
    yield descriptor
    os.close(descriptor)


def test_every_module_can_be_imported_without_a_descriptor(library: int):
    done = subprocess.run(
        unreadable.python_arguments(SAY_WHAT_CANNOT_BE_IMPORTED, str(library)),
        pass_fds=(library,),
        capture_output=True,
        text=True,
        check=True,
    )

    assert set(done.stdout.split()) <= NEEDS_A_TERMINAL_A_WINDOW_OR_WINDOWS


def test_nobody_can_change_the_library(library: int):
    for attempt in (
        lambda: os.pwrite(library, b"x", 0),
        lambda: os.ftruncate(library, 0),
        lambda: os.ftruncate(library, 1 << 30),
    ):
        with pytest.raises(PermissionError):
            attempt()


def test_the_same_interpreter_gives_the_same_library(library: int):
    again = pack_library()

    try:
        size = os.fstat(library).st_size
        assert os.pread(again, size + 1, 0) == os.pread(library, size + 1, 0)
    finally:
        os.close(again)
