"""A browser in which nobody works any more learns it by itself, within a minute."""

import pytest
from playwright.sync_api import expect

from tests.journeys.sitting import Sitting

pytestmark = pytest.mark.django_db(transaction=True)

A_MINUTE_MS = 59_000


@pytest.fixture
def laptop(open_page, link) -> Sitting:
    """A candidate's laptop, whose timers a test can move on."""
    laptop = Sitting(open_page())
    laptop.page.clock.install()
    laptop.open(link)
    laptop.start()
    return laptop


def with_script(sitting: Sitting) -> Sitting:
    """Wait for the script: before it runs, there is no timer to move on."""
    expect(sitting.page.get_by_role("button", name="Settings")).to_be_visible()
    return sitting


def test_a_question_left_open_on_the_laptop_is_only_to_be_read(laptop, link, phone):
    laptop.go_to("Why")
    with_script(laptop)
    Sitting(phone).open(link).resume()

    laptop.page.clock.run_for(A_MINUTE_MS)

    expect(laptop.page.get_by_role("button", name="Go on here")).to_be_visible()
    expect(laptop.text).to_have_count(0)


@pytest.mark.parametrize("place", ["list", "finish"])
def test_the_other_pages_say_it_too_and_let_one_go_on_there(laptop, link, phone, place):
    if place == "finish":
        laptop.look_over()
    with_script(laptop)
    Sitting(phone).open(link).resume()

    laptop.page.clock.run_for(A_MINUTE_MS)
    laptop.press("Go on here")

    expect(laptop.page.get_by_role("heading", name="Questions")).to_be_visible()
    expect(laptop.page.get_by_role("button", name="Go on here")).to_have_count(0)


def test_a_page_that_may_only_read_is_left_alone(laptop, link, phone):
    with_script(laptop)
    Sitting(phone).open(link).resume()
    laptop.page.clock.run_for(A_MINUTE_MS)
    expect(laptop.page.get_by_role("button", name="Go on here")).to_be_visible()
    with_script(laptop)
    laptop.page.evaluate("window.same = true")

    with laptop.page.expect_response("**/clock/"):
        laptop.page.clock.run_for(A_MINUTE_MS)

    assert laptop.page.evaluate("window.same")
