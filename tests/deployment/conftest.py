"""The zips, built once for all tests that run them."""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from deploy.bundles import Bundle, build


@pytest.fixture(scope="session")
def bundles() -> Iterator[Callable[[str], Bundle]]:
    """Return a function that gives a stage's zip."""
    built: dict[str, Bundle] = {}
    with TemporaryDirectory(prefix="interview-bundles-") as name:

        def bundle(stage: str) -> Bundle:
            if stage not in built:
                built[stage] = build(stage, Path(name))
            return built[stage]

        yield bundle


@pytest.fixture(scope="session")
def unzipped(bundles: Callable[[str], Bundle]) -> Iterator[Callable[[str], Path]]:
    """Return a function that gives a stage's unzipped files, which everybody may read."""
    with TemporaryDirectory(prefix="interview-unzipped-") as name:
        place = Path(name)
        place.chmod(0o755)

        def folder(stage: str) -> Path:
            target = place / stage
            if not target.is_dir():
                with zipfile.ZipFile(bundles(stage).path) as archive:
                    archive.extractall(target)
            return target

        yield folder
