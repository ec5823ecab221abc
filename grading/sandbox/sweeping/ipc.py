"""Removes System V shared memory, message queues and semaphores, which outlive processes.

Source: sysvipc(7), proc(5) on /proc/sysvipc, and <linux/ipc.h> for IPC_RMID.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_IPC_RMID = 0
_IDENTIFIERS = {"shm": "shmid", "msg": "msqid", "sem": "semid"}

_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True, slots=True)
class Resource:
    """One shared memory segment, message queue or set of semaphores."""

    kind: str
    number: int
    owners: frozenset[int]


type Listing = frozenset[Resource]


def listing() -> Listing:
    """Return what there is; nothing where the kernel has no System V IPC."""
    return frozenset(found for kind in _IDENTIFIERS for found in _listed(kind))


def nothing() -> Listing:
    return frozenset()


def new(before: Listing, *, owner: int) -> list[Resource]:
    """Return what belongs to, or was made by, `owner` and was not there `before`."""
    return [resource for resource in listing() - before if owner in resource.owners]


def _listed(kind: str) -> Iterator[Resource]:
    try:
        lines = Path("/proc/sysvipc", kind).read_text().splitlines()
    except OSError:
        return
    names = lines[0].split()
    for line in lines[1:]:
        fields = dict(zip(names, line.split(), strict=False))
        owners = frozenset({int(fields["uid"]), int(fields["cuid"])})
        yield Resource(kind, int(fields[_IDENTIFIERS[kind]]), owners)


def remove(resource: Resource) -> None:
    if resource.kind == "sem":
        result = _libc.semctl(resource.number, 0, _IPC_RMID)
    elif resource.kind == "shm":
        result = _libc.shmctl(resource.number, _IPC_RMID, None)
    else:
        result = _libc.msgctl(resource.number, _IPC_RMID, None)
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"cannot remove System V {resource.kind} {resource.number}")
