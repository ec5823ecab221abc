#!/usr/bin/env python3
"""The project's commands: python3 dev.py run, test, lint, prove, screenshots or setup.

This file needs nothing but a Python from 3.9 on. It finds a Python that the
project fits, fetches uv into .tools/, lets uv fill .venv/ from the lock file,
and hands the command to the package `development`, which runs in there.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TOOLS = ROOT / ".tools"
VENV_PYTHON = ROOT / ".venv" / "bin" / "python"

UV_VERSION = "0.13.9"
PREFERRED_MINORS = (13, 12, 14)  # Python 3.13 first: what runs on Lambda
DOWNLOADED_PYTHON = "3.13"  # what uv fetches when the machine has none of them


class SetUpFailed(Exception):
    """The machine lacks something; the message says what, and what to do."""


def say(sentence: str) -> None:
    print(f"\033[2m{sentence}\033[0m" if sys.stdout.isatty() else sentence, flush=True)


def call(*command: str | Path, env: dict[str, str] | None = None) -> None:
    done = subprocess.run([str(part) for part in command], check=False, env=env)
    if done.returncode != 0:
        words = " ".join(str(part) for part in command)
        raise SetUpFailed(f"This failed with exit status {done.returncode}: {words}")


def minor_of(python: Path) -> int | None:
    """Return x of a working Python 3.x that can make virtual environments, else None."""
    question = "import ssl, sqlite3, sys, venv, zlib; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run(
            [str(python), "-I", "-c", question],
            check=False,
            capture_output=True,
            text=True,
            timeout=20,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    match = re.fullmatch(r"3 (\d+)\n", answer.stdout)
    return int(match[1]) if match and answer.returncode == 0 else None


def path_folders() -> list[Path]:
    return [Path(part) for part in os.environ.get("PATH", os.defpath).split(os.pathsep) if part]


def pyenv_roots() -> list[Path]:
    """Return where pyenv keeps its versions.

    A new user's HOME has no .pyenv, but PATH may lead to somebody's shims. The
    shims themselves are of no use: they refuse a version that is installed but
    not chosen.
    """
    roots = [Path(os.environ["PYENV_ROOT"])] if os.environ.get("PYENV_ROOT") else []
    roots.append(Path.home() / ".pyenv")
    roots += [folder.parent for folder in path_folders() if folder.name == "shims"]
    return list(dict.fromkeys(roots))


def newest_first(folder: Path) -> tuple[int, ...]:
    return tuple(-int(number) for number in re.findall(r"\d+", folder.name))


def candidates(minor: int) -> Iterator[Path]:
    """Yield places where a Python 3.<minor> may be."""
    name = f"python3.{minor}"
    for root in pyenv_roots():
        for version in sorted(root.glob(f"versions/3.{minor}.*"), key=newest_first):
            yield version / "bin" / name
    for folder in path_folders():
        if folder.name != "shims":
            yield folder / name
            yield folder / "python3"
    yield Path(sys.executable)


def find_python() -> Path | None:
    """Return the best Python on this machine that the project fits, or None."""
    known: dict[Path, int | None] = {}
    for minor in PREFERRED_MINORS:
        for python in candidates(minor):
            if python.is_file() and python not in known:
                known[python] = minor_of(python)
            if known.get(python) == minor:
                return python
    return None


def environment() -> dict[str, str]:
    """Return our environment as uv should see it."""
    env = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV"}
    env["UV_PROJECT_ENVIRONMENT"] = str(VENV_PYTHON.parent.parent)
    env.setdefault("UV_SYSTEM_CERTS", "true")  # a company's own certificate counts as well
    if not os.access(Path.home(), os.W_OK):
        env.setdefault("UV_CACHE_DIR", str(TOOLS / "cache"))
    return env


def installed_uv(python: Path) -> Path:
    """Return uv in the version we pin, out of a virtual environment of its own."""
    home = TOOLS / "uv"
    uv = home / "bin" / "uv"
    if uv.is_file():
        answer = subprocess.run([str(uv), "--version"], check=False, capture_output=True, text=True)
        if answer.stdout.split()[1:2] == [UV_VERSION]:
            return uv
    say(f"Installing uv {UV_VERSION} into .tools/uv.")
    shutil.rmtree(home, ignore_errors=True)
    try:
        call(python, "-m", "venv", home)
        pip = (home / "bin" / "python", "-m", "pip", "--disable-pip-version-check")
        call(*pip, "install", "--quiet", f"uv=={UV_VERSION}")
    except SetUpFailed as error:
        shutil.rmtree(home, ignore_errors=True)
        raise SetUpFailed(
            f"{error}\nuv could not be installed. On Debian, Python's venv is a package of its"
            " own: apt-get install python3-venv. Otherwise look whether pypi.org can be reached."
        ) from None
    return uv


def prepare() -> None:
    """Make .venv agree with the lock file. A second call takes a fraction of a second."""
    if minor_of(VENV_PYTHON) in PREFERRED_MINORS:
        python: Path | None = VENV_PYTHON
    else:
        python = find_python()
        say(f"Python: {python or f'none fits, uv will fetch {DOWNLOADED_PYTHON}'}")
    uv = installed_uv(Path(sys.executable) if python in (None, VENV_PYTHON) else python)
    call(
        uv,
        *("sync", "--frozen", "--quiet", "--project", ROOT),
        *("--python", python or DOWNLOADED_PYTHON),
        env=environment(),
    )


def main(arguments: list[str]) -> int:
    """Prepare, then become the command; return only when that is impossible."""
    if sys.platform == "win32":
        print("The project runs on Linux and macOS; on Windows use WSL.", file=sys.stderr)
        return 2
    os.chdir(ROOT)
    try:
        prepare()
    except SetUpFailed as error:
        print(error, file=sys.stderr)
        return 1
    env = environment()
    env["PATH"] = os.pathsep.join([str(VENV_PYTHON.parent), env.get("PATH", os.defpath)])
    os.execve(VENV_PYTHON, [str(VENV_PYTHON), "-m", "development", *arguments], env)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
