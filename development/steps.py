"""Running one program after another, and telling the reader how it went."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parent.parent
TOOLS = ROOT / ".tools"
PYTHON = sys.executable  # the one of .venv
CLEAN_UP_SECONDS = 20  # a guess: a browser and a database end in two
MANAGE = (PYTHON, "manage.py")


class StepFailed(Exception):
    """A program that we need failed, or the machine lacks something; the message says which."""


def say(sentence: str) -> None:
    """Print a line of ours, told apart from what programs print."""
    print(f"\033[1m{sentence}\033[0m" if sys.stdout.isatty() else sentence, flush=True)


def call(
    *command: str | Path,
    cwd: Path = ROOT,
    env: Mapping[str, str] | None = None,
    quiet: bool = False,
) -> None:
    """Run a program to its end; a quiet one is heard only when it fails.

    Raises:
        StepFailed: its exit status was not 0.
    """
    words = [str(part) for part in command]
    done = subprocess.run(
        words,
        cwd=cwd,
        env=env,
        check=False,
        stdout=subprocess.PIPE if quiet else None,
        stderr=subprocess.STDOUT if quiet else None,
        text=True,
    )
    if done.returncode != 0:
        raise StepFailed(
            f"{done.stdout or ''}This failed with exit status {done.returncode}: {' '.join(words)}"
        )


def exit_status(command: Sequence[str | Path], **options: Any) -> int:
    """Run a program that cleans up after itself, and return its exit status.

    When we are told to end, it hears of it as of Ctrl-C and has CLEAN_UP_SECONDS;
    subprocess.call() would kill it after a quarter of a second. Options are Popen's.
    """
    process = subprocess.Popen([str(part) for part in command], **options)
    try:
        return process.wait()
    except BaseException as reason:
        if not isinstance(reason, KeyboardInterrupt):  # the terminal has told it as well
            process.send_signal(signal.SIGINT)
        try:
            process.wait(CLEAN_UP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise


@contextmanager
def timed(name: str) -> Iterator[None]:
    """Say what a piece of work took when it is done."""
    start = time.monotonic()
    yield
    say(f"{name}: {time.monotonic() - start:.1f} s")


def files_under(folder: Path, *, without: Sequence[str] = ()) -> list[Path]:
    """Return the files below a folder in order, leaving out folders with these names."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not set(path.relative_to(folder).parts) & set(without)
    )


def leave(number: int, frame: FrameType | None) -> NoReturn:
    """End, at a signal, by way of every `finally`, so that nothing we started stays behind."""
    raise SystemExit(128 + number)
