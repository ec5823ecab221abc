"""What C and C++ share: compilers that take the options of gcc.

Programs are linked statically where the C library can be: then a run starts sooner and
needs no descriptor, so that it can be allowed none.
"""

from __future__ import annotations

import re
from pathlib import Path

from grading.languages.language import SOURCES_WORD, Toolchain, Unavailable
from grading.languages.tools import LINKER_FILES, ToolMissing, ask, find, with_links

PROGRAM = "./program"

MOST_ERRORS = 20

HEADERS = ("/usr/include", "/usr/local/include")

LINKER_DESCRIPTORS = 8
"""RLIMIT_NOFILE of a dynamic program: 0 to 3 are its own, and the linker opens one at a time."""


def gnu_toolchain(
    names: tuple[str, ...], *, standard: str, called: str, library: str
) -> Toolchain | Unavailable:
    """Return how the first compiler of these names is used.

    called: the standard's name, for people.
    library: which has to be there as an archive for static programs.
    """
    try:
        compiler = find(*names)
        version = ask(compiler, "--version").splitlines()[0]
        archive = ask(compiler, f"-print-file-name=lib{library}.a")
        helpers = [_helper(compiler, name) for name in ("as", "ld")]
    except ToolMissing as error:
        return Unavailable(str(error))
    is_clang = "clang" in version
    static = Path(archive).is_absolute() and Path(archive).exists()
    most_errors = f"-ferror-limit={MOST_ERRORS}" if is_clang else f"-fmax-errors={MOST_ERRORS}"
    options = ("-O2", f"-std={standard}", "-pipe", "-fdiagnostics-color=never", most_errors)
    linking = ("-static",) if static else ()
    command = (compiler, *options, *linking, "-o", PROGRAM, SOURCES_WORD, "-lm")
    readable = (*with_links(compiler, *helpers), *_own_folders(compiler), *HEADERS, *LINKER_FILES)
    return Toolchain(
        version=f"{_name_and_number(version)}, {called}",
        compile=(command,),
        start=(PROGRAM,),
        environment={
            "PATH": ":".join(dict.fromkeys(str(Path(helper).parent) for helper in helpers)),
            "TMPDIR": ".",
            "LC_ALL": "C.UTF-8",
        },
        readable=readable,
        run_readable=() if static else LINKER_FILES,
        descriptors=0 if static else LINKER_DESCRIPTORS,
    )


def _helper(compiler: str, name: str) -> str:
    """Return the path of the assembler or linker that a compiler would start."""
    path = ask(compiler, f"-print-prog-name={name}")
    return path if Path(path).is_absolute() else find(name)


def _own_folders(compiler: str) -> tuple[str, ...]:
    """Return where a compiler keeps its parts, if that is not in the system's libraries."""
    prefix = Path(compiler).resolve().parent.parent
    if str(prefix) in ("/", "/usr"):
        return ("/usr/libexec",)
    return tuple(str(prefix / name) for name in ("lib", "lib64", "libexec", "include"))


def _name_and_number(version: str) -> str:
    """Shorten "gcc (Debian 12.2.0-14) 12.2.0" to "gcc 12.2.0"."""
    number = re.search(r"\d+\.\d+(\.\d+)?$|version (\S+)|\d+\.\d+\.\d+", version)
    name = "clang" if "clang" in version else version.split(maxsplit=1)[0]
    return f"{name} {number.group().removeprefix('version ')}" if number else name
