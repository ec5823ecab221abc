"""Go's standard library, compiled once for each version and kept for all submissions.

    /var/cache/grading/go1.27.3-a1b2c3d4/    root's; else in the user's own cache
        fmt.a, math/rand.a, ...
        compile.cfg    where to find the packages that a program may import
        link.cfg       and those that these need

It is made outside the sandbox from the distribution's own sources, and used by nobody
unless its owner is root or ourselves and nobody else can write to it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from grading.languages.tools import ToolMissing

LIBRARY_FOR_COMPILING = "compile.cfg"
LIBRARY_FOR_LINKING = "link.cfg"

SHARED = Path("/var/cache/grading")
"""Source: Filesystem Hierarchy Standard 3.0, 5.5: data that can be made again."""

PACKAGES = """
    archive/zip bufio bytes cmp compress/gzip compress/zlib container/heap container/list
    container/ring context crypto/md5 crypto/rand crypto/sha1 crypto/sha256 crypto/sha512
    encoding/base32 encoding/base64 encoding/binary encoding/csv encoding/gob encoding/hex
    encoding/json encoding/xml errors fmt hash/adler32 hash/crc32 hash/crc64 hash/fnv
    hash/maphash html index/suffixarray io io/fs iter log maps math math/big math/bits
    math/cmplx math/rand math/rand/v2 os path path/filepath reflect regexp regexp/syntax
    runtime runtime/debug slices sort strconv strings structs sync sync/atomic text/scanner
    text/tabwriter text/template time unicode unicode/utf16 unicode/utf8 unique weak
    """
"""Without what talks to the network, shows pictures or reads programs: that takes another
40 s and 110 MB, and could not be used in a run."""

LISTING = ("list", "-trimpath", "-deps", "-export", "-f", "{{.ImportPath}}={{.Export}}")
"""Compiles packages and names their files, without folders of this machine in them."""

PREPARING_SECONDS = 600.0
"""It takes 20 s on two cores; the rest is room for a busy machine, and a guess."""


def library(version: str) -> str:
    """Return the folder of the compiled library for a version of Go.

    Raises:
        ToolMissing: it has not been made yet; the message says how.
    """
    for home in (SHARED, _own_folder()):
        folder = home / _name(version)
        if (folder / LIBRARY_FOR_LINKING).is_file() and _is_trusted(folder):
            return str(folder)
    raise ToolMissing("Go's library is not compiled yet: python -m grading.languages prepare")


def make_library(go: str, version: str) -> str:
    """Compile the library with the command `go`, unless that was done; return its folder.

    Takes half a minute the first time. Root makes it for everybody.

    Raises:
        ToolMissing: it cannot be made; the message says why.
    """
    home = SHARED if os.geteuid() == 0 else _own_folder()
    try:
        home.mkdir(mode=0o755, parents=True, exist_ok=True)
        with _alone(home / f"{_name(version)}.lock"):
            try:
                return library(version)
            except ToolMissing:
                _make(go, home / _name(version))
        return library(version)
    except (OSError, subprocess.SubprocessError) as error:
        raise ToolMissing(f"Go's library cannot be compiled: {_reason(error)}") from None


def _name(version: str) -> str:
    making = f"{os.uname().machine} {LISTING} {PACKAGES.split()}"
    return f"{version.split(maxsplit=1)[0]}-{hashlib.sha256(making.encode()).hexdigest()[:8]}"


def _own_folder() -> Path:
    """Return where this user keeps what can be made again: XDG Base Directory Specification."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    if not os.path.isabs(cache):
        cache = f"{tempfile.gettempdir()}/cache-{os.geteuid()}"
    return Path(cache, "grading")


def _is_trusted(folder: Path) -> bool:
    """Say whether nobody but root and ourselves can have put something there."""
    return all(
        found.st_uid in (0, os.geteuid()) and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        for found in (folder.lstat(), folder.parent.lstat())
    )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Let others who want to make the same wait until it is there."""
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(go: str, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="unfinished-") as unfinished:
        made = Path(unfinished, "made")
        made.mkdir(mode=0o755)
        files = dict(_compiled(go, unfinished))
        for package, file in files.items():
            (made / package).parent.mkdir(mode=0o755, parents=True, exist_ok=True)
            shutil.copyfile(file, made / f"{package}.a")
        lines = {package: f"packagefile {package}={folder / package}.a\n" for package in files}
        public = [line for package, line in lines.items() if _is_public(package)]
        (made / LIBRARY_FOR_COMPILING).write_text("".join(public))
        (made / LIBRARY_FOR_LINKING).write_text("".join(lines.values()))
        for path in made.rglob("*"):
            path.chmod(0o755 if path.is_dir() else 0o644)
        made.rename(folder)


def _compiled(go: str, folder: str) -> Iterator[tuple[str, str]]:
    """Compile the packages and those they need; yield their names and files."""
    done = subprocess.run(  # noqa: S603 -- the list is ours, no shell
        [go, *LISTING, *PACKAGES.split()],
        env={
            "PATH": os.defpath,
            "HOME": folder,
            "GOCACHE": f"{folder}/cache",
            "CGO_ENABLED": "0",
            "GOENV": "off",
            "GO111MODULE": "off",
            "GOTOOLCHAIN": "local",
            "GOTELEMETRY": "off",
        },
        cwd=folder,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
        text=True,
        timeout=PREPARING_SECONDS,
    )
    for line in done.stdout.splitlines():
        package, _, file = line.partition("=")
        if file:  # "unsafe" has none: the compiler knows it
            yield package, file


def _is_public(package: str) -> bool:
    """Say whether programs may import it; the command ``go`` would see to that."""
    return not {"internal", "vendor"} & set(package.split("/"))


def _reason(error: Exception) -> str:
    if isinstance(error, subprocess.CalledProcessError):
        return str(error.stderr).strip()[-300:]
    return str(error)
