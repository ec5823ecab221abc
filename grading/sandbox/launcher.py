"""Builds the launcher, which starts the runs of compiled languages: see ``launcher.c``.

Built once per guardian with the machine's own C compiler and passed down as a memfd,
like the packed library: then nothing has to be installed, and nobody can exchange it.
"""

from __future__ import annotations

import fcntl
import os
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from grading.languages.tools import ToolMissing, find

SOURCE = Path(__file__).with_name("launcher.c")

_OPTIONS = ("-O2", "-std=gnu17", "-Wall", "-Wextra")

BUILD_SECONDS = 60.0
"""It takes 0.2 s; the rest is room, and a guess."""

_MFD_EXEC = 0x10  # memfd_create(2); Linux 6.3 wants it said, older kernels refuse the flag


class LauncherUnavailable(Exception):
    """The launcher cannot be built here; the message says why."""


def build_launcher() -> int:
    """Return a sealed descriptor of the launcher, which may be executed but not read.

    Linked statically if the C library allows it: then a run starts sooner, and from less
    memory. A process that executes it cannot be looked into by others of its user.

    Raises:
        LauncherUnavailable: there is no C compiler, or it fails.
    """
    try:
        compiler = find("cc", "gcc", "clang")
    except ToolMissing as error:
        raise LauncherUnavailable(f"no C compiler: {error}") from None
    with TemporaryDirectory(prefix="grading-launcher-") as folder:
        program = Path(folder, "launcher")
        for linking in (("-static",), ()):
            command = [compiler, *_OPTIONS, *linking, "-o", str(program), str(SOURCE)]
            words = _complaints(command)
            if words is None:
                return _sealed(program.read_bytes())
    raise LauncherUnavailable(f"{Path(compiler).name} does not compile the launcher: {words}")


def _complaints(command: list[str]) -> str | None:
    """Run a compiler; return None if it works, else its last words."""
    try:
        done = subprocess.run(  # noqa: S603 -- the list is ours, no shell
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=BUILD_SECONDS,
            check=False,
        )
    except (OSError, subprocess.SubprocessError) as error:
        return str(error)
    return None if done.returncode == 0 else done.stderr.decode(errors="replace").strip()[-500:]


def _sealed(program: bytes) -> int:
    flags = os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING
    try:
        memfd = os.memfd_create("launcher", flags | _MFD_EXEC)
    except OSError:
        memfd = os.memfd_create("launcher", flags)
    os.write(memfd, program)
    os.fchmod(memfd, 0o111)
    everything = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL
    fcntl.fcntl(memfd, fcntl.F_ADD_SEALS, everything)
    return memfd
