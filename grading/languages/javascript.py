"""JavaScript, run by Node: CommonJS scripts and ES modules."""

from __future__ import annotations

from pathlib import Path

from grading.languages.language import SOURCES_WORD, Language, Toolchain, Unavailable
from grading.languages.tools import LINKER_FILES, ToolMissing, ask, find, with_links

_CHECK = Path(__file__).with_name("javascript_check.js")

_MIB = 1024 * 1024

STACK_BYTES = 64 * _MIB

BASE_MEMORY_BYTES = 256 * _MIB
"""139 for a small program, of which two threads' stacks are 128; the rest for a heap that
holds more than it counts."""

BASE_RESIDENT_BYTES = 128 * _MIB
"""39 for a small program and 64 for the stack, the rest for compiled code and the collector."""

DESCRIPTORS = 32
"""18 for a small program."""

PROCESSES = 16
"""4 threads for a small program, and one that reads files beside it."""

_STACK_KIB = 60_000
"""For JavaScript's own frames; V8 and Node need some of the stack too."""


def _toolchain() -> Toolchain | Unavailable:
    """Return how Node is used. It tells a script from a module by its text."""
    try:
        # What is on PATH may be a version manager's script, but it knows the real one.
        node, version = ask(
            find("node", "nodejs"), "-p", "process.execPath + '\\n' + process.version"
        ).split("\n")
    except ToolMissing as error:
        return Unavailable(str(error))
    except ValueError:
        return Unavailable("node does not tell its version")
    number = tuple(int(part) for part in version.removeprefix("v").split(".")[:2])
    if number < OLDEST:
        return Unavailable(f"Node {version} cannot tell scripts from modules; 18.19 or newer can")
    checking = (node, "--experimental-vm-modules", "--no-warnings", "-e", _CHECK.read_text())
    starting = (
        *(node, "--experimental-detect-module", "--no-warnings", "--v8-pool-size=1"),
        *(f"--stack-size={_STACK_KIB}", "--max-old-space-size={memory_mib}", "{main}"),
    )
    readable = (*with_links(node), *LINKER_FILES)
    return Toolchain(
        version=f"Node {version.removeprefix('v')}",
        compile=((*checking, SOURCES_WORD),),
        start=starting,
        environment={
            "OPENSSL_CONF": "/dev/null",  # Node would end if it could not read the machine's
            "UV_THREADPOOL_SIZE": "1",
        },
        readable=readable,
        run_readable=readable,
        memory="data",
        base_memory_bytes=BASE_MEMORY_BYTES,
        base_resident_bytes=BASE_RESIDENT_BYTES,
        stack_bytes=STACK_BYTES,
        descriptors=DESCRIPTORS,
        processes=PROCESSES,
        profile="threads",
    )


OLDEST = (18, 19)
"""Source: nodejs.org's list of changes to --experimental-detect-module."""

JAVASCRIPT = Language(
    name="javascript",
    endings=(".js", ".mjs", ".cjs"),
    file_name="solution.js",
    level="confined",
    toolchain=_toolchain,
    notes="CommonJS and ES modules both work; read the input by fs.readFileSync(0). Packages,"
    " subprocesses, files and the network are not there.",
    time_factor=2.0,
    out_of_memory=(b"heap out of memory", b"Fatal process out of memory"),
)
