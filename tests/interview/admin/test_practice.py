"""The practice quiz, made by one click."""

import pytest

from quizzes.models import Quiz
from tests.cast import browser_of
from tests.factories import CandidateFactory, QuizFactory, UserFactory

pytestmark = pytest.mark.django_db

MAKE = "/admin/practice/make/"
BUTTON = "Make the practice quiz"


def test_one_click_makes_it_and_then_the_button_is_gone(administrator):
    browser = browser_of(administrator)
    before = browser.get("/admin/").content.decode()

    made = browser.post(MAKE, follow=True)
    browser.post(MAKE)

    quiz = Quiz.objects.get(is_practice=True)
    assert BUTTON in before
    assert made.redirect_chain == [(f"/admin/quizzes/quiz/{quiz.pk}/change/", 302)]
    assert BUTTON not in browser.get("/admin/").content.decode()


def test_it_takes_leave_to_make_quizzes_and_a_press(administrator):
    assert browser_of(UserFactory()).post(MAKE).status_code == 403
    assert browser_of(administrator).get(MAKE).status_code == 405
    assert not Quiz.objects.exists()


def test_nobody_is_invited_to_practise(interviewer, position):
    quiz = QuizFactory(is_practice=True)
    person = CandidateFactory()
    invited = {"position": position.pk, "candidate": person.pk, "quiz": quiz.pk}

    page = browser_of(interviewer).post("/admin/interview/invitation/add/", invited)

    assert "This is the practice quiz." in page.content.decode()
    assert not person.invitations.exists()
