import pytest
from django.utils import timezone

from interview.domain import problems
from interview.domain.errors import (
    InvitationNotStarted,
    MessageEmpty,
    MessageTooLong,
    ProblemAnswered,
    TooManyProblems,
)
from interview.models import Invitation, Problem
from quizzes.domain import attempts
from tests.factories import InvitationFactory, ProblemFactory

pytestmark = pytest.mark.django_db


def report(invitation: Invitation, text: str = "Run does nothing.") -> Problem:
    return problems.report(
        invitation=invitation,
        text=text,
        question=2,
        browser="Firefox",
        window="800x600",
        now=timezone.now(),
    )


def test_the_position_s_people_are_told_without_a_word_of_it(
    invitation, outsider, mailoutbox, committing
):
    with committing():
        problem = report(invitation, "Mine is secret.")

    assert [mail.to for mail in mailoutbox] == [
        ["interviewer@example.com"],
        ["reviewer@example.com"],
    ]
    body = mailoutbox[0].body
    assert f"/admin/interview/problem/{problem.pk}/answer/" in body
    assert "The clock runs on meanwhile" in body
    for private in ("secret", "Cara", invitation.code):
        assert private not in body + mailoutbox[0].subject
    assert invitation.log.get(kind="asked").details == {"problem": problem.code}


def test_one_message_sent_twice_is_one(invitation, mailoutbox, committing):
    with committing():
        first, second = report(invitation), report(invitation, " Run does nothing.\r\n")

    assert first == second
    assert len(mailoutbox) == 2


def test_five_may_wait_and_more_after_an_answer(invitation, interviewer):
    written = [report(invitation, f"Message {number}") for number in range(5)]
    with pytest.raises(TooManyProblems):
        report(invitation, "One more")

    problems.answer(problem=written[0], text="Thanks.", actor=interviewer, now=timezone.now())

    assert report(invitation, "One more").text == "One more"


@pytest.mark.parametrize(
    ("text", "refusal"),
    [(" \n\0", MessageEmpty), ("x" * 2001, MessageTooLong)],
    ids=["empty", "long"],
)
def test_what_says_nothing_or_too_much_is_refused(invitation, text, refusal):
    with pytest.raises(refusal):
        report(invitation, text)

    assert not Problem.objects.exists()


def test_an_answer_is_on_the_page_and_in_the_mail_and_gives_time(
    invitation, interviewer, mailoutbox, committing
):
    closes_at = invitation.attempt.closes_at
    problem = ProblemFactory(invitation=invitation)

    with committing():
        problems.answer(
            problem=problem, text="Load it again.", minutes=7, actor=interviewer, now=timezone.now()
        )

    invitation.attempt.refresh_from_db()
    assert (invitation.attempt.closes_at - closes_at).total_seconds() == 7 * 60
    assert problems.news_for(invitation.attempt) == {"number": 1, "text": "Load it again."}
    (mail,) = mailoutbox
    assert mail.to == ["cara@example.org"]
    assert "\n\nLoad it again.\n\n" in mail.body
    assert f"/i/{invitation.code}/help/" in mail.body


def test_time_that_cannot_be_added_leaves_the_message_unanswered(interviewer):
    problem = ProblemFactory(invitation=InvitationFactory(sent=True))

    with pytest.raises(InvitationNotStarted):
        problems.answer(
            problem=problem, text="Sure.", minutes=5, actor=interviewer, now=timezone.now()
        )

    problem.refresh_from_db()
    assert problem.answer == ""


def test_two_colleagues_do_not_answer_the_same(invitation, interviewer, reviewer):
    problem = ProblemFactory(invitation=invitation)
    problems.answer(problem=problem, text="First.", actor=interviewer, now=timezone.now())

    with pytest.raises(ProblemAnswered):
        problems.answer(problem=problem, text="Second.", actor=reviewer, now=timezone.now())

    problem.refresh_from_db()
    assert (problem.answer, problem.answered_by) == ("First.", interviewer)


def test_what_was_answered_meanwhile_is_not_mailed_to_colleagues_any_more(
    invitation, interviewer, mailoutbox, committing
):
    with committing():
        problem = report(invitation)
        problems.answer(problem=problem, text="Done.", actor=interviewer, now=timezone.now())

    assert [mail.to for mail in mailoutbox] == [["cara@example.org"]]


def test_both_texts_go_with_the_person(invitation, other_invitation):
    ProblemFactory(invitation=invitation, answered=True)
    kept = ProblemFactory(invitation=other_invitation)
    attempt = invitation.attempt

    invitation.delete()
    attempts.erase(attempt=attempt, now=timezone.now())

    assert list(Problem.objects.all()) == [kept]
