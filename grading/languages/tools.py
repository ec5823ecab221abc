"""Finds compilers and interpreters on this machine, behind shims and links.

A tool is asked for its home where it knows it, since the first file of its name on PATH
may be a script that some version manager put there, and would not work in the sandbox.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

USUAL_PLACES = ("/usr/local/bin", "/usr/bin", "/bin")

LINKER_FILES = ("/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache")
"""What the dynamic linker reads: ld.so(8), FILES."""

ASKING_SECONDS = 20.0
"""For a tool to tell its version: 0.3 s for the slowest, javac; the rest is room, and a guess."""


class ToolMissing(Exception):
    """A tool is not here or does not work; the message says which and why."""


def find(*names: str, also: str = "") -> str:
    """Return the path of the first of `names` that is on PATH or in a usual place.

    The interpreter's own folder is such a place too: packages may have put tools there.

    also: one more folder to look in.

    Raises:
        ToolMissing: none of them is there.
    """
    places = [os.environ.get("PATH", ""), str(Path(sys.executable).parent), *USUAL_PLACES, also]
    path = os.pathsep.join(place for place in places if place)
    for name in names:
        if found := shutil.which(name, path=path):
            return found
    raise ToolMissing(f"{' or '.join(names)} not found on PATH")


def ask(*command: str) -> str:
    """Return what a tool writes to standard output and error, without the last line end.

    Raises:
        ToolMissing: it does not start, fails, or does not answer.
    """
    try:
        done = subprocess.run(  # noqa: S603 -- the list is ours, no shell
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=ASKING_SECONDS,
            check=True,
            cwd="/",
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise ToolMissing(f"{Path(command[0]).name} does not work: {error}") from None
    return done.stdout.decode(errors="replace").strip()


def with_links(*paths: str) -> tuple[str, ...]:
    """Return these paths, the links they go through, and where they lead, without repetition.

    Inside the sandbox the links themselves have to be there too.
    """
    chain: dict[str, None] = {}
    for path in paths:
        chain[path] = None
        while os.path.islink(path):
            path = os.path.join(os.path.dirname(path), os.readlink(path))  # noqa: PLW2901
            chain[os.path.normpath(path)] = None
        chain[os.path.realpath(path)] = None
    return tuple(chain)
