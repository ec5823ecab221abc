"""AWS on this machine: ministack, with its functions where Lambda's rules hold.

    root, a test --boto3--> ministack --exec--> functions --> PostgreSQL of the test
                            `--------- a user without rights,
                                       under tests.lambda_double ---------'

Everything that the emulator starts is in one PID namespace and ends with it; all files
are in one temporary directory. Who is not root runs it as himself, without the double.

What it is not: any process of one function can reach those of another, since all
have one user. A request without credentials counts as the account's root.
"""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree
from typing import Any
from urllib.request import ProxyHandler, build_opener

import boto3

from development.emulator import installed_emulator
from development.lambda_python import lambda_python
from development.steps import ROOT
from development.toolchains import readable_by_all
from development.unprivileged import (
    end_processes,
    interpreter_for,
    remove_belongings,
    unused_user_id,
)
from tests.postgres import free_port

ACCOUNT = "123456789012"  # the one of AWS's own documentation
REGION = "us-east-1"
START_SECONDS = 60  # a guess: 1 s here, but a busy machine may be slow
STOP_SECONDS = 20
ATTEMPTS = 3  # somebody may take the free port between our look and the emulator's

# The functions' Python, unreadable like the one that the grader makes of Lambda's own
# runtime: the emulator has no Runtime API, by which the grader's handler knows Lambda.
FUNCTION_PYTHON = """#!{python} -IS
import os, sys
sys.path.insert(0, {modules!r})
from grading.sandbox.unreadable import become
become([sys.executable, *sys.argv[1:]], keep=tuple(os.environ))
"""

MAIN = """
import sys
sys.executable = sys.argv.pop(1)
from ministack.app import main
main()
"""


class EmulatorUnavailable(Exception):
    """The emulator could not be started; the message holds the end of its log."""


@dataclass(frozen=True, slots=True)
class Emulator:
    """A running emulator.

    log: the file with what it, though not the functions, has printed.
    temporary: its TMPDIR and that of the functions.
    """

    endpoint_url: str
    log: Path
    temporary: Path
    account: str = ACCOUNT
    region: str = REGION

    def environment(self) -> dict[str, str]:
        """Return the variables by which boto3 and Zappa find it, as the account's root."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": self.region,
            "AWS_CONFIG_FILE": os.devnull,
            "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def client(self, service: str, key: str = "test", secret: str = "test") -> Any:
        """Return boto3's client for a service, by default as the account's root."""
        return boto3.client(
            service,
            endpoint_url=self.endpoint_url,
            region_name=self.region,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
        )


@contextmanager
def running_emulator(*, enforce_iam: bool = True) -> Iterator[Emulator]:
    """Start the emulator on a free port of 127.0.0.1; leave nothing of it behind.

    The first call on a machine installs it. The functions run on Lambda's Python, find boto3
    and reach what listens on 127.0.0.1.

    Raises:
        EmulatorUnavailable: it did not start.
        StepFailed: it could not be installed.
    """
    with ExitStack() as afterwards:
        place = Path(tempfile.mkdtemp(prefix="emulator-"))
        afterwards.callback(rmtree, place, ignore_errors=True)
        place.chmod(0o755)
        user_id = unused_user_id() if os.geteuid() == 0 else None
        if user_id is not None:
            afterwards.callback(remove_belongings, user_id)
            afterwards.callback(end_processes, user_id)
        server = Server(place, user_id, enforce_iam=enforce_iam)
        afterwards.callback(server.stop)
        yield Emulator(server.start(), server.log, server.temporary)


class Server:
    """One emulator, in one directory, with a user of its own if we are root."""

    def __init__(self, place: Path, user_id: int | None, *, enforce_iam: bool) -> None:
        self.log = place / "log"
        self.home = place / "home"
        self.temporary = self.home / "tmp"
        self._user_id = user_id
        self._enforce_iam = enforce_iam
        self._packages = installed_emulator(otherwise=place)
        self._python = lambda_python()
        for folder in (self.home, self.temporary):
            folder.mkdir(mode=0o700)
        if user_id is not None:
            self._python = interpreter_for(user_id, place / "py", self._python)
            for folder in (self.home, self.temporary):
                os.chown(folder, user_id, user_id)
        self._function_python = self._make_function_python(place / "modules")
        readable_by_all(self._function_python.parent)
        self._process: subprocess.Popen[bytes] | None = None

    def _make_function_python(self, modules: Path) -> Path:
        copytree(ROOT / "grading", modules / "grading", ignore=ignore_patterns("__pycache__"))
        path = modules / "python"
        path.write_text(FUNCTION_PYTHON.format(python=self._python, modules=str(modules)))
        path.chmod(0o755)
        return path

    def _command(self) -> list[str]:
        emulator = [str(self._python), "-P", "-c", MAIN, str(self._function_python)]
        if self._user_id is None:
            return emulator
        double = [sys.executable, "-m", "tests.lambda_double", "--user-id", str(self._user_id)]
        # The double needs our folder to start in, and the emulator one that it may enter.
        return [*double, "--", "env", f"--chdir={self.home}", *emulator]

    def _environment(self, port: int) -> dict[str, str]:
        """Return all that the emulator gets from us; the functions inherit it."""
        return {
            "PATH": os.defpath,
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "PYTHONPATH": str(self._packages),
            "PYTHONDONTWRITEBYTECODE": "1",
            "AUTH": str(self._enforce_iam).lower(),
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "MINISTACK_HOST": "127.0.0.1",
            "MINISTACK_ACCOUNT_ID": ACCOUNT,
            "MINISTACK_REGION": REGION,
            "LAMBDA_EXECUTOR": "local",
            "SFTP_ENABLED": "0",
            "IOT_MTLS_ENABLED": "0",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    def start(self) -> str:
        """Start serving and return the address for boto3."""
        for _ in range(ATTEMPTS):
            port = free_port()
            with self.log.open("wb") as log:
                self._process = subprocess.Popen(
                    self._command(),
                    cwd=ROOT if self._user_id is not None else self.home,
                    env=self._environment(port),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=subprocess.STDOUT,
                    start_new_session=True,  # Ctrl-C is ours to hear; we stop it when we are done
                )
            address = f"http://127.0.0.1:{port}"
            if self._answers(address):
                return address
            self.stop()
        raise EmulatorUnavailable(self.log.read_text(errors="replace")[-4000:])

    def _answers(self, address: str) -> bool:
        """Wait until the emulator is ready; false when it ended or time ran out."""
        assert self._process is not None
        ask = build_opener(ProxyHandler({})).open  # no proxy: it is on this machine
        deadline = time.monotonic() + START_SECONDS
        while self._process.poll() is None and time.monotonic() < deadline:
            with suppress(OSError):  # it does not listen yet
                if ask(f"{address}/_ministack/ready", timeout=START_SECONDS).status == 200:
                    return True
            time.sleep(0.05)
        return False

    def stop(self) -> None:
        """End the emulator and all that it started. A second call does nothing."""
        if self._process is None:
            return
        with suppress(ProcessLookupError):
            if self._user_id is None:
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.terminate()  # the double then ends its PID namespace
        self._process.wait(STOP_SECONDS)
        self._process = None
