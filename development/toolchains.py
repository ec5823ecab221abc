"""Compilers for users without rights, also when they lie in somebody's private home.

The rights of a home are not ours to change. What compiling needs is linked, or copied, to
where everybody may read: `.tools/strangers`, or the caller's own folder if the checkout is
in a private home too. Only Rust is known to live in homes (rustup); everything else is
found on those parts of PATH that everybody can reach.
"""

import fcntl
import os
import re
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from development.steps import ROOT, TOOLS

SHARED = TOOLS / "strangers"

READ, WRITE_BY_OTHERS = stat.S_IROTH, stat.S_IWGRP | stat.S_IWOTH
READ_AND_ENTER = stat.S_IROTH | stat.S_IXOTH


def is_open_to_all(path: Path) -> bool:
    """Return whether every user may read what is there, and come to it."""
    try:
        real = path.resolve(strict=True)
        mode = real.stat().st_mode
    except OSError:
        return False
    wanted = READ_AND_ENTER if stat.S_ISDIR(mode) or mode & stat.S_IXUSR else READ
    ways = {*path.absolute().parents, *real.parents}
    return mode & wanted == wanted and all(way.stat().st_mode & stat.S_IXOTH for way in ways)


def readable_by_all(folder: Path) -> None:
    """Let everybody read our copies; nothing outside the folder is touched.

    Not for folders with links to files of others: a file has one mode under all its names.
    """
    subprocess.run(["chmod", "-R", "a+rX,go-w", str(folder)], check=True)  # noqa: S607 -- POSIX's


def shared_folder(otherwise: Path) -> Path:
    """Return where copies are kept between runs, or `otherwise` if not everybody gets there."""
    SHARED.mkdir(parents=True, exist_ok=True)
    return SHARED if is_open_to_all(SHARED) else otherwise


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else is here."""
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


def kept(name: str, version: str, make: Callable[[Path], None], *, otherwise: Path) -> Path:
    """Return the folder for this version, made now if it is not there; older ones are removed.

    Whoever comes while it is being made waits for it.
    """
    home = shared_folder(otherwise)
    folder = home / f"{name}-{version}"
    with alone_in(home):
        if not folder.is_dir():
            with tempfile.TemporaryDirectory(dir=home, prefix="unfinished-") as unfinished:
                made = Path(unfinished, name)
                made.mkdir(mode=0o755)
                make(made)
                for older in home.glob(f"{name}-*"):
                    shutil.rmtree(older)
                made.rename(folder)
    return folder


def link_or_copy(source: str, target: str) -> None:
    """Give a file a second name where its rights allow that, else copy it, readable by all."""
    mode = os.stat(source).st_mode
    if mode & READ and not mode & WRITE_BY_OTHERS:
        try:
            os.link(source, target)
        except OSError:  # another file system
            pass
        else:
            return
    shutil.copyfile(source, target)
    os.chmod(target, 0o755 if mode & stat.S_IXUSR else 0o644)


def copy_tree(source: Path, target: Path) -> None:
    shutil.copytree(
        source, target, symlinks=True, copy_function=link_or_copy, ignore_dangling_symlinks=True
    )
    for folder in (target, *(path for path in target.rglob("*") if path.is_dir())):
        folder.chmod(0o755)


def rust_for_all(otherwise: Path) -> Path | None:
    """Return a folder with a `rustc` that everybody may run; None if there is no Rust here."""
    rustc = shutil.which("rustc")
    if rustc is None:
        return None
    sysroot = Path(heard(rustc, "--print", "sysroot").strip())
    if is_open_to_all(sysroot / "bin" / "rustc"):
        return sysroot / "bin"
    about = dict(re.findall(r"^([\w-]+): (.+)$", heard(rustc, "-vV"), re.MULTILINE))
    host = about["host"]

    def make(folder: Path) -> None:
        """Take the compiler, its libraries, and the standard library of this machine's kind."""
        for name in ("bin", "lib/rustlib"):
            (folder / name).mkdir(parents=True, mode=0o755)
        link_or_copy(str(sysroot / "bin" / "rustc"), str(folder / "bin" / "rustc"))
        for library in (sysroot / "lib").glob("*.so*"):
            link_or_copy(str(library), str(folder / "lib" / library.name))
        copy_tree(sysroot / "lib" / "rustlib" / host, folder / "lib" / "rustlib" / host)

    version = f"{about['release']}-{about['commit-hash'][:12]}-{host}"
    return kept("rust", version, make, otherwise=otherwise) / "bin"


def heard(*command: str) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def open_path_folders() -> list[Path]:
    """Return the folders on PATH that every user may look into, without those of this checkout."""
    folders = [Path(part) for part in os.environ.get("PATH", "").split(os.pathsep) if part]
    usual = [Path(part) for part in os.defpath.split(os.pathsep)]
    return [
        folder
        for folder in dict.fromkeys([*folders, *usual])
        if folder.is_absolute() and is_open_to_all(folder) and ROOT not in folder.parents
    ]
