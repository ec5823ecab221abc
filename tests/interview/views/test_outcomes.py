"""A candidate's link after the quiz: each level of disclosure shows what it says and no more."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from interview.models import Invitation
from quizzes.domain import results
from tests.cast import browser_of
from tests.factories import (
    AnswerFactory,
    DecisionFactory,
    InvitationFactory,
    ScorecardFactory,
    SubmissionFactory,
)
from tests.queries import query_count

pytestmark = pytest.mark.django_db

SCORE = "<strong>17.5</strong> of 40"
FEEDBACK = "Your tests were a joy."
VERDICT = "Wrong answer"
ANSWER = "print(&#x27;mine&#x27;)"

DISCLOSED = {
    "tells_score": [SCORE],
    "tells_feedback": [FEEDBACK],
    "tells_verdicts": [VERDICT, "Right", "Partly right", "Not answered"],
    "tells_answers": [ANSWER, "Choice a"],
}
"""What each level shows, and no other."""

NEVER = ("Weak in all.", "Ina Interviewer", "Fine colleague", "guide for reviewers", "hidden-case")


@pytest.fixture
def taken(position, interviewer) -> Invitation:
    """A quiz of four questions, and whatever could leak about it."""
    invitation: Invitation = InvitationFactory(position=position, finished=True)
    attempt = invitation.attempt
    kinds = {1: "coding", 2: "single_choice", 3: "text", 4: "text"}
    made = {
        number: AnswerFactory(
            attempt=attempt,
            number=number,
            question__kind=kind,
            question__title=f"Question {number}",
            question__guide="guide for reviewers",
            text={1: "print('mine')", 3: "Words"}.get(number, ""),
            choices=["a"] if kind == "single_choice" else [],
        )
        for number, kind in kinds.items()
    }
    made[1].question.test_cases.filter(is_sample=False).update(code="hidden-case")
    judgement = {"runs": [{"test_case": "hidden-case", "verdict": "wrong_answer"}]}
    SubmissionFactory(
        answer=made[1], graded=2.5, graded__verdict="wrong_answer", graded__judgement=judgement
    )
    SubmissionFactory(answer=made[2], graded=10)
    SubmissionFactory(answer=made[3], graded=5, graded__comment="Fine colleague")
    results.update_result(attempt=attempt, now=timezone.now())
    ScorecardFactory(invitation=invitation, comment="Fine colleague", reviewer=interviewer)
    return invitation


def decide(invitation: Invitation, outcome: str = "reject") -> None:
    DecisionFactory(
        invitation=invitation,
        outcome=outcome,
        reason="Weak in all.",
        feedback=FEEDBACK,
        decided_by=invitation.position.interviewers.first(),
        decided_at=timezone.now(),
    )


def disclose(invitation: Invitation, *levels: str) -> None:
    for level in levels:
        setattr(invitation.position, level, True)
    invitation.position.save()


def page_of(client, invitation) -> str:
    response = client.get(f"/i/{invitation.code}/")
    assert response.status_code == 200
    return response.content.decode()


def shown_in(page: str) -> list[str]:
    every = [words for all_words in DISCLOSED.values() for words in all_words]
    return [
        words
        for words in every
        if re.search(rf">\s*{re.escape(words)}\s*<|{re.escape(words)}(?=<|\n)", page)
    ]


def test_before_the_decision_nothing_is_shown_but_what_to_expect(client, taken):
    disclose(taken, *DISCLOSED)

    page = page_of(client, taken)

    assert "Not decided yet" in page
    for promised in ("your points", "how each question went", "your own answers"):
        assert promised in page
    assert shown_in(page) == []
    assert not any(words in page for words in (*NEVER, FEEDBACK))


@pytest.mark.parametrize("level", DISCLOSED)
def test_each_level_shows_what_it_says_and_nothing_else(client, taken, level):
    disclose(taken, level)
    decide(taken)

    page = page_of(client, taken)

    assert shown_in(page) == DISCLOSED[level]
    assert not any(words in page for words in NEVER)


def test_nothing_disclosed_says_that_it_is_decided_and_that_is_all(client, taken):
    decide(taken)

    page = page_of(client, taken)

    assert "We have decided" in page
    assert shown_in(page) == []
    assert not any(words in page for words in (*NEVER, FEEDBACK, "Question 1"))


def test_everything_disclosed_is_shown_together(client, taken):
    disclose(taken, *DISCLOSED)
    decide(taken)

    assert shown_in(page_of(client, taken)) == [
        words for all_words in DISCLOSED.values() for words in all_words
    ]


def test_the_page_does_not_tell_which_decision_it_was(client, taken):
    disclose(taken, *DISCLOSED)
    pages = []
    for outcome in ("advance", "reject"):
        decide(taken, outcome)
        pages.append(re.sub(r'(name="csp-nonce" content)="[^"]*"', r"\1", page_of(client, taken)))

    assert pages[0] == pages[1]


def test_hold_reads_as_not_decided_and_so_does_a_change_of_mind(client, taken):
    disclose(taken, *DISCLOSED)
    decide(taken)
    decide(taken, "hold")

    page = page_of(client, taken)

    assert "Not decided yet" in page
    assert shown_in(page) == []


def test_points_that_still_wait_are_not_shown_as_if_they_were_all(client, taken):
    disclose(taken, "tells_score")
    decide(taken)
    taken.attempt.result.is_complete = False
    taken.attempt.result.save()

    page = page_of(client, taken)

    assert "still waits for its points" in page
    assert shown_in(page) == []


def test_questions_of_a_section_that_was_never_begun_are_not_named(client, taken):
    disclose(taken, *DISCLOSED)
    decide(taken)
    section = taken.attempt.sections.create(
        number=1, title="Later", time_limit=timedelta(minutes=10)
    )
    AnswerFactory(attempt=taken.attempt, number=5, section=section, question__title="Unseen")

    assert "Unseen" not in page_of(client, taken)


def test_who_withdrew_reads_that_and_nothing_else(client, taken):
    disclose(taken, *DISCLOSED)
    decide(taken)
    taken.withdrawn_at = timezone.now()
    taken.save()

    response = client.get(f"/i/{taken.code}/")

    assert response.status_code == 410
    assert shown_in(response.content.decode()) == []


def test_the_page_of_an_attempt_shows_none_of_it(client, taken):
    """The link alone does: this page is for the browser in which the quiz was taken."""
    disclose(taken, *DISCLOSED)
    decide(taken)

    page = browser_of(taken.candidate).get(f"/attempt/{taken.attempt.code}/").content.decode()

    assert shown_in(page) == []


def test_the_page_costs_the_same_with_one_question_and_with_four(client, taken, position):
    disclose(taken, *DISCLOSED)
    short = InvitationFactory(position=position, finished=True)
    answer = AnswerFactory(attempt=short.attempt, question__kind="single_choice", choices=["a"])
    SubmissionFactory(answer=answer, graded=10)
    for one in (short, taken):
        decide(one)

    costs = {query_count(client, f"/i/{one.code}/") for one in (short, taken)}

    assert len(costs) == 1
