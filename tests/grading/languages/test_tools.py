import os
from pathlib import Path

import pytest

from grading.languages.tools import ToolMissing, ask, find, with_links


def tool(folder: Path, name: str, script: str = "true") -> str:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def test_a_tool_on_path_comes_before_one_in_a_usual_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    ours = tool(tmp_path / "bin", "cat")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))

    assert (find("cat"), find("nothing-like-it", "sh")) == (ours, "/usr/bin/sh")


def test_a_folder_that_only_some_tools_are_in_is_looked_in_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    odd = tool(tmp_path / "odd", "oddly-named")
    tool(tmp_path / "odd", "cat")
    monkeypatch.setenv("PATH", "")

    assert find("oddly-named", also=str(tmp_path / "odd")) == odd
    assert find("cat", also=str(tmp_path / "odd")) == "/usr/bin/cat"


def test_a_tool_that_is_nowhere_is_missing_by_its_names():
    with pytest.raises(ToolMissing, match=r"^one or other not found on PATH$"):
        find("one", "other")


def test_a_tool_is_asked_and_heard_on_both_ways(tmp_path: Path):
    talks = tool(tmp_path, "talks", 'echo "$1"; echo version 1 >&2')

    assert ask(talks, "hello") == "hello\nversion 1"


@pytest.mark.parametrize("script", ["exit 1", "kill -9 $$"])
def test_a_tool_that_fails_does_not_work(tmp_path: Path, script: str):
    with pytest.raises(ToolMissing, match=r"^broken does not work: "):
        ask(tool(tmp_path, "broken", script))


def test_links_are_followed_one_by_one(tmp_path: Path):
    """Inside the sandbox all of them have to be there, or the name leads nowhere."""
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "tool").touch()
    (tmp_path / "alternatives").symlink_to("real/tool")
    (tmp_path / "tool").symlink_to(tmp_path / "alternatives")

    chain = with_links(str(tmp_path / "tool"), str(tmp_path / "real"))

    home = os.path.realpath(tmp_path)
    assert [path.removeprefix(home) for path in chain] == [
        "/tool",
        "/alternatives",
        "/real/tool",
        "/real",
    ]
