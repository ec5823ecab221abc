"""Removes what a submission left in directories where everybody may write.

A run can make no file with content, but directories, links and nodes of any name,
depth and mode. Nothing here follows a link, opens a file or recurses.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from contextlib import closing, suppress
from pathlib import Path

PLACES = ("/tmp", "/var/tmp", "/dev/shm", "/run/lock")  # noqa: S108 -- these are what we sweep
"""Where everybody may write on the systems we know: Filesystem Hierarchy Standard."""

type Listing = frozenset[str]
"""Paths right below `PLACES`."""

_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


def listing() -> Listing:
    found: set[str] = set()
    for place in PLACES:
        with suppress(OSError):
            found.update(f"{place}/{name}" for name in os.listdir(place))
    return frozenset(found)


def nothing() -> Listing:
    return frozenset()


def new(before: Listing, *, owner: int) -> list[str]:
    """Return the paths of what `owner` has in `PLACES` and was not there `before`."""
    found = []
    for path in listing() - before:
        with suppress(FileNotFoundError):
            if os.lstat(path).st_uid == owner:
                found.append(path)
    return found


def make_home(path: str) -> int:
    """Make a directory; return a descriptor that holds it until closed, whatever becomes of us.

    A lock and not our pid says that we live: in another PID namespace nobody knows that.

    Raises:
        FileExistsError: there is something of that name.
    """
    while True:
        os.mkdir(path, 0o711)
        held = os.open(path, _FOLDER)
        fcntl.flock(held, fcntl.LOCK_EX)
        with suppress(FileNotFoundError):
            if os.path.samestat(os.stat(path), os.fstat(held)):
                return held
        os.close(held)  # somebody took it for abandoned before we held it


def remove_abandoned_homes(prefix: str) -> None:
    """Remove directories of our user that nobody holds any more; see `make_home`."""
    for path in Path("/tmp").glob(f"{prefix}[0-9]*"):  # noqa: S108
        with suppress(OSError):
            if path.lstat().st_uid == os.geteuid():
                _remove_unless_held(str(path))


def _remove_unless_held(path: str) -> None:
    held = os.open(path, _FOLDER)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        remove_tree(path)
    finally:
        os.close(held)


def remove_tree(path: str) -> None:
    """Remove a file, or a directory with all that is in it, however deep.

    Folders inside folders are first moved to the top, so depth costs nothing: a
    path of 4096 nested folders is longer than any path may be.
    """
    try:
        os.unlink(path)
    except IsADirectoryError:
        pass
    else:
        return
    empty(path)
    os.rmdir(path)


def empty(path: str) -> None:
    """Remove all that is in a directory, as `remove_tree` does."""
    os.chmod(path, 0o700)
    top = os.open(path, _FOLDER)
    try:
        while names := os.listdir(top):
            for name in names:
                _remove_or_flatten(top, name)
    finally:
        os.close(top)


def _remove_or_flatten(top: int, name: str) -> None:
    if _unlinked(top, name):
        return
    with closing(_Folder(top, name)) as folder:
        for inner in os.listdir(folder.descriptor):
            if not _unlinked(folder.descriptor, inner):
                _Folder(folder.descriptor, inner).close()  # a mode of 000 forbids moving it
                os.rename(inner, secrets.token_hex(), src_dir_fd=folder.descriptor, dst_dir_fd=top)
    os.rmdir(name, dir_fd=top)


class _Folder:
    """An open directory that we may read and write, whatever its mode was."""

    def __init__(self, parent: int, name: str) -> None:
        os.chmod(name, 0o700, dir_fd=parent)
        self.descriptor = os.open(name, _FOLDER, dir_fd=parent)

    def close(self) -> None:
        os.close(self.descriptor)


def _unlinked(folder: int, name: str) -> bool:
    try:
        os.unlink(name, dir_fd=folder)
    except IsADirectoryError:
        return False
    return True
