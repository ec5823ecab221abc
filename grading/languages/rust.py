"""Rust, compiled by rustc alone: no crates but the standard library's."""

from __future__ import annotations

from pathlib import Path

from grading.languages.gnu import PROGRAM, gnu_toolchain
from grading.languages.language import Language, Toolchain, Unavailable
from grading.languages.tools import ToolMissing, ask, find

EDITION = "2021"


def _toolchain() -> Toolchain | Unavailable:
    """Return how rustc is used. It needs a C compiler to link."""
    linking = gnu_toolchain(("gcc", "clang", "cc"), standard="gnu17", called="", library="c")
    if isinstance(linking, Unavailable):
        return Unavailable(f"rustc links by a C compiler: {linking.reason}")
    try:
        # What is on PATH may be rustup's shim, which looks for its settings at home.
        sysroot = Path(ask(find("rustc"), "--print", "sysroot"))
        compiler = str(sysroot / "bin" / "rustc")
        version = " ".join(ask(compiler, "--version").split()[:2])
    except ToolMissing as error:
        return Unavailable(str(error))
    static = ("-C", "target-feature=+crt-static") if not linking.descriptors else ()
    command = (
        *(compiler, "-O", "--edition", EDITION, "--color=never"),
        *("-C", "codegen-units=1", "-C", "strip=symbols", *static),
        *("-C", f"linker={linking.compile[0][0]}"),
        *("--crate-name", "solution", "-o", PROGRAM, "{main}"),
    )
    return Toolchain(
        version=f"{version}, edition {EDITION}",
        compile=(command,),
        start=(PROGRAM,),
        environment=linking.environment,
        readable=(str(sysroot), *linking.readable),
        run_readable=linking.run_readable,
        descriptors=linking.descriptors,
    )


RUST = Language(
    name="rust",
    endings=(".rs",),
    file_name="solution.rs",
    level="confined",
    toolchain=_toolchain,
    notes="Only the standard library is there, no crates. Threads, subprocesses, files"
    " and the network are not.",
    out_of_memory=(b"memory allocation of ",),
)
