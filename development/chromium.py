"""Finds a Chromium for the browser tests, and installs one where there is none."""

import os
import shutil
from pathlib import Path

from development.steps import PYTHON, StepFailed, call, say

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")


def playwrights_own() -> str | None:
    """Return the browser that `playwright install chromium` fetched, if it did."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None


def find_chromium() -> str | None:
    """Return the path of a Chromium on this machine: $CHROMIUM, PATH, the Mac's, Playwright's."""
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        return chosen
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None and MAC.is_file():
        found = str(MAC)
    return found or playwrights_own()


def install_chromium() -> None:
    """Install Debian's Chromium when we may, else the one that Playwright offers."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("No Chromium on PATH: installing it with apt-get.")
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        call("apt-get", "update", "-qq", env=env, quiet=True)
        call("apt-get", "install", "-y", "-qq", "chromium", env=env, quiet=True)
    else:
        say("No Chromium on PATH: fetching one with Playwright.")
        call(PYTHON, "-m", "playwright", "install", "chromium", quiet=True)


def chromium() -> str:
    """Return the path of a Chromium, installed now if need be.

    Raises:
        StepFailed: there is none, and none could be installed.
    """
    if find_chromium() is None:
        install_chromium()
    found = find_chromium()
    if found is None:
        raise StepFailed("Chromium was installed but cannot be found; set CHROMIUM to its path.")
    return found
