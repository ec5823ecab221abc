"""An interviewer sees only their positions' people, by whatever way they ask."""

import pytest
from django.urls import reverse

from interview.choices import InvitationState
from interview.models import Invitation
from quizzes.models import Submission
from tests.cast import browser_of
from tests.factories import (
    CandidateFactory,
    InvitationFactory,
    QuestionFactory,
    QuizFactory,
    SubmissionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

LISTS = ("invitation", "position", "candidate")


@pytest.fixture
def colleague_without_role(db):
    return UserFactory(name="Nils Norole")


@pytest.fixture
def seen(invitation, other_invitation):
    """Return for each list what of it belongs to the position."""
    return {
        "invitation": invitation,
        "position": invitation.position,
        "candidate": invitation.candidate,
    }


@pytest.fixture
def submission(invitation):
    """Something of the candidate's that can be graded."""
    return SubmissionFactory(
        answer__attempt=invitation.attempt, answer__text="a", answer__question__kind="text"
    )


def names_listed(person, model):
    """Return who of the two candidates, or which position, a list shows to somebody."""
    page = browser_of(person).get(reverse(f"admin:interview_{model}_changelist"))
    return page.status_code, [str(one) for one in page.context["cl"].result_list]


@pytest.mark.parametrize("model", LISTS)
def test_list_shows_interviewer_what_is_theirs(model, seen, interviewer):
    assert names_listed(interviewer, model) == (200, [str(seen[model])])


@pytest.mark.parametrize("model", LISTS)
def test_list_shows_reviewer_what_is_theirs(model, seen, reviewer):
    assert names_listed(reviewer, model) == (200, [str(seen[model])])


@pytest.mark.parametrize("model", LISTS)
def test_list_hides_it_from_outsider(model, seen, outsider):
    status, listed = names_listed(outsider, model)

    assert (status, len(listed)) == (200, 1)
    assert str(seen[model]) not in listed


@pytest.mark.parametrize("model", LISTS)
def test_list_shows_administrator_everything(model, seen, administrator):
    status, listed = names_listed(administrator, model)

    assert (status, len(listed)) == (200, 2)


@pytest.mark.parametrize("model", LISTS)
def test_list_is_closed_to_staff_without_a_role(model, seen, colleague_without_role):
    page = browser_of(colleague_without_role).get(reverse(f"admin:interview_{model}_changelist"))

    assert page.status_code == 403


@pytest.mark.parametrize("model", LISTS)
def test_list_asks_candidates_to_sign_in(model, seen, candidate):
    page = browser_of(candidate).get(reverse(f"admin:interview_{model}_changelist"))

    assert page.status_code == 302
    assert "/admin/login/" in page.url


def status_of_page(person, model, obj):
    """Return what the change page of an object answers, following no redirect."""
    address = reverse(f"admin:interview_{model}_change", args=[obj.pk])
    return browser_of(person).get(address).status_code


@pytest.mark.parametrize("model", ["position", "candidate"])
def test_change_page(  # noqa: PLR0917 -- one line about each of the cast
    model, seen, interviewer, reviewer, outsider, administrator, candidate
):
    assert status_of_page(interviewer, model, seen[model]) == 200
    assert status_of_page(reviewer, model, seen[model]) == 200
    assert status_of_page(administrator, model, seen[model]) == 200
    assert status_of_page(outsider, model, seen[model]) == 302  # "there is no such object"
    assert status_of_page(candidate, model, seen[model]) == 302  # to the login


def test_draft_can_be_edited_by_its_interviewers_only(
    position, interviewer, outsider, administrator
):
    draft = InvitationFactory(position=position)

    assert status_of_page(interviewer, "invitation", draft) == 200
    assert status_of_page(administrator, "invitation", draft) == 200
    assert status_of_page(outsider, "invitation", draft) == 404


def status_of_result(person, invitation):
    address = reverse("admin:interview_invitation_result", args=[invitation.pk])
    return browser_of(person).get(address).status_code


def test_result_page(  # noqa: PLR0917 -- one line about each of the cast
    invitation, interviewer, reviewer, outsider, administrator, candidate, colleague_without_role
):
    assert status_of_result(interviewer, invitation) == 200
    assert status_of_result(reviewer, invitation) == 200
    assert status_of_result(administrator, invitation) == 200
    assert status_of_result(outsider, invitation) == 404
    assert status_of_result(colleague_without_role, invitation) == 403
    assert status_of_result(candidate, invitation) == 302


@pytest.mark.parametrize("act", ["send", "extend", "revoke"])
def test_question_before_an_act(act, invitation, interviewer, outsider):
    address = reverse(f"admin:interview_invitation_{act}", args=[invitation.pk])

    assert browser_of(interviewer).get(address).status_code == 200
    assert browser_of(outsider).get(address).status_code == 404


def test_saved_text(invitation, interviewer, outsider):
    answer = SubmissionFactory(answer__attempt=invitation.attempt).answer
    address = reverse("admin:interview_invitation_revision", args=[invitation.pk, answer.number, 1])

    assert browser_of(interviewer).get(address).status_code == 200
    assert browser_of(outsider).get(address).status_code == 404


def offered(person, field, model_name="invitation"):
    """Return what an autocomplete offers somebody."""
    answer = browser_of(person).get(
        reverse("admin:autocomplete"),
        {"app_label": "interview", "model_name": model_name, "field_name": field},
    )
    return [one["text"] for one in answer.json()["results"]]


def test_autocomplete_of_positions(invitation, other_invitation, interviewer, outsider):
    assert offered(interviewer, "position") == ["Backend developer"]
    assert offered(outsider, "position") == ["Gardener"]


def test_autocomplete_of_candidates(
    invitation, other_invitation, interviewer, outsider, administrator
):
    assert offered(interviewer, "candidate") == ["Cara Candidate"]
    assert offered(outsider, "candidate") == ["Odo Othercandidate"]
    assert offered(administrator, "candidate") == ["Cara Candidate", "Odo Othercandidate"]


def test_form_refuses_a_position_and_a_candidate_of_others(
    outsider, other_position, position, invitation
):
    page = browser_of(outsider).post(
        reverse("admin:interview_invitation_add"),
        {
            "position": position.pk,
            "candidate": invitation.candidate.pk,
            "expires_at_0": "2099-01-01",
            "expires_at_1": "12:00",
            "_save": "1",
        },
    )

    assert page.status_code == 200
    assert set(page.context["adminform"].form.errors) >= {"position", "candidate"}
    assert Invitation.objects.count() == 1


def test_filters_offer_nothing_of_other_positions(invitation, other_invitation, outsider):
    page = browser_of(outsider).get(reverse("admin:interview_invitation_changelist"))

    text = page.content.decode()
    assert "Gardener" in text
    assert "Backend developer" not in text


@pytest.mark.parametrize("act", ["send", "extend", "revoke"])
def test_act_on_the_list_reaches_nothing_of_others(act, invitation, outsider, mailoutbox):
    before = (invitation.sent_at, invitation.expires_at, invitation.revoked_at)

    browser_of(outsider).post(
        reverse("admin:interview_invitation_changelist"),
        {"action": act, "_selected_action": invitation.pk, "confirmed": "yes", "days": "9"},
    )

    invitation.refresh_from_db()
    assert (invitation.sent_at, invitation.expires_at, invitation.revoked_at) == before
    assert mailoutbox == []


POSTS = {
    "scorecard": {"recommendation": "advance", "comment": "x"},
    "decide": {"outcome": "reject", "reason": "x", "confirmed": "yes"},
}


@pytest.mark.parametrize("name", POSTS)
def test_review_and_decision_are_closed_to_others(name, position, outsider, candidate):
    finished = InvitationFactory(position=position, finished=True)
    address = reverse(f"admin:interview_invitation_{name}", args=[finished.pk])

    assert browser_of(outsider).post(address, POSTS[name]).status_code == 404
    assert browser_of(candidate).post(address, POSTS[name]).status_code == 302
    assert not finished.decisions.exists()
    assert not finished.scorecards.exists()


@pytest.mark.parametrize("name", ["score", "regrade"])
def test_grading_is_closed_to_others(name, invitation, submission, outsider, other_invitation):
    theirs = reverse(f"admin:interview_invitation_{name}", args=[invitation.pk, submission.pk])
    under_own = reverse(
        f"admin:interview_invitation_{name}", args=[other_invitation.pk, submission.pk]
    )
    points = {f"score-{submission.pk}-points": "1"}

    assert browser_of(outsider).post(theirs, points).status_code == 404
    assert browser_of(outsider).post(under_own, points).status_code == 404
    assert not Submission.objects.get(pk=submission.pk).grades.exists()


def test_front_page_names_nobody_of_others(invitation, other_invitation, outsider, interviewer):
    assert "Cara Candidate" in browser_of(interviewer).get("/admin/").content.decode()
    assert "Cara Candidate" not in browser_of(outsider).get("/admin/").content.decode()


def test_candidate_of_two_positions_shows_each_side_its_own_invitation(
    position, other_position, interviewer, outsider
):
    shared = CandidateFactory(name="Sam Shared")
    InvitationFactory(position=position, candidate=shared)
    InvitationFactory(position=other_position, candidate=shared)

    page = browser_of(outsider).get(reverse("admin:interview_candidate_change", args=[shared.pk]))
    listed = browser_of(outsider).get(reverse("admin:interview_candidate_changelist"))

    assert "Gardener" in page.content.decode()
    assert "Backend developer" not in page.content.decode()
    assert [one.invitation_count for one in listed.context["cl"].result_list] == [1]


def test_interviewer_does_not_say_who_interviews(position, interviewer, outsider):
    browser_of(interviewer).post(
        reverse("admin:interview_position_change", args=[position.pk]),
        {
            "title": "Renamed",
            "is_open": "on",
            "interviewers": [outsider.pk],
            "criteria-TOTAL_FORMS": "0",
            "criteria-INITIAL_FORMS": "0",
        },
    )

    position.refresh_from_db()
    assert position.title == "Renamed"
    assert outsider not in position.interviewers.all()


@pytest.mark.parametrize(
    "model", ["attempt", "answer", "answerrevision", "submission", "grade", "result"]
)
def test_answers_and_grades_have_no_form_of_their_own(model, administrator):
    page = browser_of(administrator).get(f"/admin/quizzes/{model}/")

    assert page.status_code == 404


@pytest.mark.parametrize("model", ["logentry", "decision", "scorecard", "scorecardline"])
def test_log_and_decisions_have_no_form_of_their_own(model, administrator):
    page = browser_of(administrator).get(f"/admin/interview/{model}/")

    assert page.status_code == 404


def test_invitations_are_never_deleted_here(invitation, administrator):
    address = reverse("admin:interview_invitation_delete", args=[invitation.pk])

    assert browser_of(administrator).post(address, {"post": "yes"}).status_code == 403
    assert Invitation.objects.filter(pk=invitation.pk).exists()


def test_question_bank_is_open_to_every_interviewer(interviewer, outsider, colleague_without_role):
    QuestionFactory(quiz=QuizFactory())
    questions = reverse("admin:quizzes_questionversion_changelist")

    assert browser_of(interviewer).get(questions).status_code == 200
    assert browser_of(outsider).get(questions).status_code == 200
    assert browser_of(colleague_without_role).get(questions).status_code == 403


def test_staff_page_is_open_to_administrators_only(interviewer, administrator):
    staff = reverse("admin:accounts_user_changelist")

    assert browser_of(administrator).get(staff).status_code == 200
    assert browser_of(interviewer).get(staff).status_code == 403


def test_filter_by_state_keeps_to_ones_positions(invitation, other_invitation, outsider):
    page = browser_of(outsider).get(
        reverse("admin:interview_invitation_changelist"), {"stage": InvitationState.RUNNING.value}
    )

    assert list(page.context["cl"].result_list) == [other_invitation]
