"""What a grader has in this machine: memory, descriptors, processes, mounts, files, IPC.

Others may judge here at the same time, so only its own is counted: its processes, their
folders, and whatever belongs to the user of its runs.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from grading.sandbox.sweeping import DIRECTORY_PREFIX
from tests.grading.client import Grader, children
from tests.grading.left_behind import files_of, processes_of, runs_user, system_v_objects_of

MEMORY_MAY_GROW_KIB = 4 * 1024
"""Of one process, once it is warm: a leak of 1 KiB in each of 7,500 submissions is more."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number at one moment.

    value: None if we may not see it. may_grow: by how much until the end.
    """

    name: str
    value: int | None
    may_grow: int = 0

    def grew_too_much(self, before: Figure) -> bool:
        if self.value is None or before.value is None:
            return False
        return self.value > before.value + self.may_grow


def belongings(grader: Grader) -> list[Figure]:
    """Return everything that this grader has now; always the same figures in the same order."""
    keeper = grader.keeper_pid
    below = list(_descendants(keeper))
    user = runs_user(grader)
    return [
        *_of_processes("guardian", [grader.pid]),
        *_of_processes("keeper", [keeper]),
        *_of_processes("zygotes", below),
        Figure("zygotes: mounts", _sum(_mounts, below)),
        Figure("zygotes: processes", len(below)),
        Figure("entries in folders of the grader", len(folders_of(keeper))),
        Figure("entries in shared places, of runs", _count(files_of, user)),
        Figure("System V objects, of runs", _count(system_v_objects_of, user)),
        Figure("processes, of runs", _count(processes_of, user) if os.geteuid() == 0 else None),
    ]


def folders_of(keeper: int) -> list[str]:
    """Return a keeper's folders in /tmp and what is in them."""
    homes = Path("/tmp").glob(f"{DIRECTORY_PREFIX}{keeper}-*")
    return [str(path) for home in homes for path in (home, *home.iterdir())]


def _of_processes(name: str, pids: Sequence[int]) -> list[Figure]:
    may_grow = MEMORY_MAY_GROW_KIB * len(pids)
    return [
        Figure(f"{name}: memory, KiB", _sum(_resident_kib, pids), may_grow),
        Figure(f"{name}: descriptors", _sum(_descriptors, pids)),
    ]


def _descendants(pid: int) -> Iterator[int]:
    for child in children(pid):
        yield child
        yield from _descendants(child)


def _sum(measure: Callable[[int], int], pids: Iterable[int]) -> int | None:
    total = 0
    for pid in pids:
        try:
            total += measure(pid)
        except PermissionError:  # unreadable for its own user, as it should be
            return None
        except OSError:  # it ended since it was listed, and has nothing any more
            continue
    return total


def _count(found: Callable[[int], Iterable[str]], user: int | None) -> int | None:
    return None if user is None else len(list(found(user)))


def _resident_kib(pid: int) -> int:
    """Source: proc(5), status, VmRSS."""
    found = re.search(r"^VmRSS:\s+(\d+) kB$", Path(f"/proc/{pid}/status").read_text(), re.M)
    return int(found[1]) if found else 0  # a process that has ended, and nobody asked after yet


def _descriptors(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def _mounts(pid: int) -> int:
    return len(Path(f"/proc/{pid}/mountinfo").read_text().splitlines())
