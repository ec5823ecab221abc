"""What every test of the site may ask for: a Chromium, its troubles, and axe's opinion.

The grader's tests are run without this file and without Django.
"""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, Playwright

from development.chromium import find_chromium
from tests.troubles import Troubles

pytest_plugins = ("tests.skips", "tests.cast", "tests.unhurried")

BROWSER_FIXTURES = {"page", "context", "browser", "new_context", "desktop", "phone"}
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}

# Chromium on its own asks its maker for updates and lists; a test asks nobody.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

# From 1440 pixels on the admin shows its sidebar without being asked.
DESKTOP = {"viewport": {"width": 1440, "height": 900}}
PHONE = "Pixel 7"

type OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what drives a browser and what asks the database, for `-m` to tell them apart."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if BROWSER_FIXTURES & fixtures:
            item.add_marker("browser")
        if DATABASE_FIXTURES & fixtures or item.get_closest_marker("django_db"):
            item.add_marker("database")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is not installed; `make test` does that.")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": path, "args": [*QUIET, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], live_server: Any) -> dict[str, Any]:
    """Let `page.goto("/")` mean the live server; the reader's clock stands in Taipei."""
    return {
        **browser_context_args,
        "base_url": live_server.url,
        "locale": "en-GB",
        "timezone_id": "Asia/Taipei",
    }


@pytest.fixture
def troubles() -> Iterator[Troubles]:
    """Collect what goes wrong in the test's pages, and fail the test over it at the end.

    A test that provokes something says so: ``troubles.expect("status of 409")``.
    """
    troubles = Troubles()
    yield troubles
    assert troubles.unexpected() == []


@pytest.fixture
def context(context: BrowserContext, troubles: Troubles) -> BrowserContext:
    """A browser context, watched: `page` and `new_context` follow from pytest-playwright."""
    troubles.watch(context)
    return context


@pytest.fixture
def open_page(
    browser: Browser, browser_context_args: dict[str, Any], troubles: Troubles
) -> Iterator[OpenPage]:
    """Open watched pages of different people: each call has its own cookies.

    Takes what ``browser.new_context`` takes, to be laid over the usual.
    """
    contexts: list[BrowserContext] = []

    def open_page(**options: Any) -> Page:
        context = browser.new_context(**{**browser_context_args, **options})
        contexts.append(context)
        troubles.watch(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def desktop(open_page: OpenPage) -> Page:
    return open_page(**DESKTOP)


@pytest.fixture
def phone(open_page: OpenPage, playwright: Playwright) -> Page:
    device = dict(playwright.devices[PHONE])
    device.pop("default_browser_type", None)
    return open_page(**device)


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    """Return a function that lists what axe-core finds wrong with a page, as one line each."""

    def findings(page: Page) -> list[str]:
        violations = Axe().run(page).response["violations"]
        return [
            f"{violation['id']} ({violation['impact']}): {node['target']}"
            for violation in violations
            for node in violation["nodes"]
        ]

    return findings
