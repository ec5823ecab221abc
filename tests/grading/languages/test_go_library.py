import os
from pathlib import Path

import pytest

from grading.languages import go_library
from grading.languages.go_library import LIBRARY_FOR_LINKING, library, make_library
from grading.languages.tools import ToolMissing

VERSION = "go0.0.1"  # of which nobody has made one


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library in the user's own cache, as if it had been made there."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    folder = tmp_path / "grading" / go_library._name(VERSION)
    folder.mkdir(parents=True, mode=0o755)
    (folder / LIBRARY_FOR_LINKING).touch()
    return folder


def test_a_library_that_was_made_is_found(made: Path):
    assert library(VERSION) == str(made)


@pytest.mark.parametrize("depth", [0, 1])
def test_a_library_that_others_could_have_changed_is_not_used(made: Path, depth: int):
    [made, *made.parents][depth].chmod(0o777)

    with pytest.raises(ToolMissing, match="is not compiled yet"):
        library(VERSION)


def test_a_link_to_somewhere_is_not_used(made: Path, tmp_path: Path):
    made.rename(tmp_path / "elsewhere")
    (tmp_path / "elsewhere").chmod(0o777)
    made.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(ToolMissing, match="is not compiled yet"):
        library(VERSION)


def test_a_library_that_is_not_whole_is_not_used(made: Path):
    (made / LIBRARY_FOR_LINKING).unlink()

    with pytest.raises(ToolMissing, match="is not compiled yet"):
        library(VERSION)


def test_what_go_complains_about_is_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(go_library, "SHARED", tmp_path / "shared")
    go = tmp_path / "go"
    go.write_text("#!/bin/sh\necho 'no space left' >&2\nexit 1\n")
    go.chmod(0o755)

    with pytest.raises(ToolMissing, match="Go's library cannot be compiled: no space left"):
        make_library(str(go), VERSION)

    home = tmp_path / ("shared" if os.geteuid() == 0 else "grading")
    assert [path.suffix for path in home.iterdir()] == [".lock"]
