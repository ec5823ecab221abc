"""Finds modules in the sealed library: the zygote's half of ``library``.

Imported by the zygote, so it asks for nothing that is not in memory already.
"""

from __future__ import annotations

import _ctypes
import marshal
import mmap
import os
import sys
from _frozen_importlib import BuiltinImporter, FrozenImporter, ModuleSpec
from _frozen_importlib_external import ExtensionFileLoader

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import CodeType, ModuleType

    from grading.sandbox.library import Index

_RTLD_NOW = os.RTLD_NOW  # resolved before the fork, else each run would dirty the tables


class SealedLibrary:
    """A meta-path finder and loader that reads from one read-only mapping."""

    def __init__(self, descriptor: int) -> None:
        """Map the pack; the descriptor may be closed afterwards."""
        size = os.fstat(descriptor).st_size
        mapping = mmap.mmap(descriptor, size, flags=mmap.MAP_SHARED, prot=mmap.PROT_READ)
        self._pack = memoryview(mapping)
        start = int.from_bytes(self._pack[-8:], "little")
        index: Index = marshal.loads(self._pack[start:-8])  # noqa: S302 -- packed by us
        self._modules, self._extensions = index
        self._loaded: set[str] = set()

    def load_extensions(self, names: frozenset[str] | None = None) -> None:
        """Have the linker load extension modules, so that no run needs a file for them.

        names: which ones; all if not given. What is loaded stays so.
        """
        for name, path in self._extensions.items():
            if name not in self._loaded and (names is None or name in names):
                try:
                    _ctypes.dlopen(path, _RTLD_NOW)
                except OSError:  # a library it needs is not installed: the module is not there
                    continue
                self._loaded.add(name)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if (entry := self._modules.get(name)) is not None:
            return ModuleSpec(name, self, origin="sealed library", is_package=entry[2])  # type: ignore[arg-type]  # only the methods count
        if name in self._loaded:
            file = self._extensions[name]
            return ModuleSpec(name, ExtensionFileLoader(name, file), origin=file)
        return None

    def create_module(self, spec: ModuleSpec) -> None:
        """Return None: an ordinary module will do."""

    def exec_module(self, module: ModuleType) -> None:
        code = self.get_code(module.__name__)
        module.__file__ = code.co_filename
        exec(code, module.__dict__)  # noqa: S102 -- this is what importing is

    def get_code(self, name: str) -> CodeType:
        start, length, _is_package = self._modules[name]
        code: CodeType = marshal.loads(self._pack[start : start + length])  # noqa: S302 -- ours
        return code

    def get_source(self, name: str) -> None:
        """Return None: only the compiled code is here."""

    def is_package(self, name: str) -> bool:
        return self._modules[name][2]


def install(library: SealedLibrary) -> None:
    """Make Python look in memory only: built in, frozen, then the sealed library."""
    sys.meta_path[:] = [BuiltinImporter, FrozenImporter, library]
    sys.path_hooks.clear()
    sys.path_importer_cache.clear()
    sys.path.clear()
