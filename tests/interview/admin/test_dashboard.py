"""The front page says what needs me today."""

from datetime import timedelta

import pytest
from django.utils import timezone

from quizzes.choices import SubmissionState
from quizzes.domain import results
from tests.cast import browser_of
from tests.factories import (
    InvitationFactory,
    ProblemFactory,
    QuizFactory,
    SubmissionFactory,
    UserFactory,
)
from tests.queries import query_count

pytestmark = pytest.mark.django_db


def cards(person):
    """Return what stands on each card: its count and the names."""
    page = browser_of(person).get("/admin/")
    return {
        card.title: (card.count, [row.name for row in card.rows]) for card in page.context["cards"]
    }


def finished(position, name, **fields):
    invitation = InvitationFactory(position=position, candidate__name=name, finished=True, **fields)
    results.update_result(attempt=invitation.attempt, now=timezone.now())
    return invitation


def test_each_card_names_who_waits(position, interviewer):
    now = timezone.now()
    finished(position, "Decide Me")
    SubmissionFactory(
        answer__attempt=finished(position, "Score Me").attempt,
        answer__question__kind="text",
        answer__text="a",
    )
    SubmissionFactory(
        answer__attempt=finished(position, "Mend Me").attempt, state=SubmissionState.UNGRADED
    )
    InvitationFactory(position=position, candidate__name="Runs Now", started=True)
    InvitationFactory(
        position=position,
        candidate__name="Hurry Up",
        opened=True,
        expires_at=now + timedelta(days=1),
    )
    InvitationFactory(
        position=position, candidate__name="Open Me", sent=True, sent_at=now - timedelta(days=3)
    )
    InvitationFactory(position=position, candidate__name="Fresh Mail", sent=True, sent_at=now)
    for name, moments in (("Came Back", {"sent_at": now}), ("Has The Link", {"opened": True})):
        InvitationFactory(
            position=position, candidate__name=name, sent=True, mail_state="bounced", **moments
        )

    helped = InvitationFactory(position=position, candidate__name="Help Me", revoked_at=now)
    ProblemFactory(invitation=helped)
    ProblemFactory(invitation=helped, answered=True)

    assert cards(interviewer) == {
        "Waiting for help": (1, ["Help Me"]),
        "Waiting for a decision": (1, ["Decide Me"]),
        "Texts to score": (1, ["Score Me"]),
        "Could not be graded": (1, ["Mend Me"]),
        "Mail did not arrive": (1, ["Came Back"]),
        "Running now": (1, ["Runs Now"]),
        "Expiring soon": (1, ["Hurry Up"]),
        "Never opened": (1, ["Open Me"]),
    }


def test_card_counts_all_and_names_five(position, interviewer):
    for number in range(7):
        finished(position, f"Candidate {number}")

    count, names = cards(interviewer)["Waiting for a decision"]

    assert (count, len(names)) == (7, 5)


def test_table_counts_the_invitations_of_each_position(position, interviewer):
    InvitationFactory(position=position, sent=True)
    InvitationFactory(position=position, started=True)
    finished(position, "Waits")

    page = browser_of(interviewer).get("/admin/")

    assert [(line.title, line.counts) for line in page.context["position_lines"]] == [
        ("Backend developer", [1, 0, 1, 0, 1, 0])
    ]


def test_page_costs_the_same_with_one_row_and_with_three(position, interviewer):
    def fill():
        finished(position, "A")
        InvitationFactory(position=position, started=True)
        InvitationFactory(position=position, sent=True)

    fill()
    with_one = query_count(browser_of(interviewer), "/admin/")
    fill()
    fill()

    assert query_count(browser_of(interviewer), "/admin/") == with_one


def test_administrator_of_an_empty_site_reads_the_first_steps(administrator):
    page = browser_of(administrator).get("/admin/").content.decode()

    assert "First steps" in page
    assert "Write a question" in page
    assert "Open a position" in page


def test_first_steps_go_on_where_a_quiz_exists(administrator):
    QuizFactory()

    page = browser_of(administrator).get("/admin/").content.decode()

    assert "You have a quiz already." in page


def test_interviewer_without_a_position_reads_whom_to_ask(outsider):
    page = browser_of(outsider).get("/admin/").content.decode()

    assert "Ask an administrator to add you to one." in page
    assert "Open a position" not in page


def test_staff_without_a_role_reads_whom_to_ask(db):
    page = browser_of(UserFactory()).get("/admin/").content.decode()

    assert "You have no role yet" in page
    assert "Invitations" not in page
