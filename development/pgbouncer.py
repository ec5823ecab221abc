"""Finds a pgbouncer for the tests of the database, and unpacks Debian's where there is none.

Unpacked and not installed: Debian's package would start a pooler with the machine.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from development.steps import TOOLS, call, say

FOLDERS = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin"])
UNPACKED = TOOLS / "pgbouncer"
PACKAGES = ("pgbouncer", "libevent-2.1-7", "libc-ares2")  # the rest is on every Debian


@dataclass(frozen=True, slots=True)
class Pgbouncer:
    """A program and, unless they are the system's, the folders of its libraries."""

    program: Path
    libraries: tuple[Path, ...] = ()

    def copied_to(self, folder: Path) -> "Pgbouncer":
        """Copy what is not the system's, which another user may be unable to reach."""
        if not self.libraries:
            return self
        shutil.copytree(UNPACKED, folder / "pgbouncer", symlinks=True)
        return unpacked(folder / "pgbouncer")

    @property
    def environment(self) -> dict[str, str]:
        return {"LD_LIBRARY_PATH": os.pathsep.join(map(str, self.libraries))}


def unpacked(folder: Path) -> Pgbouncer:
    """Return the pgbouncer of packages that were unpacked in a folder."""
    return Pgbouncer(
        folder / "usr" / "sbin" / "pgbouncer", tuple(folder.glob("usr/lib/*-linux-gnu*"))
    )


def find_pgbouncer() -> Pgbouncer | None:
    """Return the pgbouncer of this machine, or the one that `prepare` has unpacked."""
    if installed := shutil.which("pgbouncer", path=FOLDERS):
        return Pgbouncer(Path(installed))
    return unpacked(UNPACKED) if UNPACKED.is_dir() else None


def prepare() -> None:
    """Unpack Debian's where there is none and we can.

    Raises:
        StepFailed: this is a Debian, and its packages cannot be fetched.
    """
    if find_pgbouncer() is not None or not shutil.which("apt-get"):
        return
    say("No pgbouncer on this machine: unpacking Debian's into .tools/pgbouncer.")
    if os.geteuid() == 0:
        call("apt-get", "update", "-qq", quiet=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        call("apt-get", "download", "-qq", "-o", "APT::Sandbox::User=root", *PACKAGES,
             cwd=folder, quiet=True)  # fmt: skip
        for package in folder.glob("*.deb"):
            call("dpkg-deb", "--extract", package, folder / "unpacked", quiet=True)
        shutil.move(folder / "unpacked", UNPACKED)
