"""The standard library in one sealed memfd, for runs that can open no file.

The keeper packs every module's compiled code once. The zygote maps the pack read-only
and shared, so a fork copies nothing of it, and puts `SealedLibrary` where Python
looks for modules. Extension modules are shared objects, which only the linker can
load: the zygote has it load them all beforehand, without running them. The linker
then knows them by path and opens nothing when a run imports one.

Why not import everything in the zygote: 181 loaded modules made a fork cost 1.9 ms
instead of 0.5, and a submodule forgotten still failed (measured before this was written).
"""

import fcntl
import importlib.util
import marshal
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

LEFT_OUT = frozenset(
    {"__pycache__", "ensurepip", "idlelib", "lib2to3", "pydoc_data", "site-packages"}
    | {"test", "tests", "tkinter", "turtledemo", "lib-dynload"}
)
"""Folders and files of the standard library that no submission needs: tests,
and programs with windows."""

LEFT_OUT_EXTENSIONS = (
    *("_test", "_xxtest", "xx", "_ctypes_test"),
    *("_tkinter", "_curses", "readline", "_dbm", "_gdbm"),
)
"""Starts of names of extension modules that need a terminal, a window or a file."""

PACKAGES_VARIABLE = "GRADING_PACKAGES"
"""Of the environment: folders, as in PATH. Without it, `python -m grading` sets it to its own."""

_OURS = tuple(f"grading.sandbox.{name}" for name in ("building", "compiling", "sql_program"))
"""What only some stems need, and so no zygote holds."""

_CACHE_TAG = sys.implementation.cache_tag
_PYC_HEADER_BYTES = 16  # importlib's cache format, PEP 552

type Index = tuple[dict[str, tuple[int, int, bool]], dict[str, str]]
"""Modules (where their code starts, its length, whether a package), and extensions' paths."""


def pack_library() -> int:
    """Return a descriptor of a sealed memfd with the standard library's code.

    The index follows the code, and its start stands in the last eight bytes.
    Reads Python's own cache of compiled modules where there is one, else compiles:
    0.1 s or some seconds (measured by benchmarks/grader_start.py).
    """
    modules: dict[str, tuple[int, int, bool]] = {}
    descriptor = os.memfd_create("library", os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    with os.fdopen(os.dup(descriptor), "wb") as pack:
        for name, path in _module_files(os.path.dirname(os.__file__)):
            code = _compiled(path)
            if code is not None:
                modules[name] = (pack.tell(), len(code), path.endswith("/__init__.py"))
                pack.write(code)
        for name in _OURS:
            code = _code_of_ours(name)
            modules[name] = (pack.tell(), len(code), False)
            pack.write(code)
        start = pack.tell()
        index: Index = (modules, dict(_extension_files()))
        pack.write(marshal.dumps(index))
        pack.write(start.to_bytes(8, "little"))
    everything = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, everything)
    return descriptor


def _module_files(folder: str, package: str = "") -> Iterator[tuple[str, str]]:
    """Yield names of modules and their files, in order. Plain strings: there are 600."""
    for name in sorted(os.listdir(folder)):
        if name in LEFT_OUT:
            continue
        path = f"{folder}/{name}"
        if name.endswith(".py"):
            module = package[:-1] if name == "__init__.py" else package + name[:-3]
            if module and module.isascii():
                yield module, path
        elif name.isidentifier() and os.path.isfile(f"{path}/__init__.py"):
            yield from _module_files(path, f"{package}{name}.")


def _compiled(path: str) -> bytes | None:
    """Return a module's marshalled code, or None if it does not compile."""
    folder, _, name = path.rpartition("/")
    try:
        with open(f"{folder}/__pycache__/{name[:-3]}.{_CACHE_TAG}.pyc", "rb", 0) as file:
            cached = file.readall()
    except OSError:
        cached = b""
    if cached.startswith(importlib.util.MAGIC_NUMBER):
        return cached[_PYC_HEADER_BYTES:]
    try:
        return marshal.dumps(compile(Path(path).read_bytes(), path, "exec", dont_inherit=True))
    except (SyntaxError, ValueError):
        return None


def _code_of_ours(name: str) -> bytes:
    """Return the marshalled code of a module that need not lie in a file of its own."""
    spec: Any = importlib.util.find_spec(name)
    return marshal.dumps(spec.loader.get_code(name))


def extension_folders() -> list[str]:
    """Return the folders that the linker loads Python's extension modules from."""
    return [folder for folder in sys.path if Path(folder).name == "lib-dynload"]


def package_folders() -> list[str]:
    """Return where packages are installed that questions may want to be preloaded."""
    return os.environ.get(PACKAGES_VARIABLE, "").split(os.pathsep)


def _extension_files() -> Iterator[tuple[str, str]]:
    for folder in extension_folders():
        for path in sorted(Path(folder).glob("*.so")):
            name = path.name.split(".")[0]
            if not name.startswith(LEFT_OUT_EXTENSIONS):
                yield name, str(path)
