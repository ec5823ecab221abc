"""`make run`: the site, the worker and the minute's sweep, side by side until Ctrl-C."""

import os
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from itertools import cycle

from development.editor import build_editor
from development.steps import MANAGE, ROOT, StepFailed, call, say, timed

DOTENV = ROOT / ".env"
ADDRESS = "127.0.0.1"
GRACE_SECONDS = 10  # for the worker to end the grading in hand
COLOURS = (36, 35, 33)


def write_dotenv() -> None:
    """Write the settings of a laptop once; what somebody wrote is left alone."""
    if DOTENV.exists():
        return
    descriptor = os.open(DOTENV, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(
            "# Written by make setup; git ignores it. docs/operations.md explains each setting.\n"
            "ENVIRONMENT=local\n"
            f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        )
    say("Wrote .env with ENVIRONMENT=local and a new secret key.")


def refuse_taken_port(port: int) -> None:
    """Raise StepFailed when somebody listens on the port already."""
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((ADDRESS, port))
        except OSError as error:
            raise StepFailed(
                f"Port {port} cannot be used ({error.strerror}). "
                "Choose another, say: make run PORT=8100"
            ) from None


def site_address(port: int) -> str:
    return f"http://{ADDRESS}:{port}"


def set_up(port: int) -> None:
    """Do all that serving needs. A second call finds it done and changes nothing."""
    os.environ.setdefault("SITE_URL", site_address(port))
    build_editor()
    write_dotenv()
    call(*MANAGE, "migrate", "--verbosity=0")
    with timed("Demo data"):
        call(*MANAGE, "demo")


class Companion:
    """One of the programs that run side by side, in a process group of its own."""

    def __init__(self, name: str, command: Sequence[str], *, colour: int) -> None:
        self.name = name
        self.prefix = f"{name:>6} | "
        if sys.stdout.isatty():
            self.prefix = f"\033[{colour}m{self.prefix}\033[0m"
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", "DJANGO_RUNSERVER_HIDE_WARNING": "true"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # Ctrl-C reaches us alone, and the autoreloader's child ends with its parent.
            start_new_session=True,
        )
        self.reader = threading.Thread(target=self.pass_on, daemon=True)
        self.reader.start()

    def pass_on(self) -> None:
        """Print the program's lines as they come, each with its name before it."""
        for line in self.process.stdout or ():
            sys.stdout.write(self.prefix + line)
            sys.stdout.flush()

    def signal_group(self, number: signal.Signals) -> None:
        with suppress(ProcessLookupError):  # all of it has ended already
            os.killpg(self.process.pid, number)

    def end(self, deadline: float) -> None:
        """Wait until the deadline, then end what is left of the group by force."""
        try:
            self.process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{self.name} does not end by itself and is killed.")
        self.signal_group(signal.SIGKILL)
        self.process.wait()
        self.reader.join(timeout=1)


def first_to_end(companions: list[Companion]) -> Companion:
    """Wait until one of them ends, which none should, and return it."""
    while True:
        for companion in companions:
            if companion.process.poll() is not None:
                return companion
        time.sleep(0.2)


def side_by_side(commands: Mapping[str, Sequence[str]]) -> int:
    """Run programs until Ctrl-C (exit status 0) or until one of them ends by itself (1)."""
    companions: list[Companion] = []
    try:
        for colour, (name, command) in zip(cycle(COLOURS), commands.items(), strict=False):
            companions.append(Companion(name, command, colour=colour))
        ended = first_to_end(companions)
        say(f"{ended.name} ended with exit status {ended.process.returncode}; so do the others.")
        return 1
    except KeyboardInterrupt:
        say("Ending.")
        return 0
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough; GRACE_SECONDS bound the rest
        deadline = time.monotonic() + GRACE_SECONDS
        for companion in companions:
            companion.signal_group(signal.SIGTERM)
        for companion in companions:
            companion.end(deadline)


def serve(port: int) -> int:
    say(f"Open {site_address(port)}/ . Interviewers enter at {site_address(port)}/admin/ with the")
    say("login that the demo named above. Ctrl-C ends everything.")
    return side_by_side(
        {
            "web": (*MANAGE, "runserver", f"{ADDRESS}:{port}"),
            "worker": (*MANAGE, "db_worker", "--interval=0.2", "--no-startup-delay"),
            "sweep": (*MANAGE, "sweep", "--forever"),
        }
    )


def run(port: int) -> int:
    refuse_taken_port(port)
    with timed("Ready after"):
        set_up(port)
    return serve(port)
