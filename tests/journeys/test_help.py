"""A candidate who is stuck in the middle of the quiz, and somebody at the company who helps."""

import re

import pytest
from playwright.sync_api import Page, expect

from interview.models import Problem
from tests.journeys.accessibility import serious
from tests.journeys.sitting import Sitting
from tests.journeys.workplace import Workplace

pytestmark = pytest.mark.django_db(transaction=True)


def stuck(page: Page, link: str) -> Sitting:
    """Open a question in a browser whose timers a test can move on."""
    page.clock.install()
    sitting = Sitting(page).open(link)
    sitting.start()
    sitting.go_to("Why")
    return sitting


def write(page: Page, text: str) -> None:
    page.get_by_role("link", name="I have a problem").click()
    page.get_by_label("What is wrong?").fill(text)
    page.get_by_role("button", name="Send").click()


def test_the_answer_appears_on_the_question_within_a_minute_without_a_reload(
    open_page, link, interviewer
):
    sitting = stuck(open_page(), link)
    page = sitting.page
    write(page, "What does the second sentence mean?")
    expect(page.get_by_role("log")).to_contain_text("It has reached us.")
    page.get_by_role("link", name="Back to question 4").click()
    expect(page.get_by_role("button", name="Settings")).to_be_visible()
    page.evaluate("window.same = true")

    workplace = Workplace(open_page())
    workplace.sign_in(interviewer)
    card = workplace.page.get_by_role("region", name="Waiting for help")
    card.get_by_role("link", name="Cara Candidate").click()
    workplace.page.get_by_label("Your answer").fill("Explain why it is so.")
    workplace.page.get_by_label("Minutes to add").fill("3")
    workplace.press("Send the answer")
    workplace.expect_told("Answered.")
    page.clock.run_for(59_000)

    expect(page.get_by_role("status").filter(has_text="Explain why it is so.")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="3 minutes were added")).to_be_visible()
    assert page.evaluate("window.same")
    page.get_by_role("button", name="Close").click()
    page.clock.run_for(59_000)
    expect(page.get_by_text("Explain why it is so.")).to_have_count(0)


def test_who_waits_on_the_page_sees_the_answer_there(open_page, link):
    page = stuck(open_page(), link).page
    write(page, "Please help.")
    expect(page.get_by_role("log")).to_contain_text("It has reached us.")
    problem = Problem.objects.get()
    assert re.fullmatch(r"\d+x\d+", problem.window)

    problem.answer, problem.answered_at = "Here we are.", problem.at
    problem.save()
    page.clock.run_for(59_000)

    expect(page.get_by_role("log")).to_contain_text("Here we are.")


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_help_on_either_side(
    open_page, link, axe, interviewer, color_scheme
):
    page = open_page(color_scheme=color_scheme, viewport={"width": 320, "height": 640})
    sitting = stuck(page, link)
    write(page, "Antidisestablishmentarianism" * 12)
    Problem.objects.update(answer="Yes. " * 80, answered_at=Problem.objects.get().at)
    page.reload()
    in_attempt = axe(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    page.get_by_role("link", name="Back to question 4").click()
    expect(sitting.page.get_by_role("button", name="Settings")).to_be_visible()
    page.clock.run_for(59_000)
    expect(page.get_by_role("button", name="Close")).to_be_visible()
    over_question = axe(page)
    page.goto(f"{link}help/")
    by_link = axe(page)
    Problem.objects.update(answer="", answered_at=None)
    workplace = Workplace(open_page(color_scheme=color_scheme))
    workplace.sign_in(interviewer)
    found = []
    for address in ("", f"{Problem.objects.get().pk}/answer/"):
        workplace.page.goto(f"/admin/interview/problem/{address}")
        found += serious(axe(workplace.page))

    assert (width, in_attempt, over_question, by_link, found) == (320, [], [], [], [])


def test_without_scripts_one_can_write_and_read_the_answer(open_page, link):
    page = open_page(java_script_enabled=False)
    page.goto(link)
    Sitting(page).accept_and_start()
    write(page, "No scripts here.")
    problem = Problem.objects.get()
    problem.answer, problem.answered_at = "That is fine.", problem.at
    problem.save()

    page.reload()

    expect(page.get_by_text("That is fine.")).to_be_visible()
    assert problem.window == ""
