"""The admin's pages that an interviewer has open all day, with something on them."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from quizzes.choices import FinishReason
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.attempts import finish_attempt
from quizzes.domain.sessions import open_session
from quizzes.domain.submissions import submit_answer
from quizzes.formats import answer_file
from quizzes.formats.answer_file import AnswerFile, FiledAnswer
from tests.factories import (
    CriterionFactory,
    InvitationFactory,
    ProblemFactory,
    QuestionFactory,
)
from tests.journeys.accessibility import serious
from tests.journeys.workplace import Workplace

pytestmark = pytest.mark.django_db(transaction=True)

NARROW = {"viewport": {"width": 320, "height": 640}}

PAGES = {
    "front page": "/admin/",
    "invitations": "/admin/interview/invitation/",
    "result": "/admin/interview/invitation/{0}/result/",
    "sending": "/admin/interview/invitation/{0}/send/",
    "problems": "/admin/interview/problem/",
    "a problem": "/admin/interview/problem/{1}/answer/",
    "what a position discloses": "/admin/interview/position/{2}/change/",
    "a file of answers": "/admin/interview/invitation/{0}/answer-file/",
    "new question": "/admin/quizzes/questionversion/add/?kind=coding",
}


@pytest.fixture
def invitation(position, candidate):
    """Waiting for a person: a program that was judged twice, a choice, and a text to score."""
    QuestionFactory(quiz=position.quiz, kind="coding")
    QuestionFactory(quiz=position.quiz, kind="multiple_choice")
    QuestionFactory(quiz=position.quiz, kind="text", guide="Look for **doubt**.")
    CriterionFactory(position=position)
    invitation = InvitationFactory(position=position, candidate=candidate, started=True)
    attempt, now = invitation.attempt, timezone.now()
    for text in ("print(1)", "print(input())"):
        answer = save_answer(attempt=attempt, number=1, content=Content(text=text), now=now)
        submit_answer(answer=answer, now=now)
    save_answer(attempt=attempt, number=2, content=Content(choices=["a", "c"]), now=now)
    save_answer(attempt=attempt, number=3, content=Content(text="It may."), now=now)
    finish_attempt(attempt=attempt, reason=FinishReason.SUBMITTED, now=now)
    return invitation


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_the_workplace(
    open_page, interviewer, invitation, axe, color_scheme
):
    position = invitation.position
    problem = ProblemFactory(invitation=invitation)
    ProblemFactory(invitation=invitation, answered=True, answered_by=interviewer)
    workplace = Workplace(open_page(color_scheme=color_scheme))
    workplace.sign_in(interviewer)

    found = {}
    for name, address in PAGES.items():
        workplace.page.goto(address.format(invitation.pk, problem.pk, position.pk))
        found[name] = serious(axe(workplace.page))

    assert {name: findings for name, findings in found.items() if findings} == {}


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_what_a_file_of_answers_says(
    open_page, interviewer, position, axe, color_scheme
):
    QuestionFactory(quiz=position.quiz, kind="text")
    invitation = InvitationFactory(position=position, finished=True)
    session = open_session(attempt=invitation.attempt, now=timezone.now())
    filed = FiledAnswer(1, 0, "planted\nin a tunnel", [], "")
    said = AnswerFile(invitation.attempt.code, session.number, timezone.now(), "browser", [filed])
    data = answer_file.write(said, key=answer_file.key_of(session.code))
    workplace = Workplace(open_page(color_scheme=color_scheme, **NARROW))
    workplace.sign_in(interviewer)
    workplace.page.goto(f"/admin/interview/invitation/{invitation.pk}/answer-file/")

    chosen = {"name": "my-answers.json", "mimeType": "application/json", "buffer": data}
    workplace.page.get_by_label("The candidate's file").set_input_files(chosen)
    workplace.press("Look into it")

    expect(workplace.page.get_by_text("The signature is good")).to_be_visible()
    width = workplace.page.evaluate("document.documentElement.scrollWidth")
    assert (serious(axe(workplace.page)), width) == ([], NARROW["viewport"]["width"])
