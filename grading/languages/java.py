"""Java, compiled and run by a JDK."""

from __future__ import annotations

import re
from pathlib import Path

from grading.languages.java_entry import DEFAULT, entry
from grading.languages.language import SOURCES_WORD, Language, Toolchain, Unavailable
from grading.languages.tools import LINKER_FILES, ToolMissing, ask, find

_MIB = 1024 * 1024

BASE_MEMORY_BYTES = 512 * _MIB
"""102 for a small program. The rest is for compiled code, and for a thread with a stack of
256, by which authors of deep recursions help themselves: it is reserved, and not used."""

BASE_RESIDENT_BYTES = BASE_MEMORY_BYTES
"""38 for a small program; but unwinding a stack of 64 that overflowed took 300 more, and with
a full heap 450. The heap itself is held by -Xmx, and so are direct buffers."""

DESCRIPTORS = 64
"""5 for a small program; what it loads beside its own library comes in files."""

PROCESSES = 64
"""15 threads for a small program; its compiler and collector start some later."""

_QUICK_START = ("-XX:+UseSerialGC", "-XX:-UsePerfData", "-Xshare:auto")
"""One thread collects; no statistics are kept in a file; the library's classes are mapped."""


def _toolchain() -> Toolchain | Unavailable:
    """Return how a JDK is used."""
    try:
        # What is on PATH may be a version manager's script, but it knows the real home.
        settings = ask(find("java"), "-XshowSettings:properties", "-version")
        told = dict(re.findall(r"^ *([\w.]+) = (.*)$", settings, re.MULTILINE))
        home, version = Path(told["java.home"]), told["java.version"]
    except ToolMissing as error:
        return Unavailable(str(error))
    except KeyError as error:
        return Unavailable(f"java does not tell {error}")
    if not (home / "bin" / "javac").is_file():
        return Unavailable(f"Java {version} is here, but no javac: a JDK is needed")
    compiling = (
        str(home / "bin" / "javac"),
        *(f"-J{option}" for option in (*_QUICK_START, "-XX:TieredStopAtLevel=1", "-Xss16m")),
        *("-proc:none", "-encoding", "UTF-8", "-Xmaxerrs", "20", "-nowarn", "-d", "."),
        SOURCES_WORD,
    )
    starting = (
        *(str(home / "bin" / "java"), *_QUICK_START),
        *("-Xss64m", "-XX:ThreadStackSize=1024", "-Xmx{memory_mib}m"),
        *("-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"),
        *("-cp", ".", "{main}"),
    )
    return Toolchain(
        version=f"Java {version}",
        compile=(compiling,),
        start=starting,
        environment={"LC_ALL": "C.UTF-8", "TMPDIR": "."},
        readable=(*_home_and_links(home), *LINKER_FILES),
        run_readable=(*_home_and_links(home), *LINKER_FILES),
        memory="data",
        base_memory_bytes=BASE_MEMORY_BYTES,
        base_resident_bytes=BASE_RESIDENT_BYTES,
        stack_bytes=8 * 1024 * 1024,
        descriptors=DESCRIPTORS,
        processes=PROCESSES,
        profile="threads",
    )


def _home_and_links(home: Path) -> tuple[str, ...]:
    """Return the home and the folders outside of it to which its links lead, as Debian has it."""
    outside = {
        path.resolve().parent
        for part in ("conf", "lib")
        for path in (home / part).rglob("*")
        if path.is_symlink() and not path.resolve().is_relative_to(home)
    }
    return (str(home), *sorted(map(str, outside)))


JAVA = Language(
    name="java",
    endings=(".java",),
    file_name=f"{DEFAULT}.java",
    level="confined",
    toolchain=_toolchain,
    entry=entry,
    notes="The class with main may have any name and package. Subprocesses, files and the"
    " network are not there.",
    time_factor=2.0,
    out_of_memory=(b"java.lang.OutOfMemoryError",),
)
