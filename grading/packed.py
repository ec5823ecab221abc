"""Imports the grader's modules out of one file, as the function's zip has them.

    the modules' sources, one behind the other | the index | where the index starts, 8 bytes

Packed so a zip compresses them together, to a third of what it makes of a hundred small
files. ``deploy.bundles.grader`` writes the file, and the lines that call `install`.
The zygote imports this too, so it asks for nothing that is not in memory already.
"""

from __future__ import annotations

import marshal
import sys
from _frozen_importlib import ModuleSpec

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import CodeType, ModuleType

INDEX_START_BYTES = 8

type Index = dict[str, tuple[int, int, bool]]
"""Modules: where their source starts, its bytes, whether a package."""


def pack(modules: Iterable[tuple[str, bytes, bool]]) -> bytes:
    """Return the file for modules, each with its name, source, and whether it is a package."""
    index: Index = {}
    sources = b""
    for name, source, is_package in modules:
        index[name] = (len(sources), len(source), is_package)
        sources += source
    start = len(sources).to_bytes(INDEX_START_BYTES, "little")
    return sources + marshal.dumps(index) + start


class PackedModules:
    """A meta-path finder and loader for one such file.

    path: of the file; in tracebacks the modules lie in its folder.
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._folder = path.rpartition("/")[0]
        with open(path, "rb") as file:
            content = file.read()
        start = int.from_bytes(content[-INDEX_START_BYTES:], "little")
        self._index: Index = marshal.loads(content[start:-INDEX_START_BYTES])  # noqa: S302 -- ours

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if name not in self._index:
            return None
        return ModuleSpec(name, self, origin=self._path, is_package=self.is_package(name))  # type: ignore[arg-type]  # only the methods count

    def create_module(self, spec: ModuleSpec) -> None:
        """Return None: an ordinary module will do."""

    def exec_module(self, module: ModuleType) -> None:
        code = self.get_code(module.__name__)
        module.__file__ = code.co_filename
        exec(code, module.__dict__)  # noqa: S102 -- this is what importing is

    def get_code(self, name: str) -> CodeType:
        ending = "/__init__.py" if self.is_package(name) else ".py"
        file_name = f"{self._folder}/{name.replace('.', '/')}{ending}"
        code: CodeType = compile(self._source(name), file_name, "exec", dont_inherit=True)
        return code

    def get_source(self, name: str) -> str:
        """Return what tracebacks quote."""
        return self._source(name).decode()

    def is_package(self, name: str) -> bool:
        return self._index[name][2]

    def _source(self, name: str) -> bytes:
        start, length, _is_package = self._index[name]
        with open(self._path, "rb") as file:
            file.seek(start)
            return file.read(length)


def install(path: str) -> None:
    """Look into a packed file for every module that is not found elsewhere."""
    sys.meta_path.append(PackedModules(path))
