"""A place where a user without rights can run the grader's tests.

The grader does other things as root than as anybody else, so its tests run as
both. A private home hides the interpreter and perhaps the checkout from other
users, and its rights are not ours to change: what is needed is copied to a
temporary directory that everybody may read.

    /tmp/grader-xxxxxxxx/    root's, mode 0755
        home/                the user's own, where everything it writes goes
        py/                  the interpreter and its standard library
        project/             grading/, tests/, and the demo's problem packages
    .tools/strangers/        kept between runs; below the temporary directory if private
        packages-.../        pytest, hypothesis, Go: group `grading` of the lock file
        rust-.../            the Rust compiler, if it is in a private home
"""

import compileall
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from development.steps import ROOT, TOOLS, StepFailed, call
from development.toolchains import kept, open_path_folders, readable_by_all, rust_for_all
from grading.sandbox.sweeping import ipc

# Above the users of Debian (to 59999) and below systemd's dynamic ones (from 61184).
USER_IDS = range(60100, 61000)
PLACES: list[socket.socket] = []  # of the user ids that are ours
PREFIX = "grader-"
SHARED_PLACES = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 -- these are what is cleaned

PROJECT = ("grading", "tests", "quizzes/demo", "benchmarks")
UNUSED_LIBRARY = shutil.ignore_patterns(
    "site-packages", "dist-packages", "test", "tests", "idlelib", "tkinter",
    "turtledemo", "ensurepip", "pydoc_data", "config-3*", "*.a",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Stranger:
    """A user with no name, no processes and no files but a home of its own.

    Not nobody: the grader's tests end all processes of their user, and other
    programs may run as nobody.

    path: folders of programs, those of the toolchains first.
    """

    user_id: int
    python: Path
    project: Path
    home: Path
    packages: Path
    path: tuple[Path, ...]

    def command(self, *arguments: str) -> list[str]:
        return [str(self.python), *arguments]

    def under_lambdas_rules(self, command: list[str]) -> list[str]:
        """Return what root starts, in the project's folder, to run a command as in Lambda."""
        double = (sys.executable, "-m", "tests.lambda_double", "--user-id", str(self.user_id))
        return [*double, "--", *command]

    def environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in ("CI", "LANG", "TERM") if name in os.environ}
        return {
            **kept,
            "PATH": os.pathsep.join(map(str, self.path)),
            "HOME": str(self.home),
            "TMPDIR": str(self.home),
            "USER": "stranger",
            "LOGNAME": "stranger",
            "PYTHONPATH": str(self.packages),
            "GRADING_PACKAGES": str(self.packages),
            "PYTHONDONTWRITEBYTECODE": "1",
            "HYPOTHESIS_STORAGE_DIRECTORY": str(self.home / "hypothesis"),
        }


def running_processes() -> Iterator[tuple[int, int]]:
    """Yield the process id and the real user id of everything that runs on this machine.

    The owner of the folder in /proc would not do: that of an unreadable process is root.
    Source: proc_pid_status(5).
    """
    for status in Path("/proc").glob("[0-9]*/status"):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended since
            lines = dict(line.split(":\t", 1) for line in status.read_text().splitlines())
            if not lines["State"].startswith("Z"):
                yield int(status.parent.name), int(lines["Uid"].split()[0])


def unused_user_id() -> int:
    """Return a user id that no account and no process of this machine has, ours until we end.

    A socket without a file holds the place, for two of us may look at the same time.
    """
    known = {account.pw_uid for account in pwd.getpwall()}
    known.update(user_id for _, user_id in running_processes())
    for number in USER_IDS:
        place = socket.socket(socket.AF_UNIX)
        try:
            place.bind(f"\0interview-user-{number}")
        except OSError:  # somebody else's
            place.close()
            continue
        if number not in known:
            PLACES.append(place)
            return number
        place.close()
    raise StepFailed("Every user id for tests is taken: end what still runs under them.")


def end_processes(user_id: int) -> list[int]:
    """Kill what still runs under a user id of ours; return the process ids."""
    left = [process for process, owner in running_processes() if owner == user_id]
    for process in left:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
    return left


def remove_belongings(user_id: int) -> None:
    """Remove what a user id of ours has left: System V objects, and files in shared places."""
    for found in ipc.new(ipc.nothing(), owner=user_id):
        ipc.remove(found)
    for place in map(Path, SHARED_PLACES):
        for path in place.iterdir() if place.is_dir() else ():
            with suppress(FileNotFoundError):
                if path.lstat().st_uid == user_id:
                    if path.is_dir() and not path.is_symlink():
                        shutil.rmtree(path, ignore_errors=True)
                    else:
                        path.unlink()


