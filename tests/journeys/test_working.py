"""Working on code: languages, starting over, tests of one's own, settings, shortcuts."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.models import Answer, QuestionVersion
from tests.factories import ECHO
from tests.journeys.accessibility import serious
from tests.journeys.sitting import Sitting

pytestmark = pytest.mark.django_db(transaction=True)

STARTERS = {"python": "# begin\n", "cpp": "// begin\n"}


@pytest.fixture
def at_work(page, link):
    QuestionVersion.objects.filter(title="Echo").update(starter_codes=STARTERS)
    sitting = Sitting(page).open(link)
    sitting.start()
    sitting.go_to("Echo")
    expect(sitting.editor).to_be_visible()
    return sitting


def test_each_language_keeps_its_text_and_its_undo(at_work):
    language = at_work.page.get_by_label("Language", exact=True)
    at_work.type_code("x = 1")
    language.select_option("cpp")
    expect(at_work.lines).to_have_text(["// begin", ""])
    at_work.type_code("int x;")

    language.select_option("python")

    expect(at_work.lines.nth(1)).to_have_text("x = 1")
    at_work.editor.click()
    at_work.page.keyboard.press("ControlOrMeta+z")
    expect(at_work.lines.nth(1)).not_to_have_text("x = 1")
    at_work.page.keyboard.press("ControlOrMeta+y")
    at_work.expect_saved()
    at_work.page.reload()
    expect(at_work.lines.nth(1)).to_have_text("x = 1")
    language.select_option("cpp")
    expect(at_work.lines.nth(1)).to_have_text("int x;")
    at_work.expect_saved()
    answer = Answer.objects.get(number=1)
    assert (answer.language, answer.left_texts) == ("cpp", {"python": "# begin\nx = 1"})


def test_what_is_saved_is_not_forgotten_for_a_draft_in_another_language(at_work, troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    language = at_work.page.get_by_label("Language", exact=True)
    at_work.type_code("x = 1")
    at_work.expect_saved()
    at_work.page.route("**/save/", lambda route: route.abort("internetdisconnected"))
    language.select_option("cpp")
    at_work.type_code("int x;")
    expect(at_work.save_state).to_contain_text("Offline")

    at_work.page.reload()

    expect(at_work.lines.nth(1)).to_have_text("int x;")
    language.select_option("python")
    expect(at_work.lines.nth(1)).to_have_text("x = 1")


def test_a_text_left_without_a_line_is_still_there_after_a_reload(at_work, troubles):
    troubles.expect("ERR_INTERNET_DISCONNECTED")
    language = at_work.page.get_by_label("Language", exact=True)
    at_work.page.context.set_offline(True)
    at_work.type_code("x = 1")
    language.select_option("cpp")
    at_work.type_code("int x;")
    expect(at_work.save_state).to_contain_text("Offline")

    at_work.page.context.set_offline(False)
    at_work.expect_saved()
    at_work.page.reload()

    expect(at_work.lines.nth(1)).to_have_text("int x;")
    language.select_option("python")
    expect(at_work.lines.nth(1)).to_have_text("x = 1")


def test_starting_over_can_be_taken_back(at_work):
    at_work.type_code("precious")

    at_work.press("Start over")
    expect(at_work.lines.nth(1)).to_have_text("")
    at_work.press("Bring my text back")

    expect(at_work.lines.nth(1)).to_have_text("precious")
    at_work.press("Start over")
    at_work.editor.click()
    at_work.page.keyboard.press("ControlOrMeta+z")
    expect(at_work.lines.nth(1)).to_have_text("precious")


def test_own_tests_are_added_kept_and_deleted(at_work):
    page = at_work.page
    page.locator("#own-tests > summary").click()
    at_work.own_test(1).get_by_label("Input", exact=True).fill("1\n")
    at_work.press("Add another test")
    second = at_work.own_test(2)
    expect(second.get_by_label("Name")).to_be_focused()
    second.get_by_label("Name").fill("Two")
    second.get_by_label("Input", exact=True).fill("2\n")
    second.get_by_label("Expected output").fill("3\n")
    page.locator("#own-tests > summary").focus()
    expect(page.locator("#tests-state")).to_have_text("Your tests are kept.")

    page.reload()
    expect(at_work.own_test(2).get_by_label("Name")).to_have_value("Two")
    expect(at_work.editor).to_be_visible()
    at_work.type_code(ECHO)
    at_work.press("Run")
    at_work.expect_saved()
    runs = page.locator("#trial .run > summary")
    expect(runs).to_contain_text(["Sample 1", "Your test 1", "Two"])
    differing = page.locator(".comparison tr[data-first]")
    expect(differing).to_contain_text(re.compile(r"1\s+3\s+2"))

    at_work.own_test(1).get_by_role("button", name="Delete this test").click()
    expect(page.locator("#tests-state")).to_have_text("The test is deleted.")
    assert [one["name"] for one in Answer.objects.get(number=1).own_tests] == ["Two"]


def test_settings_are_kept_in_the_browser_and_stand_before_anything_is_drawn(at_work, axe):
    page = at_work.page
    page.get_by_role("button", name="Settings").click()
    page.get_by_label("Dark", exact=True).check()
    page.get_by_label("Larger", exact=True).check()
    page.get_by_label("Hide the clock").check()
    page.keyboard.press("Escape")
    expect(page.get_by_role("timer")).to_be_hidden()

    page.add_init_script(
        "new MutationObserver((_, seen) => { if (!document.body) return; seen.disconnect();"
        " window.atFirst = { ...document.documentElement.dataset }; })"
        ".observe(document, { childList: true, subtree: true })"
    )
    page.reload()

    wanted = {"theme": "dark", "codeSize": "larger", "clock": "hidden"}
    assert page.evaluate("window.atFirst") == wanted
    dark = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark == "rgb(18, 24, 29)"
    expect(page.get_by_role("timer")).to_be_hidden()
    expect(at_work.editor).to_be_visible()
    assert serious(axe(page)) == []


def test_the_shortcuts_are_listed_by_a_key_that_can_be_switched_off(at_work, axe):
    page = at_work.page
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    at_work.editor.click()
    page.keyboard.type("?")
    expect(dialog).to_be_hidden()  # it was typed

    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(dialog).to_be_visible()
    assert serious(axe(page)) == []
    dialog.get_by_label("Open this list with").uncheck()
    page.keyboard.press("Escape")
    page.locator("#main").focus()
    page.keyboard.press("?")
    expect(dialog).to_be_hidden()

    page.get_by_role("button", name="Shortcuts").click()
    expect(dialog).to_be_visible()


def test_enter_in_a_line_of_the_form_saves_and_starts_nothing_over(open_page, link):
    QuestionVersion.objects.filter(title="Echo").update(starter_codes={"python": "# begin\n"})
    sitting = Sitting(open_page(java_script_enabled=False))
    sitting.page.goto(link)
    sitting.start()
    sitting.go_to("Echo")
    sitting.write_code("precious")
    sitting.page.locator("#own-tests > summary").click()

    sitting.own_test(1).get_by_label("Name").press("Enter")

    expect(sitting.save_state).to_have_text(re.compile(r"^Saved at"))
    expect(sitting.page.get_by_label("Your code")).to_have_value("precious")
