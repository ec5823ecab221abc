"""Compilers in a private home are made readable for others without touching that home."""

import os
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from development import toolchains
from development.toolchains import is_open_to_all, kept, link_or_copy, open_path_folders

RUSTC = """#!/bin/sh
case "$*" in
"--print sysroot") echo {sysroot} ;;
-vV) printf 'rustc 1.95.0\\ncommit-hash: 59807616e1fa2540\\nhost: a-b-c\\nrelease: 1.95.0\\n' ;;
esac
"""
RUST = "rust-1.95.0-59807616e1fa-a-b-c"
NEEDED = ("bin/rustc", "lib/libdriver.so", "lib/rustlib/a-b-c/lib/core.rlib")
NOT_NEEDED = ("bin/cargo", "share/doc/book.html", "lib/rustlib/x-y-z/lib/core.rlib")


@pytest.fixture
def open_place() -> Iterator[Path]:
    """A folder that everybody may enter, unlike pytest's own."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder).resolve()


@pytest.fixture
def shared(open_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = open_place / "shared"
    monkeypatch.setattr(toolchains, "SHARED", folder)
    return folder


def file(path: Path, mode: int, content: str = "x") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(mode)
    return path


def test_a_file_is_open_if_its_mode_and_all_folders_on_the_way_are(open_place: Path):
    private = file(open_place / "home" / "bin" / "tool", 0o755)
    (open_place / "home").chmod(0o700)
    link = open_place / "link"
    link.symlink_to(private)

    paths = [
        file(open_place / "text", 0o644),
        file(open_place / "program", 0o755),
        file(open_place / "secret", 0o640),
        file(open_place / "mine", 0o744),
        private,
        link,
        open_place / "missing",
    ]

    assert [path.name for path in paths if is_open_to_all(path)] == ["text", "program"]


@pytest.mark.parametrize(
    ("mode", "linked", "new_mode"),
    [
        (0o644, True, 0o644),
        (0o755, True, 0o755),
        (0o600, False, 0o644),
        (0o700, False, 0o755),
        (0o664, False, 0o644),
    ],
)
def test_a_file_gets_a_second_name_only_if_its_rights_can_stay(
    tmp_path: Path, mode: int, linked: bool, new_mode: int
):
    source, target = file(tmp_path / "source", mode), tmp_path / "target"

    link_or_copy(str(source), str(target))

    assert (source.samefile(target), target.read_text()) == (linked, "x")
    assert [path.stat().st_mode & 0o777 for path in (source, target)] == [mode, new_mode]


def test_what_is_kept_is_made_once_for_each_version(shared: Path, tmp_path: Path):
    made: list[str] = []

    def make(folder: Path) -> None:
        made.append(folder.name)

    folders = [kept("tool", version, make, otherwise=tmp_path) for version in ("1", "1", "2")]

    assert [folder.name for folder in folders] == ["tool-1", "tool-1", "tool-2"]
    assert len(made) == 2
    assert os.listdir(shared) == ["tool-2"]


def test_who_comes_while_it_is_made_waits_for_it(shared: Path, tmp_path: Path):
    def make(folder: Path) -> None:
        time.sleep(0.2)
        (folder / "whole").touch()

    def there(_: int) -> bool:
        return (kept("tool", "1", make, otherwise=tmp_path) / "whole").exists()

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(there, range(3))) == [True, True, True]


def test_what_could_not_be_made_leaves_nothing(shared: Path, tmp_path: Path):
    def make(folder: Path) -> None:
        (folder / "half").touch()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept("tool", "1", make, otherwise=tmp_path)

    assert os.listdir(shared) == []


def test_copies_go_elsewhere_if_the_checkout_is_private(shared: Path, tmp_path: Path):
    shared.mkdir(mode=0o700)

    folder = kept("tool", "1", lambda _folder: None, otherwise=tmp_path)

    assert folder == tmp_path / "tool-1"


@pytest.fixture
def private_rust(open_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a Rust toolchain, and a `rustc` on PATH that knows where it is."""
    home = open_place / "home"
    for name in (*NEEDED, *NOT_NEEDED):
        file(home / "rust" / name, 0o755 if "bin" in name else 0o644)
    file(home / "shims" / "rustc", 0o755, RUSTC.format(sysroot=home / "rust"))
    home.chmod(0o700)
    monkeypatch.setenv("PATH", f"{home / 'shims'}{os.pathsep}{os.environ['PATH']}")
    return home


def test_rust_in_a_private_home_is_brought_out_with_what_compiling_needs(
    private_rust: Path, shared: Path, tmp_path: Path
):
    folder = toolchains.rust_for_all(tmp_path)

    rust = shared / RUST
    assert folder == rust / "bin"
    found = sorted(str(path.relative_to(rust)) for path in rust.rglob("*") if path.is_file())
    assert found == sorted(NEEDED)
    assert all(is_open_to_all(rust / name) for name in NEEDED)
    assert private_rust.stat().st_mode & 0o777 == 0o700


def test_rust_that_everybody_can_reach_is_left_where_it_is(
    private_rust: Path, shared: Path, tmp_path: Path
):
    private_rust.chmod(0o755)

    assert toolchains.rust_for_all(tmp_path) == private_rust / "rust" / "bin"
    assert not shared.exists()


def test_private_folders_and_ours_are_left_out_of_a_strangers_path(
    open_place: Path, monkeypatch: pytest.MonkeyPatch
):
    for name in ("open", "private"):
        (open_place / name).mkdir()
    (open_place / "private").chmod(0o700)
    folders = ["open", "private", "missing"]
    path = os.pathsep.join([*(str(open_place / name) for name in folders), "relative", ""])
    monkeypatch.setenv("PATH", path)

    assert open_path_folders() == [open_place / "open", Path("/bin"), Path("/usr/bin")]
