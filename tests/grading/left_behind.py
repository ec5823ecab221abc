"""What a submission left in this machine: files in shared places, System V objects, processes.

Looked for among what belongs to the runs' user. Where that is also our user, and it runs
more than the grader, nothing is swept and nothing can be said: see ``grading.sandbox.sweeping``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grading.sandbox.sweeping import DIRECTORY_PREFIX
from tests.grading.client import Grader

PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")
SYSTEM_V = {"shm": "shmid", "msg": "msqid", "sem": "semid"}
WHO_RUNS = b"import os; print(os.getuid())"


class Litter:
    """Make it before a submission; ask afterwards what was left."""

    def __init__(self, grader: Grader) -> None:
        self._grader = grader
        self._user = runs_user(grader)
        self._before = set(self._found())

    def left(self) -> list[str]:
        """Return what is there now and was not before, in words.

        Empty folders are removed: some could keep the next grader from starting.
        """
        things = set(self._found()) - self._before
        for path in filter(os.path.isdir, things):
            with suppress(OSError):
                os.rmdir(path)
        return sorted(f"it left {thing}" for thing in things)

    def _found(self) -> Iterator[str]:
        if self._user is None:
            return
        yield from files_of(self._user)
        yield from system_v_objects_of(self._user)
        if os.geteuid() == 0:
            yield from processes_of(self._user)
        elif company_of(self._grader):
            yield "a process"


def runs_user(grader: Grader) -> int | None:
    """Return the user whose belongings are swept after a submission, or None if nothing is."""
    if os.geteuid() != 0:
        return None if company_of(grader) else os.geteuid()
    (run,) = grader.judge(WHO_RUNS).runs
    return int(run.output_excerpt)


def company_of(grader: Grader) -> set[int]:
    """Return our user's processes that neither started this grader nor come from it."""
    parents = dict(living_processes_of(os.geteuid()))
    started = set(line_of(os.getpid(), parents))
    others = parents.keys() - started
    return {pid for pid in others if grader.pid not in line_of(pid, parents)}


def line_of(pid: int, parents: dict[int, int]) -> list[int]:
    """Return a process, its parent, and so on, as far as they are among these."""
    line = []
    while pid in parents:
        line.append(pid)
        pid = parents[pid]
    return line


def files_of(user: int) -> Iterator[str]:
    for place in PLACES:
        if os.path.isdir(place):
            for entry in os.scandir(place):
                try:
                    if entry.stat(follow_symlinks=False).st_uid == user and not is_home(entry):
                        yield entry.path
                except FileNotFoundError:  # somebody else's, and gone by now
                    continue


def is_home(entry: os.DirEntry[str]) -> bool:
    """Say whether this is a living grader's own folder, with no submission in it."""
    if not entry.name.startswith(DIRECTORY_PREFIX) or not entry.is_dir(follow_symlinks=False):
        return False
    try:
        return set(os.listdir(entry)) <= {"root"}
    except PermissionError:
        return False


def system_v_objects_of(user: int) -> Iterator[str]:
    for kind, column in SYSTEM_V.items():
        head, *lines = Path("/proc/sysvipc", kind).read_text().splitlines()
        for line in lines:
            fields = dict(zip(head.split(), line.split(), strict=True))
            if str(user) in (fields["uid"], fields["cuid"]):
                yield f"System V {kind} {fields[column]}"


def processes_of(user: int) -> Iterator[str]:
    for pid, _parent in living_processes_of(user):
        yield f"process {pid}"


def living_processes_of(user: int) -> Iterator[tuple[int, int]]:
    """Yield the pids of a user's processes and of their parents; not of those that only wait
    to be waited for.

    Source: proc_pid_status(5).
    """
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines())
        except OSError:  # it has ended
            continue
        if lines["State"][0] not in "ZX" and int(lines["Uid"].split()[0]) == user:
            yield int(status.parent.name), int(lines["PPid"])
