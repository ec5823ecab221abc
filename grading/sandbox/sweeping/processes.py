"""Finds and kills processes that a submission may have left, by pidfd, never by a broad signal.

``kill(-1)`` would reach every process of the user: on a desktop, the whole session.
"""

from __future__ import annotations

import os
import re
import select
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grading.sandbox.limits import ZYGOTE_DESCRIPTORS

DEATH_SECONDS = 5.0
"""What the kernel has to end a process after SIGKILL; a guess, as in ``watch``."""

_OURS = tuple(
    re.compile(rf"^{name} +{value} +{value} ", re.MULTILINE)
    for name, value in {
        "Max open files": f"(?:0|{ZYGOTE_DESCRIPTORS})",
        "Max core file size": "0",
        "Max locked memory": "0",
        "Max msgqueue size": "0",
    }.items()
)
"""In /proc/PID/limits of zygotes, stems and runs, together. See ``grading.sandbox.limits``."""

_OURS_OR_A_KEEPERS = re.compile(r"^Max msgqueue size +0 +0 ", re.MULTILINE)


def kill_all_of(uid: int) -> None:
    """Kill every process of a user that is ours alone, and wait until they are dead."""
    for pid in list(_of_user(uid)):
        _kill(pid)


def kill_session(leader: int) -> None:
    """Kill what is left of a session whose leader, a stem, is dead."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError):
                if os.getsid(int(entry.name)) == leader:
                    _kill(int(entry.name))


def kill_orphans() -> None:
    """Kill zygotes, stems and runs whose parent is gone.

    Most end by themselves when their parent does, but not one that a submission
    stopped. They are known by their limits, which no ordinary process has, and
    orphans by a parent that has none of ours.
    """
    for pid in list(_of_user(os.geteuid())):
        limits = _limits(pid)
        is_ours = all(sign.search(limits) for sign in _OURS)
        if is_ours and not _OURS_OR_A_KEEPERS.search(_limits(_parent(pid))):
            _kill(pid)


def is_only_one_of_its_user() -> bool:
    """Say whether our user runs nothing but us, whom we started, and who started us."""
    ancestors = set(_line(os.getpid()))
    return all(
        pid in ancestors or os.getpid() in _line(pid) for pid in list(_of_user(os.geteuid()))
    )


def _of_user(uid: int) -> Iterator[int]:
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError):
                if _uid(int(entry.name)) == uid:
                    yield int(entry.name)


def _uid(pid: int) -> int:
    """Return a living process's effective user, or -1.

    The owner of its folder would be root if it is unreadable. A zombie is no
    longer anybody's: where nobody waits for orphans it stays for ever.
    """
    status = Path(f"/proc/{pid}/status").read_text()
    match = re.search(r"^State:\t[^ZX].*^Uid:\t\d+\t(\d+)", status, re.MULTILINE | re.DOTALL)
    return int(match[1]) if match else -1


def _parent(pid: int) -> int:
    with suppress(OSError):
        match = re.search(r"^PPid:\t(\d+)", Path(f"/proc/{pid}/status").read_text(), re.MULTILINE)
        return int(match[1]) if match else 0
    return 0


def _line(pid: int) -> Iterator[int]:
    """Yield a process, its parent, and so on up to the first."""
    while pid > 0:
        yield pid
        pid = _parent(pid)


def _limits(pid: int) -> str:
    with suppress(OSError):
        return Path(f"/proc/{pid}/limits").read_text()
    return ""


def _kill(pid: int) -> None:
    try:
        pidfd = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
        dying = select.poll()
        dying.register(pidfd, select.POLLIN)
        dying.poll(DEATH_SECONDS * 1000)
    finally:
        os.close(pidfd)
