"""The watch over browser tests must itself be seen to see."""

import pytest
from playwright.sync_api import Browser, Page

from tests.troubles import Troubles

POLICY = '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'">'


@pytest.fixture
def watched(browser: Browser) -> tuple[Page, Troubles]:
    troubles = Troubles()
    context = browser.new_context()
    troubles.watch(context)
    return context.new_page(), troubles


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>console.error('the cat is out')</script>", "the cat is out"),
        ("<script>throw new Error('no such cat')</script>", "no such cat"),
        (f"{POLICY}<style>body {{ color: red }}</style>", "Content Security Policy"),
        ("<img src='http://127.0.0.1:1/cat.png'>", "failed: GET http://127.0.0.1:1/cat.png"),
    ],
    ids=["console error", "exception", "policy breached", "failed request"],
)
def test_trouble_in_a_page_is_heard(watched, html, said):
    page, troubles = watched

    page.set_content(html, wait_until="load")
    page.wait_for_timeout(100)

    assert any(said in line for line in troubles.unexpected())


def test_what_a_test_expects_is_no_trouble(watched):
    page, troubles = watched
    troubles.expect("out, as planned$|as planned \\(")

    page.set_content("<script>console.error('the cat is out, as planned')</script>")
    page.wait_for_timeout(100)

    assert troubles.seen != []
    assert troubles.unexpected() == []


def test_a_quiet_page_has_no_troubles(watched):
    page, troubles = watched

    page.set_content("<h1>A cat asleep</h1><script>console.log('purr')</script>")
    page.wait_for_timeout(100)

    assert troubles.seen == []
