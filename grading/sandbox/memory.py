"""How much memory a process has, seen from outside, and how much there is."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from pathlib import Path

_PAGE_BYTES = resource.getpagesize()


_CONTAINER_LIMITS = (
    "/sys/fs/cgroup/memory.max",
    "/sys/fs/cgroup/memory/memory.limit_in_bytes",
)
"""Where a container finds its own limit: cgroups(7), versions 2 and 1."""


def memory_here() -> int:
    """Return the memory of this machine, or of this container if that is less, in bytes."""
    found = [_PAGE_BYTES * os.sysconf("SC_PHYS_PAGES")]
    for path in _CONTAINER_LIMITS:
        with suppress(OSError, ValueError):  # "max" is no number
            found.append(int(Path(path).read_text()))
    return min(found)


def resident_bytes(pid: int) -> int:
    """Return the resident size of a process, not necessarily ours; 0 if it is gone.

    Source: proc(5), statm. Anybody may read it.
    """
    try:
        with open(f"/proc/{pid}/statm", "rb") as statm:
            return int(statm.read().split()[1]) * _PAGE_BYTES
    except OSError:
        return 0
