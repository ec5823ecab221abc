"""What the zygote holds is enough for ordinary programs, and the rest is loaded when mentioned."""

import os
import subprocess
import sys

import pytest

from grading.sandbox import unreadable
from grading.sandbox.extensions import (
    ORDINARY_EXTENSIONS,
    ORDINARY_MODULES,
    needs_all_extensions,
)
from grading.sandbox.library import pack_library

IMPORT_ORDINARY_ONES = """
import os, resource, sys
from grading.sandbox.finder import SealedLibrary, install
_, library_number, extensions, module = sys.argv
library = SealedLibrary(int(library_number))
library.load_extensions(frozenset(extensions.split(",")))
install(library)
os.closerange(3, 1000)
resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
__import__(module)
"""


@pytest.mark.parametrize("module", sorted(ORDINARY_MODULES))
def test_ordinary_modules_need_ordinary_extensions_only(library: int, module: str):
    subprocess.run(
        unreadable.python_arguments(
            IMPORT_ORDINARY_ONES, str(library), ",".join(ORDINARY_EXTENSIONS), module
        ),
        pass_fds=(library,),
        check=True,
    )


@pytest.fixture(scope="module")
def library():
    descriptor = pack_library()
    yield descriptor
    os.close(descriptor)


def test_ordinary_modules_are_modules():
    assert sys.stdlib_module_names >= ORDINARY_MODULES


@pytest.mark.parametrize(
    ("source", "needed"),
    [
        (b"import sys, math\nfrom collections import deque\nprint(input())", False),
        (b"import sqlite3", True),
        (b"from xml.etree import ElementTree", True),
        (b"module = __import__('lz' + 'ma')", True),
        (b"import importlib", True),
        (b"print(eval(input()))", True),
        (b"'x'.encode('gb2312')", True),
        (b"queue = []", True),
        (b"\xff\xfe", False),
    ],
)
def test_mentioning_is_enough(source: bytes, needed: bool):
    assert needs_all_extensions(source) is needed
