"""The admin's pages that an interviewer has open all day, with something on them."""

import pytest
from django.utils import timezone

from quizzes.choices import FinishReason
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.attempts import finish_attempt
from quizzes.domain.submissions import submit_answer
from tests.factories import CriterionFactory, InvitationFactory, QuestionFactory
from tests.journeys.accessibility import serious
from tests.journeys.workplace import Workplace

pytestmark = pytest.mark.django_db(transaction=True)

PAGES = {
    "front page": "/admin/",
    "invitations": "/admin/interview/invitation/",
    "result": "/admin/interview/invitation/{}/result/",
    "sending": "/admin/interview/invitation/{}/send/",
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
    workplace = Workplace(open_page(color_scheme=color_scheme))
    workplace.sign_in(interviewer)

    found = {}
    for name, address in PAGES.items():
        workplace.page.goto(address.format(invitation.pk))
        found[name] = serious(axe(workplace.page))

    assert {name: findings for name, findings in found.items() if findings} == {}
