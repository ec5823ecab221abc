"""How a submission is made ready and run: what a language means for the sandbox."""

from __future__ import annotations

import marshal
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

ZYGOTE_COMPILE_SECONDS = 10.0
"""Wall time for one text. 256 KB of ordinary code take 0.5 s; the rest is room, and a guess."""


@dataclass(frozen=True, slots=True)
class Commands:
    """How a program outside the zygote is compiled and started, all words filled in.

    compile: command lines, run one after the other in the submission's directory.
    start: the command line of a run. environment: of both; nothing is inherited.
    readable: what both may read and execute beside the directory; run_readable: the part
        that runs may; writable: a folder in the directory in which runs may write, if any.
    memory: what a run's memory limit is of: "address_space" or "data".
    stack_bytes, descriptors, processes: of a run, as `languages.Toolchain` has them.
    profile: of the system-call filter that holds its runs.
    """

    compile: tuple[tuple[str, ...], ...]
    start: tuple[str, ...]
    environment: dict[str, str]
    readable: tuple[str, ...]
    run_readable: tuple[str, ...]
    writable: str
    memory: Literal["address_space", "data"]
    stack_bytes: int
    descriptors: int
    processes: int
    profile: Literal["program", "threads", "checker"]


@dataclass(frozen=True, slots=True)
class Recipe:
    """What a stem is told, once for each submission.

    kind: what the stem does with the source: run it as Python or SQL by itself, or
        compile it and become the launcher of a program.
    source, file_name: of the text that this interpreter runs; empty for a program.
    files: all others, by name.
    function: name and parameters' types of the function that is called; None for a program
        that reads and writes. Runs then get descriptor 3 for its result.
    commands: of a program.
    preload: modules that the zygote has imported beforehand.
    extensions: modules of the standard library that the linker has to load beforehand, beside
        the ordinary ones; None for all of them.
    memory_bytes: the largest limit that a run has; a compiler in the stem gets no more.
    base_memory_bytes: what the language needs on top of the limit.
    out_of_memory: what its programs write to standard error when memory runs out.
    wants_result: whether runs get descriptor 3, for what a function returned.
    compile_seconds: wall time for getting ready.
    threads: how many processors a run may use at once, and so how fast its CPU time grows.
    base_resident_bytes: on top of the limit, where the keeper has to watch the runs' resident
        size, since no limit of the kernel fits; None elsewhere.
    """

    kind: Literal["python", "sql", "program"]
    source: bytes
    file_name: str
    files: dict[str, bytes] = field(default_factory=dict)
    function: tuple[str, tuple[str, ...]] | None = None
    commands: Commands | None = None
    preload: tuple[str, ...] = ()
    extensions: frozenset[str] | None = frozenset()
    memory_bytes: int = 256 * 1024 * 1024
    base_memory_bytes: int = 0
    out_of_memory: tuple[bytes, ...] = ()
    wants_result: bool = False
    compile_seconds: float = ZYGOTE_COMPILE_SECONDS
    threads: int = 1
    base_resident_bytes: int | None = None

    def packed(self, **further: Any) -> bytes:
        """Return the recipe, and what further the stem should know, for a memfd."""
        return marshal.dumps({**asdict(self), **further})
