"""Modules out of one file, as the function's zip has them."""

import importlib
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.packed import PackedModules, install, pack

SOURCES = (
    ("parcel", b"from parcel.inner import ten\n", True),
    ("parcel.inner", b"ten = 10\ndef fail():\n    return ten / 0\n", False),
)


@pytest.fixture
def parcel(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "packed"
    path.write_bytes(pack(SOURCES))
    finders = list(sys.meta_path)
    install(str(path))
    yield path
    sys.meta_path[:] = finders
    for name, *_ in SOURCES:
        sys.modules.pop(name, None)


def test_a_packed_package_is_imported_with_what_it_imports(parcel: Path) -> None:
    package = importlib.import_module("parcel")

    assert package.ten == 10
    assert package.__file__ == f"{parcel.parent}/parcel/__init__.py"


def test_a_traceback_quotes_the_packed_line(parcel: Path) -> None:
    inner = importlib.import_module("parcel.inner")

    with pytest.raises(ZeroDivisionError) as raised:
        inner.fail()

    told = "".join(traceback.format_exception(raised.value))
    assert f'File "{parcel.parent}/parcel/inner.py", line 3, in fail\n    return ten / 0' in told


def test_what_is_not_packed_is_not_found(parcel: Path) -> None:
    assert PackedModules(str(parcel)).find_spec("parcel.outer") is None
    with pytest.raises(ModuleNotFoundError, match=r"parcel\.outer"):
        importlib.import_module("parcel.outer")