def move_library_path(program: Path, old: Path, new: Path) -> None:
    """Let a copied program look for its shared libraries in the copied folder.

    LD_LIBRARY_PATH would do for us, but the grader starts the interpreter again with
    an empty environment, and $ORIGIN means nothing to a program run from a memfd. So
    the path is written over where the file keeps it, which needs a new one no longer
    than the old. Source: ELF specification, DT_RUNPATH and string tables.
    """
    before, after = (b"\0" + os.fsencode(path) + b"\0" for path in (old, new))
    content = program.read_bytes()
    if before not in content:
        return  # linked statically, or it finds its library by itself
    if len(after) > len(before):
        raise StepFailed(f"{program} cannot be moved to {new}: the path is too long for its file.")
    program.write_bytes(content.replace(before, after.ljust(len(before), b"\0")))


def copy_interpreter(original: Path, place: Path) -> Path:
    """Copy a Python and its library, without what tests never import: about 70 MB, under 1 s."""
    prefix = original.parent.parent
    version = original.name  # python3.x, as the folder of its library
    (place / "bin").mkdir(parents=True)
    python = place / "bin" / version
    shutil.copy2(original, python)
    shutil.copytree(
        prefix / "lib" / version, place / "lib" / version, symlinks=True, ignore=UNUSED_LIBRARY
    )
    for library in (prefix / "lib").glob("libpython3*.so*"):
        shutil.copy2(library, place / "lib", follow_symlinks=False)
    move_library_path(python, prefix / "lib", place / "lib")
    return python


def interpreter_for(user_id: int, place: Path, python: Path = Path(sys.executable)) -> Path:
    """Return a Python, by default .venv's, or a copy of it when this user cannot run it there."""
    python = python.resolve()
    try:
        subprocess.run(
            [python, "-I", "-c", "import ctypes, json, ssl"],
            user=user_id,
            group=user_id,
            extra_groups=[],
            cwd="/",
            env={},
            check=True,
            capture_output=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return copy_interpreter(python, place)
    return python


def installed_packages(otherwise: Path) -> Path:
    """Return a folder with the group `grading` as locked, installed now if it is not there."""
    uv = TOOLS / "uv" / "bin" / "uv"
    export = ("export", "--frozen", "--quiet", "--only-group", "grading", "--no-emit-project")
    locked = subprocess.run(
        [uv, *export], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    ).stdout

    def make(folder: Path) -> None:
        requirements = folder / "requirements.txt"
        requirements.write_text(locked)
        call(
            uv, "pip", "install", "--quiet", "--python", sys.executable,
            "--target", folder, "--requirements", requirements, "--link-mode=copy",
            "--compile-bytecode", quiet=True,
        )  # fmt: skip
        readable_by_all(folder)

    version = hashlib.sha256((sys.version + locked).encode()).hexdigest()[:16]
    return kept("packages", version, make, otherwise=otherwise)


def copy_project(place: Path) -> None:
    """Copy what the tests read, compiled, since the Pythons they start may not write here."""
    for name in PROJECT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    compileall.compile_dir(place / "grading", quiet=1)


@contextmanager
def stranger() -> Iterator[Stranger]:
    """Yield a user without rights and what it needs; remove all of it afterwards. For root only."""
    place = Path(tempfile.mkdtemp(prefix=PREFIX))
    place.chmod(0o755)
    user_id = unused_user_id()
    try:
        home = place / "home"
        home.mkdir(mode=0o700)
        os.chown(home, user_id, user_id)
        copy_project(place / "project")
        python = interpreter_for(user_id, place / "py")
        for copy in (place / "project", place / "py"):
            if copy.is_dir():
                readable_by_all(copy)
        packages = installed_packages(place)
        rust = rust_for_all(place)
        # The command `go` of its wheel is a script for our own Python, so behind what it starts.
        tools = [*([rust] if rust else []), packages / "go" / "bin", packages / "bin"]
        path = [*tools, *open_path_folders()]
        yield Stranger(user_id, python, place / "project", home, packages, tuple(path))
    finally:
        end_processes(user_id)
        remove_belongings(user_id)
        shutil.rmtree(place, ignore_errors=True)
