"""Opens files of a package and never one outside it.

A package comes from a stranger. A link that leads out of it, a pipe that would hang
whoever opens it, a device: each is refused before anything is read.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NoReturn

from grading.packages.errors import PackageError

MAXIMUM_FILE_BYTES: Final = 256 * 1024 * 1024
"""A larger file is refused unread. A guess: the largest test seen in the wild has 20 MB."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_NAME = re.compile(r"[a-zA-Z0-9_][a-zA-Z0-9_.-]{0,254}")


def name_in_package(root: Path, path: Path) -> str:
    """Return a file's name as messages give it: relative to the package."""
    return path.relative_to(root).as_posix()


def has_lawful_name(path: Path) -> bool:
    """Say whether the format sees this file; others are as if they were not there."""
    return _NAME.fullmatch(path.name) is not None


def lawful_entries(directory: Path) -> list[Path]:
    """List what the format sees in a directory, by base name; nothing if there is none."""
    if not directory.is_dir():
        return []
    entries = [entry for entry in directory.iterdir() if has_lawful_name(entry)]
    return sorted(entries, key=lambda entry: (entry.stem, entry.name))


def refuse_strange_files(root: Path) -> None:
    """Refuse links that leave the package or lead nowhere, and what is no file or folder.

    Raises:
        PackageError: naming the first one, or a folder that may not be read.
    """
    inside = root.resolve()
    for path in _walk(root):
        name = name_in_package(root, path)
        try:
            target, mode = path.resolve(strict=True), path.stat().st_mode
        except (OSError, RuntimeError):
            raise PackageError(
                name, None, "leads nowhere or may not be read: replace it by a file."
            ) from None
        if not target.is_relative_to(inside):
            raise PackageError(
                name, None, "is a link out of the package: put a copy of the file here."
            )
        if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            raise PackageError(name, None, "is neither a file nor a folder: remove it.")


def _walk(root: Path) -> Iterator[Path]:
    """Yield everything in a package; folders that are links are not entered."""

    def refuse(error: OSError) -> NoReturn:
        name = name_in_package(root, Path(os.fsdecode(error.filename)))
        raise PackageError(name, None, "may not be read: change its rights.") from None

    for directory, folders, files in os.walk(root, onerror=refuse):
        folders[:] = sorted(folder for folder in folders if folder != ".git")
        for name in (*folders, *sorted(files)):
            yield Path(directory, name)


def read_file(root: Path, path: Path) -> bytes:
    """Read a file of the package, after ``refuse_strange_files``.

    Raises:
        PackageError: it is missing, too large or may not be read.
    """
    name = name_in_package(root, path)
    try:
        size_bytes = path.stat().st_size
        if size_bytes > MAXIMUM_FILE_BYTES:
            raise PackageError(
                name,
                None,
                f"has {size_bytes:,} bytes: make it smaller, {MAXIMUM_FILE_BYTES:,} at most.",
            )
        return path.read_bytes()
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else "unknown"
        raise PackageError(name, None, f"cannot be read ({reason}).") from None


def read_text(root: Path, path: Path) -> str:
    """Read a text file of the package: UTF-8 without a byte-order mark.

    Raises:
        PackageError: it is not so, or cannot be read.
    """
    return decode_text(read_file(root, path), name_in_package(root, path))


def decode_text(content: bytes, file: str) -> str:
    """Decode a text as the format wants it, see ``read_text``."""
    if content.startswith(_BYTE_ORDER_MARK):
        raise PackageError(file, 1, "begins with a byte-order mark: save it as UTF-8 without one.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PackageError(file, line, "is not UTF-8: save it as UTF-8.") from None
