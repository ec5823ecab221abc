"""Starts Python so that no other process of the same user can look into it.

A program whose file its user may execute but not read is "non-dumpable": the kernel
refuses other processes of that user its memory, environment and descriptors
(``process_vm_readv``, ``ptrace``, ``/proc/PID/mem``). So the interpreter is copied to
a memfd of mode 0111 and run through ``/proc/self/fd``. A memfd, because it has no path
that a run could replace; a file mode and not ``prctl``, because AWS Lambda refuses that.

Root may read any file, so there the sandbox changes the user instead.

Source: would_dump() in fs/exec.c of Linux; tests/grading/sandbox/test_unreadable.py.
"""

import os
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import NoReturn

PROJECT = Path(__file__).resolve().parents[2]
"""The folder that holds the package ``grading``."""

_MFD_EXEC = 0x10  # memfd_create(2); Linux 6.3 wants it said, older kernels refuse the flag


def python_arguments(code: str, *arguments: str) -> list[str]:
    """Return the command line of a bare Python that runs `code` with our package at hand.

    Isolated, without site-packages, and in UTF-8 whatever the environment says.
    The first argument names the real interpreter, so that it finds its library.
    """
    find_us = f"import sys; sys.path.insert(0, {str(PROJECT)!r}); "
    return [_interpreter(), "-I", "-S", "-B", "-X", "utf8", "-c", find_us + code, *arguments]


def start(
    arguments: list[str],
    *,
    descriptors: tuple[int, ...],
    stderr: int | None = None,
    keep: tuple[str, ...] = (),
) -> subprocess.Popen[bytes]:
    """Start an unreadable Python with an empty environment, in a session of its own.

    It inherits `descriptors`, and one more that it must close: the interpreter's,
    whose number is the last argument. Of our variables it gets those to `keep`.
    """
    interpreter = unreadable_interpreter()
    try:
        # S603: the argument list is ours, no shell
        return subprocess.Popen(  # noqa: S603
            [*arguments, str(interpreter)],
            executable=f"/proc/self/fd/{interpreter}",
            env=bare_environment(keep),
            pass_fds=(*descriptors, interpreter),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=stderr,
            start_new_session=True,
        )
    finally:
        os.close(interpreter)


def become(arguments: list[str], *, keep: tuple[str, ...]) -> NoReturn:
    """Turn this process into an unreadable Python; it keeps its pid and its descriptors.

    keep: names of the variables that it keeps. The others, with whatever secrets are in
        them, are gone.
    """
    interpreter = unreadable_interpreter()
    environment = bare_environment(keep)
    os.execve(f"/proc/self/fd/{interpreter}", arguments, environment)  # noqa: S606 -- no shell


def is_unreadable(pid: int | None = None) -> bool:
    """Say whether no process of our user can look into this one (or into `pid`).

    The kernel shows it in the owner of the process's files, which is then root:
    proc(5), "The files inside each /proc/pid directory are normally owned by ...".
    """
    owner = os.stat(f"/proc/{os.getpid() if pid is None else pid}/mem").st_uid
    return owner != os.geteuid()


def unreadable_interpreter() -> int:
    """Return a descriptor of a copy of the interpreter that may only be executed."""
    try:
        memfd = os.memfd_create("python", os.MFD_CLOEXEC | _MFD_EXEC)
    except OSError:
        memfd = os.memfd_create("python", os.MFD_CLOEXEC)
    with open(_interpreter(), "rb") as original:
        os.fchmod(memfd, 0o111)
        while os.sendfile(memfd, original.fileno(), None, 1 << 30):
            pass
    return memfd


def _interpreter() -> str:
    # Without a venv's wrapper: it would look for pyvenv.cfg, and may be a script.
    return getattr(sys, "_base_executable", None) or sys.executable


def bare_environment(keep: tuple[str, ...] = ()) -> dict[str, str]:
    """Return an environment without our variables, but for those to keep.

    An interpreter that is run through /proc has no folder, so the linker has to be told
    of a library that it looks for beside itself.
    """
    kept = {name: os.environ[name] for name in keep if name in os.environ}
    if sysconfig.get_config_var("Py_ENABLE_SHARED"):
        folders = [str(Path(sys.base_prefix, "lib")), *kept.get("LD_LIBRARY_PATH", "").split(":")]
        kept["LD_LIBRARY_PATH"] = ":".join(filter(None, folders))
    return kept
