"""Candidates as their interviewers see them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from tests.cast import browser_of
from tests.factories import InvitationFactory
from tests.queries import query_count

pytestmark = pytest.mark.django_db

LIST = "/admin/interview/candidate/"


def change(candidate):
    return reverse("admin:interview_candidate_change", args=[candidate.pk])


def test_accommodation_is_kept_for_every_quiz_to_come(invitation, candidate, administrator):
    browser_of(administrator).post(
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


def test_who_judges_answers_learns_nothing_of_extra_time(invitation, candidate, interviewer):
    candidate.extra_time_percent = 77
    candidate.save()
    draft = InvitationFactory(
        position=invitation.position, candidate=candidate, extra_time_percent=77
    )
    attempt = invitation.attempt
    attempt.closes_at = attempt.started_at + timedelta(minutes=106, seconds=12)
    attempt.finished_at, attempt.finish_reason = attempt.closes_at, "expired"
    attempt.save()
    browser = browser_of(interviewer)

    pages = [
        browser.get(address).content.decode()
        for address in (
            change(candidate),
            reverse("admin:interview_invitation_change", args=[draft.pk]),
            reverse("admin:interview_invitation_result", args=[draft.pk]),
            reverse("admin:interview_invitation_send", args=[draft.pk]),
            reverse("admin:interview_invitation_result", args=[invitation.pk]),
            LIST,
            "/admin/interview/invitation/",
        )
    ]

    for page in pages:
        assert "77" not in visible(page)
        assert "106" not in visible(page)
        assert "1 h 47" not in visible(page)


def visible(page):
    """Return what a page shows: without tags, whose attributes hold random codes."""
    return re.sub(r"<[^>]*>", "", page)


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
