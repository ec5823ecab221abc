"""What the keeper gives a zygote, which hands it on to its stems.

Plain values travel as one marshalled dictionary in a memfd, because the command line of
a process can be seen by all; descriptors travel by number.
"""

from __future__ import annotations

import marshal
import os

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from typing import Any

    from grading.sandbox.finder import SealedLibrary


class Equipment:
    """Everything that a stem needs and does not get with its submission.

    layers: names of those that hold here; each stem puts them on.
    filters: programs for the kernel, by profile; see `grading.sandbox.filters`.
    launcher: descriptor of the program that starts other programs, or -1.
    proc: descriptor of the machine's /proc, which is out of sight when contained.
    """

    __slots__ = ("filters", "launcher", "layers", "library", "proc")

    def __init__(
        self,
        library: SealedLibrary,
        *,
        layers: frozenset[str],
        filters: dict[str, bytes],
        launcher: int,
    ) -> None:
        self.library = library
        self.layers = layers
        self.filters = filters
        self.launcher = launcher
        self.proc = os.open("/proc", os.O_PATH | os.O_DIRECTORY | os.O_CLOEXEC)

    def open_own_size(self) -> int:
        """Return a descriptor that tells our address space even when no file opens any more."""
        return os.open("self/statm", os.O_RDONLY | os.O_CLOEXEC, dir_fd=self.proc)


def read(descriptor: int) -> dict[str, Any]:
    """Return the values that the keeper packed, and close the descriptor."""
    with open(descriptor, "rb") as file:
        values: dict[str, Any] = marshal.loads(file.read())  # noqa: S302 -- our keeper wrote it
    return values


def pack(values: dict[str, Any]) -> bytes:
    return marshal.dumps(values)
