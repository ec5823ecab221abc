"""`make screenshots`: takes docs/screenshots/ anew, of the demo in a company of its own.

The demo is made in a temporary database and served on a free port, so nobody's
own data is touched or shown.

    picture      who looks at what
    invitation   a candidate at the page behind the link
    question     another one in the middle of a coding question, after Run
    result       an administrator at a result that waits for a decision
    admin        the same at the admin's front page
"""

import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect, sync_playwright

from development.chromium import chromium
from development.editor import build_editor
from development.steps import MANAGE, ROOT, StepFailed, call, say, timed
from tests.journeys.sitting import Sitting
from tests.postgres import free_port

PICTURES = ROOT / "docs" / "screenshots"
LARGEST_BYTES = 250_000  # of a picture: README shows one, and every clone holds all of them

DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
SCREENS: dict[str, dict[str, Any]] = {"": DESKTOP, "-phone": PHONE}

ADMINISTRATOR = ("hanna@example.com", "demo")
INVITED, RUNNING, SCORED = "Marek Dvořák", "Amara Okafor", "Tomás Herrera"
CODING_QUESTION = "Same Message, Other Numbers"

START_SECONDS = 30
STOP_SECONDS = 10
PATIENCE_MS = 30_000


def install_chinese_letters() -> None:
    """Fetch Debian's fonts when we may: some of the demo's names are Chinese."""
    if shutil.which("fc-list") and subprocess.check_output(["fc-list", ":lang=zh-tw"]):
        return
    if os.geteuid() == 0 and shutil.which("apt-get"):
        say("No Chinese font: installing fonts-noto-cjk with apt-get.")
        env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        call("apt-get", "update", "-qq", env=env, quiet=True)
        call("apt-get", "install", "-y", "-qq", "fonts-noto-cjk", env=env, quiet=True)
    else:
        say("No Chinese font: some names will be boxes. On Debian, install fonts-noto-cjk.")


def environment(home: Path, address: str) -> dict[str, str]:
    """Return the settings of a laptop that has no others; jobs are done without a worker."""
    return {
        **os.environ,
        "ENV_FILE": os.devnull,
        "ENVIRONMENT": "local",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": f"sqlite:///{home / 'db.sqlite3'}",
        "TASKS": "immediate",
        "SITE_URL": address,
    }


@contextmanager
def demo_site() -> Iterator[str]:
    """Serve the demo from a temporary directory, and yield its address.

    Raises:
        StepFailed: the server ended, or did not answer in START_SECONDS.
    """
    with tempfile.TemporaryDirectory(prefix="interview-screenshots-") as home:
        host = f"127.0.0.1:{free_port()}"
        address = f"http://{host}"
        env = environment(Path(home), address)
        call(*MANAGE, "migrate", "--verbosity=0", env=env)
        with timed("Demo data"):
            call(*MANAGE, "demo", env=env, quiet=True)
        server = subprocess.Popen(
            [*MANAGE, "runserver", host, "--noreload"],
            cwd=ROOT,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            wait_for(address, server)
            yield address
        finally:
            stop(server)


def wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=START_SECONDS):
                return
        except OSError:
            time.sleep(0.1)  # it does not listen yet
    raise StepFailed(f"The demo could not be served at {address}.")


def stop(server: subprocess.Popen[bytes]) -> None:
    server.send_signal(signal.SIGINT)  # as Ctrl-C does; the grader beside it then ends too
    try:
        server.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def sign_in(page: Page) -> None:
    email, password = ADMINISTRATOR
    page.goto("/admin/")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Today")).to_be_visible()


def open_result(page: Page, name: str) -> None:
    page.goto("/admin/interview/invitation/")
    page.get_by_role("row").filter(has_text=name).get_by_role("link").first.click()
    expect(page.get_by_role("heading", name=name)).to_be_visible()


def link_of(page: Page, name: str) -> str:
    """Return a candidate's link, as an interviewer copies it."""
    open_result(page, name)
    return page.get_by_label("Their link").input_value()


def show_question(page: Page, link: str) -> None:
    """Come back to a running attempt, run the program that stands there, and look at both."""
    sitting = Sitting(page).open(link)
    sitting.resume()
    sitting.go_to(CODING_QUESTION)
    expect(sitting.editor).to_be_visible()
    sitting.press("Run")
    expect(page.locator("#trial .run").first).to_be_visible()
    page.locator(".tools").evaluate("tools => tools.scrollIntoView()")


def take(page: Page, name: str) -> None:
    """Keep what the screen shows.

    Raises:
        StepFailed: the picture is too large to be kept in git.
    """
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path, animations="disabled")
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise StepFailed(f"{path.name} has {size} bytes; {LARGEST_BYTES} are allowed.")
    say(f"{path.relative_to(ROOT)}  {size / 1000:.0f} kB")


def take_all(browser: Browser, address: str) -> None:
    for suffix, screen in SCREENS.items():
        options = {**screen, "base_url": address, "locale": "en-GB", "timezone_id": "Asia/Taipei"}
        staff = browser.new_context(**options).new_page()
        sign_in(staff)
        take(staff, f"admin{suffix}")
        links = {name: link_of(staff, name) for name in (INVITED, RUNNING)}
        open_result(staff, SCORED)
        take(staff, f"result{suffix}")

        candidate = browser.new_context(**options).new_page()
        Sitting(candidate).open(links[INVITED])
        take(candidate, f"invitation{suffix}")
        show_question(candidate, links[RUNNING])
        take(candidate, f"question{suffix}")


def main() -> int:
    install_chinese_letters()
    build_editor()
    PICTURES.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=PATIENCE_MS)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    try:
        program = chromium()
        with demo_site() as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=as_root)
            take_all(browser, address)
            browser.close()
    except StepFailed as error:
        say(str(error))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
