"""Candidates as their interviewers see them."""

import pytest
from django.urls import reverse

from tests.cast import browser_of
from tests.factories import InvitationFactory
from tests.queries import query_count

pytestmark = pytest.mark.django_db

LIST = "/admin/interview/candidate/"


def change(candidate):
    return reverse("admin:interview_candidate_change", args=[candidate.pk])


def test_accommodation_is_kept_for_every_quiz_to_come(invitation, candidate, interviewer):
    browser_of(interviewer).post(
        change(candidate),
        {
            "name": candidate.name,
            "email": candidate.email,
            "language": "zh-hant",
            "extra_time_percent": "50",
            "invitations-TOTAL_FORMS": "0",
            "invitations-INITIAL_FORMS": "0",
        },
    )

    candidate.refresh_from_db()
    assert (candidate.extra_time_percent, candidate.language) == (50, "zh-hant")


def test_page_leads_to_each_invitation(invitation, candidate, interviewer):
    page = browser_of(interviewer).get(change(candidate)).content.decode()

    assert reverse("admin:interview_invitation_result", args=[invitation.pk]) in page
    assert f"/admin/interview/invitation/add/?candidate={candidate.pk}" in page


def test_interviewer_adds_candidates_by_inviting_only(interviewer, administrator):
    assert browser_of(interviewer).get(f"{LIST}add/").status_code == 403
    assert browser_of(administrator).get(f"{LIST}add/").status_code == 200


def test_list_and_page_cost_the_same_with_one_row_and_with_three(
    invitation, position, candidate, interviewer
):
    browser = browser_of(interviewer)
    with_one = query_count(browser, LIST), query_count(browser, change(candidate))
    InvitationFactory.create_batch(2, position=position)
    InvitationFactory.create_batch(2, position=position, candidate=candidate)

    assert (query_count(browser, LIST), query_count(browser, change(candidate))) == with_one
