"""How much memory a process has, seen from outside."""

from __future__ import annotations

import resource

_PAGE_BYTES = resource.getpagesize()


def resident_bytes(pid: int) -> int:
    """Return the resident size of a process, not necessarily ours; 0 if it is gone.

    Source: proc(5), statm. Anybody may read it.
    """
    try:
        with open(f"/proc/{pid}/statm", "rb") as statm:
            return int(statm.read().split()[1]) * _PAGE_BYTES
    except OSError:
        return 0
