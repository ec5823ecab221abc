"""Messages of candidates in the admin: who sees them, and answering."""

import pytest

from interview.models import Problem
from tests.cast import browser_of
from tests.factories import InvitationFactory, ProblemFactory, UserFactory
from tests.queries import query_count

pytestmark = pytest.mark.django_db

LIST = "/admin/interview/problem/"


@pytest.fixture
def problem(invitation) -> Problem:
    return ProblemFactory(invitation=invitation, text="Where is Run?", question=2, browser="Lynx")


def page_of(problem):
    return f"{LIST}{problem.pk}/answer/"


@pytest.mark.parametrize(
    ("person", "status"),
    [("interviewer", 200), ("reviewer", 200), ("administrator", 200), ("outsider", 404)],
)
def test_the_position_s_people_read_it(request, problem, person, status):
    browser = browser_of(request.getfixturevalue(person))

    assert browser.get(page_of(problem)).status_code == status
    assert browser.post(page_of(problem), {"text": "", "minutes": 0}).status_code in {400, 404}
    assert ("Cara Candidate" in browser.get(LIST).content.decode()) == (status == 200)


def test_staff_without_a_role_see_none(problem):
    assert browser_of(UserFactory()).get(page_of(problem)).status_code == 403


def test_answering_leads_back_to_what_needs_me_and_time_is_added(problem, interviewer):
    closes_at = problem.invitation.attempt.closes_at
    browser = browser_of(interviewer)
    shown = browser.get(page_of(problem)).content.decode()

    answered = browser.post(page_of(problem), {"text": "On the right.", "minutes": 5}, follow=True)

    problem.refresh_from_db()
    problem.invitation.attempt.refresh_from_db()
    assert all(told in shown for told in ("Where is Run?", "Lynx", "Backend developer"))
    assert answered.redirect_chain == [("/admin/", 302)]
    assert (problem.answer, problem.answered_by) == ("On the right.", interviewer)
    assert problem.invitation.attempt.closes_at > closes_at
    assert "Where is Run?" not in answered.content.decode()


def test_time_that_cannot_be_added_is_said_beside_the_box(interviewer, position):
    problem = ProblemFactory(invitation=InvitationFactory(position=position, sent=True))

    page = browser_of(interviewer).post(page_of(problem), {"text": "Sure.", "minutes": 5})

    problem.refresh_from_db()
    assert page.status_code == 400
    assert "the candidate has not started" in str(page.context["form"].errors["minutes"])
    assert problem.answered_at is None


def test_who_comes_second_keeps_their_words(problem, interviewer):
    Problem.objects.update(answer="First.", answered_at=problem.at)

    page = browser_of(interviewer).post(page_of(problem), {"text": "Mine.", "minutes": 0})

    assert page.status_code == 409
    assert "Mine." in page.content.decode()
    assert "First." in page.content.decode()


def test_the_list_costs_the_same_with_one_row_and_with_three(problem, interviewer, position):
    with_one = query_count(browser_of(interviewer), LIST)
    for _ in range(2):
        ProblemFactory(invitation__position=position, answered=True)

    assert query_count(browser_of(interviewer), LIST) == with_one


def test_the_address_of_a_change_form_leads_to_the_answer(problem, interviewer):
    response = browser_of(interviewer).get(f"{LIST}{problem.pk}/change/")

    assert response.headers["Location"] == page_of(problem)
