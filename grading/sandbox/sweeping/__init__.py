"""Leaves nothing of one submission for the next: files, System V IPC, processes.

How much may be removed depends on who else uses the runs' user:

- As root the runs have a user of their own (``slots``), and whatever that user owns goes.
- As an ordinary user who runs nothing but us (a service's user, AWS Lambda), whatever
  appeared during the submission goes.
- As a user with other business, such as a developer at a desktop, only our own directory
  goes: a fresh folder in /tmp may be somebody's work.

It happens after each submission, when all its processes are dead, and at start,
because a crash may have left something.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

from grading.sandbox.sweeping import files, ipc, processes

DIRECTORY_PREFIX = "grading-"


class Broom:
    """Makes a submission's directory, and afterwards removes all that the submission left.

    home: the directory that the submissions' own lie in.
    clean: False once something could not be removed; then a fresh environment is due.
    """

    def __init__(self, *, uid: int | None) -> None:
        """Remove what an earlier keeper may have left. `uid`: the runs' own user, if any."""
        self._uid = uid
        self._owner = os.geteuid() if uid is None else uid
        self.clean = True
        name = f"{DIRECTORY_PREFIX}{os.getpid()}-{secrets.token_hex(8)}"
        self.home = f"/tmp/{name}"  # noqa: S108 -- mkdir refuses what is there
        files.remove_abandoned_homes(DIRECTORY_PREFIX)
        if uid is None:
            processes.kill_orphans()
        else:
            self.kill_leftovers()
            self._sweep(files.nothing(), ipc.nothing())
        self._held = files.make_home(self.home)

    @contextmanager
    def directory(self, *, leaves_nothing: bool) -> Iterator[str]:
        """Make a directory for one submission; remove it and all else that it left.

        leaves_nothing: whether it can make nothing outside its directory.
        """
        path = f"{self.home}/{secrets.token_hex(8)}"
        before = None if leaves_nothing else (files.listing(), ipc.listing())
        try:
            os.mkdir(path, 0o700)
        except OSError:  # an earlier run has moved or filled the home: only a fresh one will do
            self.clean = False
            raise
        try:
            if self._uid is not None:
                os.chown(path, self._uid, self._uid)
            yield path
        finally:
            try:
                with suppress(FileNotFoundError):  # the submission may have removed it
                    files.remove_tree(path)
                if before is not None:
                    self._sweep(*before)
            except OSError:
                self.clean = False

    def close(self) -> None:
        """Remove the directory that the submissions' own lie in."""
        with suppress(FileNotFoundError):
            files.remove_tree(self.home)
        os.close(self._held)

    def kill_leftovers(self, sessions: Iterable[int] = ()) -> None:
        """Kill every process of the runs' own user, or else of the stems' `sessions`.

        Needed only where nobody could wait for a run: a run has no children.
        """
        if self._uid is not None:
            processes.kill_all_of(self._uid)
        for session in sessions:
            processes.kill_session(session)

    def _sweep(self, files_before: files.Listing, ipc_before: ipc.Listing) -> None:
        new_files = files.new(files_before, owner=self._owner)
        new_ipc = ipc.new(ipc_before, owner=self._owner)
        if not (new_files or new_ipc):
            return
        if self._uid is None and not processes.is_only_one_of_its_user():
            return
        for path in new_files:
            files.remove_tree(path)
        for resource in new_ipc:
            ipc.remove(resource)
