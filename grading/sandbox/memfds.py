"""Files that are only memory, and so have no path that a run could name."""

from __future__ import annotations

import fcntl
import os

_EVERYTHING = fcntl.F_SEAL_WRITE | fcntl.F_SEAL_GROW | fcntl.F_SEAL_SHRINK | fcntl.F_SEAL_SEAL


def sealed_memfd(name: str, content: bytes) -> int:
    """Return a descriptor, at position 0, of a memfd that nobody can change any more."""
    descriptor = os.memfd_create(name, os.MFD_CLOEXEC | os.MFD_ALLOW_SEALING)
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    seal(descriptor)
    os.lseek(descriptor, 0, os.SEEK_SET)
    return descriptor


def seal(descriptor: int) -> None:
    """Forbid every change of a memfd from now on: fcntl(2), "File Sealing"."""
    fcntl.fcntl(descriptor, fcntl.F_ADD_SEALS, _EVERYTHING)


def read_memfd(descriptor: int, *, at_most: int) -> bytes:
    """Return what was written to a memfd. If its writer is dead, that is final."""
    return os.pread(descriptor, min(os.fstat(descriptor).st_size, at_most), 0)
