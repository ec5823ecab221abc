"""`make lint`: everything about the sources that a program can see."""

import os
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from development.editor import build_editor
from development.steps import MANAGE, PYTHON, ROOT, TOOLS, files_under, say

UV = str(TOOLS / "uv" / "bin" / "uv")
PACKAGES = ("accounts", "interview", "quizzes", "grading", "development", "deploy")
TYPED = (*PACKAGES, "dev.py", "tests/postgres.py", "tests/skips.py")
REQUIREMENTS = ROOT / "requirements.txt"
EXPORT = (UV, "export", "--frozen", "--no-dev", "--no-header", "--quiet")
AT_ONCE = 2

type Finding = str  # what is wrong, in the tool's own words; empty when all is well


def heard(*command: str) -> Finding:
    """Run a tool and return what it says when it objects."""
    env = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "NO_COLOR": "1"}
    done = subprocess.run(
        command, cwd=ROOT, env=env, check=False, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    return done.stdout or f"exit status {done.returncode}" if done.returncode != 0 else ""


def module(name: str, *arguments: str) -> Finding:
    return heard(PYTHON, "-m", name, *arguments)


def script(name: str) -> str:
    """Return a tool that cannot be started with -m."""
    return str(Path(PYTHON).with_name(name))


def templates() -> Finding:
    """Look at the templates as Django's own formatter would have them."""
    pages = [str(path) for path in files_under(ROOT / "templates") if path.suffix == ".html"]
    return heard(script("djade"), "--check", "--target-version", "6.1", *pages)


def requirements() -> Finding:
    """Compare requirements.txt, which Lambda runs, with the lock file."""
    exported = subprocess.run(EXPORT, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    if REQUIREMENTS.read_text() == exported:
        return ""
    command = " ".join(("uv", *EXPORT[1:], "--output-file", REQUIREMENTS.name))
    return f"{REQUIREMENTS.name} and uv.lock disagree. Write it anew:\n{command}\n"


CHECKS: dict[str, Callable[[], Finding]] = {
    "types": lambda: module("mypy", *TYPED),
    "style": lambda: module("ruff", "check", "--quiet", "."),
    "format": lambda: module("ruff", "format", "--check", "--quiet", "."),
    "who imports whom": lambda: heard(script("lint-imports"), "--no-logo"),
    "templates": templates,
    "settings": lambda: heard(*MANAGE, "check", "--fail-level", "WARNING"),
    "migrations": lambda: heard(*MANAGE, "makemigrations", "--check", "--dry-run"),
    "lock file": lambda: heard(UV, "lock", "--check", "--quiet"),
    "requirements.txt": requirements,
}


def timed_check(check: Callable[[], Finding]) -> tuple[Finding, float]:
    start = time.monotonic()
    finding = check()
    return finding, time.monotonic() - start


def lint() -> int:
    """Run every check, two at a time, and tell all findings rather than the first."""
    build_editor()  # Django's own check misses the folder otherwise
    failed: list[str] = []
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = {name: pool.submit(timed_check, check) for name, check in CHECKS.items()}
        for name, answer in answers.items():
            finding, seconds = answer.result()
            say(f"{'FAILED' if finding else 'fine'}  {seconds:5.1f} s  {name}")
            if finding:
                failed.append(name)
                print(finding, flush=True)
    say(f"make lint: {'failed: ' + ', '.join(failed) if failed else 'nothing to say'}")
    return 1 if failed else 0
