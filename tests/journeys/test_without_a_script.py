"""The candidate's way with JavaScript switched off, as on a bad line where no script arrives."""

import re

import pytest
from playwright.sync_api import expect

from quizzes.choices import SubmissionCause
from quizzes.models import Attempt
from tests.factories import ECHO
from tests.journeys.sitting import Sitting

pytestmark = pytest.mark.django_db(transaction=True)

PRESSED, CLOSING = SubmissionCause.PRESSED, SubmissionCause.CLOSING


def test_reading_saving_running_submitting_and_finishing_need_no_script(open_page, link):
    sitting = Sitting(open_page(java_script_enabled=False))
    sitting.page.goto(link)
    sitting.start()

    sitting.go_to("Echo")
    sitting.write_code(ECHO)
    sitting.press("Save")
    expect(sitting.save_state).to_have_text(re.compile(r"^Saved at \d\d:\d\d UTC\s*$"))
    runs = sitting.run("my own\n")
    expect(runs).to_contain_text(["Accepted Sample 1", "Ran Your test 1"])
    expect(runs.nth(1).locator("pre").nth(1)).to_have_text("my own\n")
    expect(sitting.submit()).to_have_text("1 of 1 sample passed")

    sitting.go_to("Which one")
    sitting.choose("Choice a")
    expect(sitting.submit()).to_have_text("Handed in")
    sitting.go_to("Why")
    sitting.text.fill("It is short.")
    sitting.press("Save")

    sitting.look_over()
    expect(sitting.page.get_by_role("region", name="Not answered yet")).to_contain_text(
        "Which ones"
    )
    sitting.finish()
    handed_in = Attempt.objects.get().answers.values_list(
        "number", "submissions__text", "submissions__choices", "submissions__cause"
    )
    assert list(handed_in) == [
        (1, ECHO, [], PRESSED),
        (2, "", ["a"], PRESSED),
        (3, None, None, None),
        (4, "It is short.", [], CLOSING),
    ]
