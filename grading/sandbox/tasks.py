"""How many processes and threads a user has, all of which RLIMIT_NPROC counts.

A limit for one run must come on top of them, unless the run's user is nobody else's or
has a user namespace of its own, in which it is counted from nothing.
"""

from __future__ import annotations

import os


def tasks_of(uid: int) -> int:
    """Return the number of tasks whose real user is `uid`, as far as /proc shows them.

    Source: getrlimit(2), RLIMIT_NPROC; proc(5), /proc/pid/status.
    """
    return sum(
        _tasks(f"/proc/{name}/status", uid) for name in os.listdir("/proc") if name.isdecimal()
    )


def _tasks(status: str, uid: int) -> int:
    try:
        with open(status, "rb") as file:
            values = dict(line.split(b":", 1) for line in file if b":" in line)
    except OSError:  # it has ended meanwhile
        return 0
    return int(values[b"Threads"]) if int(values[b"Uid"].split()[0]) == uid else 0
