"""Positions, their rubrics, and what is to be done for them."""

import pytest
from django.urls import reverse

from interview.models import Position
from tests.cast import browser_of
from tests.factories import (
    CriterionFactory,
    InvitationFactory,
    PositionFactory,
    QuizFactory,
    ScorecardLineFactory,
    SubmissionFactory,
)
from tests.queries import query_count

pytestmark = pytest.mark.django_db

LIST = "/admin/interview/position/"
LEVELS = "none\nlittle\nsome\ngood\nbest"


def change(position):
    return reverse("admin:interview_position_change", args=[position.pk])


def form(*criteria, **fields):
    """Return a filled-in form of a position with new criteria, last one first."""
    rows = {}
    for index, (name, levels) in enumerate(criteria):
        rows[f"criteria-{index}-name"] = name
        rows[f"criteria-{index}-levels"] = levels
        rows[f"criteria-{index}-order"] = len(criteria) - index
    return {
        "title": "Baker",
        "is_open": "on",
        "criteria-TOTAL_FORMS": len(criteria),
        "criteria-INITIAL_FORMS": 0,
        **rows,
        **fields,
    }


def test_administrator_opens_a_position_with_its_people_quiz_and_rubric(administrator, interviewer):
    quiz = QuizFactory()

    browser_of(administrator).post(
        f"{LIST}add/",
        form(("Taste", LEVELS), ("Care", ""), quiz=quiz.pk, interviewers=[interviewer.pk]),
    )

    position = Position.objects.get()
    assert (position.title, position.quiz) == ("Baker", quiz)
    assert list(position.interviewers.all()) == [interviewer]
    assert [criterion.name for criterion in position.criteria.all()] == ["Care", "Taste"]


def test_rubric_with_words_for_some_levels_only_is_refused(administrator):
    page = browser_of(administrator).post(f"{LIST}add/", form(("Taste", "bad\ngood")))

    (inline,) = page.context["inline_admin_formsets"]
    assert inline.formset.errors[0].keys() == {"levels"}
    assert not Position.objects.exists()


def test_criterion_that_was_used_stays(position, interviewer):
    criterion = CriterionFactory(position=position)
    ScorecardLineFactory(criterion=criterion, scorecard__invitation__position=position)

    browser_of(interviewer).post(
        change(position),
        form(
            (criterion.name, ""),
            **{
                "criteria-INITIAL_FORMS": 1,
                "criteria-0-id": criterion.pk,
                "criteria-0-DELETE": "on",
            },
        ),
    )

    assert list(position.criteria.all()) == [criterion]


def test_interviewer_opens_no_position(interviewer):
    assert browser_of(interviewer).get(f"{LIST}add/").status_code == 403


def test_list_counts_the_invited_and_those_who_wait(position, interviewer):
    scored = InvitationFactory(position=position, finished=True)
    SubmissionFactory(answer__attempt=scored.attempt, graded=7)
    InvitationFactory(position=position, sent=True)

    (row,) = browser_of(interviewer).get(LIST).context["cl"].result_list

    assert (row.invited_count, row.waiting_count) == (2, 1)


def test_list_costs_the_same_with_one_row_and_with_three(position, administrator):
    with_one = query_count(browser_of(administrator), LIST)
    InvitationFactory(position=PositionFactory())
    PositionFactory()

    assert query_count(browser_of(administrator), LIST) == with_one


def test_page_leads_to_inviting_for_it(position, interviewer):
    page = browser_of(interviewer).get(change(position)).content.decode()

    assert f"/admin/interview/invitation/add/?position={position.pk}" in page
