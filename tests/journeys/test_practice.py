"""A candidate who tries everything before the quiz starts."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from interview.domain import practice
from interview.models import Invitation
from tests.journeys.sitting import Sitting
from tests.troubles import Troubles

pytestmark = pytest.mark.django_db(transaction=True)

WORKING = ("Saving", "Running code", "Submitting", "Indenting", "Input method", "Pasting")


@pytest.fixture
def practised(link) -> str:
    practice.make_quiz(now=timezone.now())
    return link


def go_to_practice(page: Page, link: str) -> Sitting:
    sitting = Sitting(page).open(link)
    page.get_by_role("link", name="Practise").click()
    expect(page.get_by_role("heading", name="Practise first")).to_be_visible()
    return sitting


def type_with_an_input_method(sitting: Sitting, text: str) -> None:
    """Compose a word as an input method does, then take it."""
    sitting.text.click()
    keys = sitting.page.context.new_cdp_session(sitting.page)
    keys.send("Input.imeSetComposition", {"text": text, "selectionStart": 2, "selectionEnd": 2})
    keys.send("Input.insertText", {"text": text})


def paste(page: Page, text: str) -> None:
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.keyboard.press("ControlOrMeta+V")


def test_a_candidate_tries_everything_and_reads_that_it_works(open_page, practised):
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    sitting = go_to_practice(page, practised)
    page.get_by_role("button", name="Start practising").click()
    sitting.go_to("Greet somebody")
    expect(sitting.editor).to_be_visible()
    sitting.type_code("if not name:\n")
    page.keyboard.type("name = 'world'\n")
    page.keyboard.press("Backspace")
    page.keyboard.type("print(f'Hello, {name}')")
    sitting.press("Run")
    expect(page.locator("#trial .run")).to_have_count(2)
    sitting.submit()
    sitting.go_to("Type as you will")
    type_with_an_input_method(sitting, "你好")
    paste(page, "This line was pasted.")
    sitting.expect_saved()

    page.get_by_role("link", name="See what works").click()

    for title in WORKING:
        heading = page.get_by_role("heading", name=f"{title}: works", exact=True)
        expect(heading).to_be_visible()
    expect(page.get_by_text("“你好”")).to_be_visible()
    assert Invitation.objects.get().attempt is None


def test_the_connection_is_measured_and_told_in_words(open_page, practised, troubles: Troubles):
    page = open_page()
    go_to_practice(page, practised)

    page.get_by_role("button", name="Measure").click()
    expect(page.get_by_text("Your connection is good enough.")).to_be_visible()
    expect(page.get_by_role("heading", name="Saving the largest answer: works")).to_be_visible()

    troubles.expect("ERR_INTERNET_DISCONNECTED")
    page.context.set_offline(True)
    page.get_by_role("button", name="Measure again").click()
    expect(page.get_by_text("We could not be reached.")).to_be_visible()


def test_a_slow_line_is_called_slow(open_page, practised):
    page = open_page()
    go_to_practice(page, practised)
    line = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 600, "downloadThroughput": -1, "uploadThroughput": 60_000}
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", slow)

    page.get_by_role("button", name="Measure").click()

    expect(page.get_by_text("Your connection is slow, and will do")).to_be_visible()
    expect(page.get_by_text("Buttons answer a little late.")).to_be_visible()


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_it_at_320_pixels(open_page, practised, axe, color_scheme):
    page = open_page(color_scheme=color_scheme, viewport={"width": 320, "height": 640})
    sitting = go_to_practice(page, practised)
    page.get_by_role("button", name="Measure").click()
    expect(page.get_by_text("Your connection is good enough.")).to_be_visible()

    def look() -> tuple[list[str], int]:
        return axe(page), page.evaluate("document.documentElement.scrollWidth")

    found = [look()]
    page.get_by_role("button", name="Start practising").click()
    expect(page.get_by_role("heading", name="Questions")).to_be_visible()
    found.append(look())
    sitting.look_over()
    sitting.finish()
    found.append(look())

    assert found == [([], 320)] * 3


def test_without_scripts_and_by_keyboard_one_can_practise(open_page, practised):
    page = open_page(java_script_enabled=False)
    page.goto(practised)
    for name in ("Practise", "Start practising"):
        page.locator("a, button").get_by_text(name, exact=True).focus()
        page.keyboard.press("Enter")
    sitting = Sitting(page)
    sitting.go_to("Type as you will")
    sitting.text.fill("好")
    sitting.press("Save")

    page.get_by_role("link", name="See what works").click()

    expect(page.get_by_role("heading", name="Saving: look at this")).to_be_visible()
    expect(page.get_by_role("heading", name="Input method: works")).to_be_visible()
