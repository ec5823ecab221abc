"""The functions' zips, each built when it is first asked for, and kept while the code stays."""

import hashlib
import os
import shutil
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import development.steps
from deploy.bundles import build
from deploy.errors import StepFailed
from development.editor import build_editor
from development.steps import ROOT, TOOLS

KEPT = TOOLS / "zips"
KEPT_OF_A_STAGE = 4  # 16 MB each; two checkouts that share .tools do not take each other's away

NOT_PACKED = {
    *("__pycache__", "node_modules", "tests", "docs", "benchmarks"),
    *("exports", "media", "staticfiles", "test-results"),
}
"""Folders that no zip is made of, beside those whose names begin with a dot."""


class Packages:
    """Zips in one folder. The same code gives the same bytes, so that a zip tells what changed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def prepare(self) -> None:
        """Build what both zips and static files hold. A second call takes no time.

        Raises:
            StepFailed: it could not be built.
        """
        try:
            build_editor()
        except development.steps.StepFailed as error:
            raise StepFailed(f"The editor could not be built. {error}") from error

    def of(self, stage: str) -> Path:
        """Return a stage's zip.

        Raises:
            StepFailed: it could not be built.
        """
        path = self.folder / f"{stage}.zip"
        if path.exists():
            return path
        kept = KEPT / f"{stage}-{self.digest}.zip"
        if kept.exists():
            shutil.copyfile(kept, path)
            return path
        try:
            build(stage, self.folder)
        except development.steps.StepFailed as error:
            raise StepFailed(f"The zip of {stage} could not be built. {error}") from error
        keep(path, kept)
        return path

    @cached_property
    def digest(self) -> str:
        """Return what stands for all that a zip may be made of, and for the compiling Python."""
        digest = hashlib.sha256(sys.version.encode())
        for path in sorted(sources()):
            content = hashlib.sha256(path.read_bytes()).hexdigest()
            digest.update(f"{path.relative_to(ROOT)}\0{content}\n".encode())
        return digest.hexdigest()[:32]


def sources() -> Iterator[Path]:
    """Yield every file of the project that could get into a zip, or decide what does."""
    for folder, folders, files in os.walk(ROOT):
        folders[:] = [
            name for name in folders if name not in NOT_PACKED and not name.startswith(".")
        ]
        yield from (
            Path(folder, name)
            for name in files
            if not name.startswith(("db.sqlite3", "deployment.toml", "."))
        )


def keep(path: Path, kept: Path) -> None:
    """Keep a zip for the next run, whole or not at all, and remove the oldest ones."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    shutil.copyfile(path, draft)
    draft.replace(kept)
    stage = kept.name.partition("-")[0]
    newest_first = sorted(KEPT.glob(f"{stage}-*.zip"), key=_age)
    for old in newest_first[KEPT_OF_A_STAGE:]:
        old.unlink(missing_ok=True)


def _age(path: Path) -> float:
    try:
        return -path.stat().st_mtime
    except FileNotFoundError:  # another run has removed it
        return 0.0
