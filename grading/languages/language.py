"""What the grader knows about a programming language, and about its tools on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

SOURCES_WORD = "{sources}"
MAIN_WORD = "{main}"
MEMORY_WORD = "{memory_mib}"
"""Stand in command words and environments for what only a submission decides: see `plans`."""


@dataclass(frozen=True, slots=True)
class Unavailable:
    """A language cannot be graded here. The reason is for the administrator."""

    reason: str


@dataclass(frozen=True, slots=True)
class Toolchain:
    """How programs of one language are compiled and started on this machine.

    version: for people, such as "gcc 12.2.0, C17".
    compile: commands, one after the other, each of words, in the submission's directory;
        none for what the zygote compiles itself. The first word is a path.
    start: command words of one run, in the same directory; none for what the zygote runs.
        The first word is a path.
    environment: of compiling and running; nothing is inherited.
    readable: what compiling and running may read and execute beside the directory. A
        folder stands for all that is in it.
    run_readable: the part of it that a run needs.
    memory: which limit fits the language: of the address space, or RLIMIT_DATA, where
        a runtime reserves far more addresses than it uses.
    base_memory_bytes: to be added to the job's limit, for what the language itself needs.
    base_resident_bytes: the part of it that is really used, not only reserved. Where
        `memory` is "data", who watches a run's resident size adds this.
    stack_bytes: of the main thread, 0 for as much as memory.
    descriptors: RLIMIT_NOFILE of a run; 0 if it opens nothing.
    processes: RLIMIT_NPROC of a run, threads included; 0 if it starts none.
        Source of these four: benchmarks/languages.py.
    profile: the system-call filter of its runs, as in ``sandbox.filters``.
    """

    version: str
    compile: tuple[tuple[str, ...], ...] = ()
    start: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    readable: tuple[str, ...] = ()
    run_readable: tuple[str, ...] = ()
    memory: Literal["address_space", "data"] = "address_space"
    base_memory_bytes: int = 0
    base_resident_bytes: int = 0
    stack_bytes: int = 0
    descriptors: int = 0
    processes: int = 0
    profile: Literal["python", "program", "threads"] = "program"


@dataclass(frozen=True, slots=True)
class Entry:
    """Where a program begins.

    file_name: under which the source is compiled, so what messages show.
    main: what the start command calls the program: in Java a class, elsewhere the file.
    """

    file_name: str
    main: str


@dataclass(frozen=True, slots=True)
class Language:
    """A language that can be graded, and what its programs need.

    name: the same word in jobs, packages and questions.
    endings: of file names, with the dot; the first is the usual one.
    file_name: under which a submission is compiled, so what messages show.
    level: the weakest level of isolation that holds its compiler and programs.
    toolchain: finds the tools on this machine; takes up to 0.3 s, so ask once.
    notes: one or two sentences for candidates, above all what does not work here.
    time_factor: suggested for the limits, where C has 1.0.
    entry: finds where a source begins, where the language lets its author decide.
    out_of_memory: what its programs write to standard error when memory runs out.
    """

    name: str
    endings: tuple[str, ...]
    file_name: str
    level: Literal["lockdown", "filtered", "confined", "contained"]
    toolchain: Callable[[], Toolchain | Unavailable]
    notes: str = ""
    time_factor: float = 1.0
    entry: Callable[[bytes], Entry] | None = None
    out_of_memory: tuple[bytes, ...] = ()

    @property
    def version(self) -> str:
        """The version of the tools here, or why there are none."""
        found = self.toolchain()
        return found.version if isinstance(found, Toolchain) else f"unavailable: {found.reason}"
