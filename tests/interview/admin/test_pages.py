"""Every page of the workplace in a browser: it runs, fits, and can be read by everybody.

Console errors and failed requests fail these tests by themselves (tests/troubles.py).
"""

import pytest
from django.urls import reverse

from interview.models import Invitation
from tests.cast import browser_of
from tests.factories import (
    AnswerRevisionFactory,
    CriterionFactory,
    InvitationFactory,
    QuestionFactory,
    ScorecardLineFactory,
    SolutionFactory,
    SubmissionFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)

GRAVE = ("(serious)", "(critical)")

ON_THE_MOVE = ("today", "invitations", "invite", "result", "unsent", "send", "saved text")
"""What one opens on a phone. The other pages are written at a desk."""


@pytest.fixture
def addresses(position, candidate, administrator):
    """Fill the database with one of everything, and return every kind of page."""
    question = QuestionFactory(quiz=position.quiz)
    QuestionFactory(quiz=position.quiz, kind="multiple_choice")
    draft = QuestionFactory(draft=True, title="A draft").versions.get()
    SolutionFactory(version=question.versions.get())
    CriterionFactory(position=position)
    finished = InvitationFactory(position=position, candidate=candidate, finished=True)
    submission = SubmissionFactory(
        answer=finished.attempt.answers.get(number=1), text="print(input())\n", graded=7
    )
    AnswerRevisionFactory(answer=submission.answer, text="print(input())\n")
    SubmissionFactory(
        answer__attempt=finished.attempt, answer__question__kind="text", answer__text="An essay."
    )
    ScorecardLineFactory(scorecard__invitation=finished)
    unsent = InvitationFactory(position=position)
    page = "admin:{}_{}".format
    return {
        "today": reverse("admin:index"),
        "invitations": reverse(page("interview_invitation", "changelist")),
        "invite": reverse(page("interview_invitation", "add")),
        "result": reverse(page("interview_invitation", "result"), args=[finished.pk]),
        "unsent": reverse(page("interview_invitation", "result"), args=[unsent.pk]),
        "send": reverse(page("interview_invitation", "send"), args=[unsent.pk]),
        "extend": reverse(page("interview_invitation", "extend"), args=[unsent.pk]),
        "saved text": reverse(page("interview_invitation", "revision"), args=[finished.pk, 1, 1]),
        "position": reverse(page("interview_position", "change"), args=[position.pk]),
        "candidate": reverse(page("interview_candidate", "change"), args=[candidate.pk]),
        "questions": reverse(page("quizzes_questionversion", "changelist")),
        "kinds": reverse(page("quizzes_questionversion", "add")),
        "new question": reverse(page("quizzes_questionversion", "add")) + "?kind=single_choice",
        "draft": reverse(page("quizzes_questionversion", "change"), args=[draft.pk]),
        "checks": reverse(
            page("quizzes_questionversion", "checks"), args=[question.versions.get().pk]
        ),
        "quiz": reverse(page("quizzes_quiz", "change"), args=[position.quiz.pk]),
        "staff": reverse(page("accounts_user", "change"), args=[administrator.pk]),
    }


def sign_in(page, person, live_server):
    """Give a page the session of a member of staff."""
    session = browser_of(person).cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])


def overflow(page):
    """Return by how many pixels a page is wider than its window."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def faults(page, addresses, axe):
    """Return what is wrong with each page, by name; nothing for those that are well."""
    found = {}
    for name, address in addresses.items():
        page.goto(address)
        wrong = [line for line in axe(page) if any(grave in line for grave in GRAVE)]
        if overflow(page) > 0:
            wrong.append(f"{overflow(page)} pixels too wide")
        if wrong:
            found[name] = wrong
    return found


def test_every_page_is_well_on_a_desk_by_day(desktop, addresses, administrator, live_server, axe):
    sign_in(desktop, administrator, live_server)

    assert faults(desktop, addresses, axe) == {}


def test_every_page_is_well_on_a_phone_by_night(phone, addresses, administrator, live_server, axe):
    phone.emulate_media(color_scheme="dark")
    sign_in(phone, administrator, live_server)

    assert faults(phone, {name: addresses[name] for name in ON_THE_MOVE}, axe) == {}


def test_statement_is_previewed_while_it_is_typed(desktop, interviewer, live_server):
    sign_in(desktop, interviewer, live_server)
    desktop.goto("/admin/quizzes/questionversion/add/?kind=coding")

    desktop.get_by_label("Statement").press_sequentially("Say **hello**.")

    preview = desktop.locator("#statement-preview strong")
    preview.wait_for()
    assert preview.inner_text() == "hello"


def test_interviewer_invites_reads_the_mail_and_copies_the_link(
    desktop, position, interviewer, live_server
):
    QuestionFactory(quiz=position.quiz)
    sign_in(desktop, interviewer, live_server)
    desktop.context.grant_permissions(["clipboard-read", "clipboard-write"])
    desktop.goto("/admin/interview/invitation/add/")

    desktop.locator("#id_name").fill("Nia New")
    desktop.locator("#id_email").fill("nia@example.org")
    desktop.get_by_role("button", name="Save and send…").click()
    desktop.get_by_text("nia@example.org").wait_for()
    desktop.get_by_role("button", name="Send", exact=True).click()
    desktop.get_by_role("button", name="Copy").click()
    desktop.get_by_role("button", name="Copied").wait_for()

    invitation = Invitation.objects.get()
    assert invitation.sent_at is not None
    assert desktop.evaluate("navigator.clipboard.readText()") == invitation.address
