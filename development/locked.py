"""Packages as uv.lock pins them, for other Pythons than the one behind .venv."""

import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from development.lambda_python import UV
from development.steps import ROOT, call


def locked(*options: str) -> dict[str, str]:
    """Return requirements with hashes by name, without their conditions on the platform.

    options: of `uv export`, such as ``--no-dev``.
    """
    export = (UV, "export", "--frozen", "--quiet", "--no-emit-project", "--no-header")
    exported = subprocess.run(
        [*export, "--no-annotate", *options], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    return dict(_requirements(exported.replace("\\\n", " ")))


def _requirements(exported: str) -> Iterator[tuple[str, str]]:
    for line in exported.splitlines():
        requirement, _, hashes = line.partition(" --hash=")
        pinned = requirement.partition(";")[0].strip()
        yield pinned.partition("==")[0], f"{pinned} --hash={hashes}"


def install(requirements: Iterable[str], folder: Path, *options: str | Path) -> None:
    """Install exactly these, without what they need, into a folder.

    options: of `uv pip install`, such as for which Python.

    Raises:
        StepFailed: one could not be fetched, or has no wheel for that Python.
    """
    listed = folder / "requirements.txt"
    listed.write_text("\n".join(requirements))
    call(
        UV, "pip", "install", "--quiet", "--target", folder, "--link-mode=copy", *options,
        "--only-binary", ":all:", "--no-deps", "--require-hashes", "--requirements", listed,
        quiet=True,
    )  # fmt: skip
    listed.unlink()
