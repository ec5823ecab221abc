"""What the candidate's pages promise on every one of them: keyboard, bad lines, narrow screens."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Error, Page, Response, expect

from quizzes.models import Answer
from tests.factories import ECHO
from tests.journeys.accessibility import serious
from tests.journeys.sitting import Sitting
from tests.troubles import Troubles

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = {"viewport": {"width": 320, "height": 640}}
"""WCAG 2.2, 1.4.10: 320 CSS pixels are what 1280 are at a zoom of 400 %."""

STRICT_POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'nonce-…'",
    "img-src": "'self' data:",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def every_page(page: Page, link: str, troubles: Troubles) -> Iterator[str]:
    """Walk through the quiz, and name each page while it is shown."""
    sitting = Sitting(page)
    troubles.expect("status of 404 .*nobody-knows-this")
    troubles.expect("status of 410")
    page.goto("/")
    yield "front page"
    page.goto("/i/nobody-knows-this/")
    yield "unknown link"
    sitting.open(link)
    yield "invitation"
    sitting.start()
    yield "attempt"
    sitting.go_to("Echo")
    sitting.type_code(ECHO)
    expect(sitting.run("my own\n")).to_have_count(2)
    expect(sitting.submit()).to_have_text("1 of 1 sample passed")
    yield "coding question"
    for title in ("Which one", "Which ones", "Why"):
        sitting.go_to(title)
        yield f"question {title}"
    sitting.look_over()
    expect(page.get_by_role("button", name="Finish now")).to_be_visible()
    yield "finish"
    sitting.finish()
    yield "finished attempt"
    page.goto(link)
    yield "used link"


@pytest.fixture
def at_work(open_page, link) -> Sitting:
    """A candidate before the coding question, with the editor ready."""
    sitting = Sitting(open_page())
    sitting.open(link)
    sitting.start()
    sitting.go_to("Echo")
    expect(sitting.editor).to_be_visible()
    return sitting


def test_tab_indents_and_after_escape_leaves_the_editor(at_work):
    at_work.editor.click()

    at_work.page.keyboard.press("Tab")
    at_work.page.keyboard.type("x")
    assert at_work.code() == "    x"
    expect(at_work.editor).to_be_focused()

    at_work.page.keyboard.press("Escape")
    at_work.page.keyboard.press("Tab")
    expect(at_work.page.locator("summary", has_text="How your program is run")).to_be_focused()
    assert at_work.code() == "    x"


def test_what_is_typed_while_the_line_is_cut_is_saved_when_it_is_back(at_work, troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED")

    at_work.page.context.set_offline(True)
    at_work.type_code("offline = True")
    expect(at_work.save_state).to_have_text(re.compile("^Offline, trying again"))
    assert Answer.objects.get(number=1).text == ""

    at_work.page.context.set_offline(False)
    at_work.expect_saved()
    assert Answer.objects.get(number=1).text == "offline = True"


def test_what_was_typed_offline_outlives_a_crash_and_is_saved_afterwards(at_work, troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    context, address = at_work.page.context, at_work.page.url
    context.set_offline(True)
    at_work.type_code("kept = True")
    expect(at_work.save_state).to_have_text(re.compile("^Offline, trying again"))

    with pytest.raises(Error, match="crash"):  # unlike a reload, it leaves no time for a last save
        at_work.page.goto("chrome://crash")
    at_work.page.close()
    assert Answer.objects.get(number=1).text == ""
    context.set_offline(False)
    again = Sitting(context.new_page())
    again.page.goto(address)

    expect(again.editor).to_have_text("kept = True")
    again.expect_saved()
    assert Answer.objects.get(number=1).text == "kept = True"


def test_no_page_scrolls_sideways_at_320_pixels(open_page, link, troubles):
    page = open_page(**NARROW)

    widths = {name: width_of(page) for name in every_page(page, link, troubles)}

    assert {name: width for name, width in widths.items() if width > 320} == {}


def width_of(page: Page) -> int:
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_on_any_page(open_page, link, troubles, axe, color_scheme):
    page = open_page(color_scheme=color_scheme)

    found = {name: serious(axe(page)) for name in every_page(page, link, troubles)}

    assert {name: findings for name, findings in found.items() if findings} == {}


def test_every_page_is_sent_with_the_strict_policy(open_page, link, troubles):
    page = open_page()
    policies: list[dict[str, str]] = []

    def remember(response: Response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            policies.append(policy_of(response))

    page.on("response", remember)
    pages = list(every_page(page, link, troubles))

    assert policies == [STRICT_POLICY] * len(pages)


def policy_of(response: Response) -> dict[str, str]:
    """Return the directives of a page's Content-Security-Policy, its nonce left out."""
    header = response.headers.get("content-security-policy", "")
    parts = [part.strip().partition(" ") for part in header.split(";") if part.strip()]
    return {name: re.sub(r"nonce-[\w+/=-]+", "nonce-…", value) for name, _, value in parts}
