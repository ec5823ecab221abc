"""What a submission left in this machine: files in shared places, System V objects, processes.

Looked for among what belongs to the runs' user. Where that is also our user, and it runs
more than the grader, nothing is swept and nothing can be said: see ``grading.sandbox.sweeping``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from grading.sandbox.sweeping import DIRECTORY_PREFIX
from grading.sandbox.sweeping.processes import is_only_one_of_its_user
from tests.grading.client import Grader

PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")
SYSTEM_V = {"shm": "shmid", "msg": "msqid", "sem": "semid"}
WHO_RUNS = b"import os; print(os.getuid())"


class Litter:
    """Make it before a submission; ask afterwards what was left."""

    def __init__(self, grader: Grader) -> None:
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
        elif not is_only_one_of_its_user():
            yield "a process"


def runs_user(grader: Grader) -> int | None:
    """Return the user whose belongings are swept after a submission, or None if nothing is."""
    if os.geteuid() != 0:
        return os.geteuid() if is_only_one_of_its_user() else None
    (run,) = grader.judge(WHO_RUNS).runs
    return int(run.output_excerpt)


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
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            text = status.read_text()
        except OSError:  # it has ended
            continue
        if re.search(rf"^State:\t[^ZX].*^Uid:\t{user}\t", text, re.MULTILINE | re.DOTALL):
            yield f"process {status.parent.name}"
