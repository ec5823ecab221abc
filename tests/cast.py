"""The people of every test.

`interviewer` interviews for `position`, `reviewer` reviews for it, `outsider`
works here but has no business with it, `administrator` sees everything;
`candidate` sits the position's quiz, `other_candidate` another position's.
`browser_of` gives each of them the browser they would use.
"""

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import User
from interview.models import Candidate, Invitation, Position
from quizzes.access import COOKIE
from quizzes.domain.sessions import open_session
from tests.factories import (
    AdministratorFactory,
    CandidateFactory,
    InterviewerFactory,
    InvitationFactory,
    PositionFactory,
)


@pytest.fixture
def administrator(db: None) -> User:
    return AdministratorFactory(email="administrator@example.com", name="Ada Administrator")


@pytest.fixture
def interviewer(db: None) -> User:
    return InterviewerFactory(email="interviewer@example.com", name="Ina Interviewer")


@pytest.fixture
def reviewer(db: None) -> User:
    return InterviewerFactory(email="reviewer@example.com", name="Rui Reviewer")


@pytest.fixture
def position(interviewer: User, reviewer: User) -> Position:
    return PositionFactory(title="Backend developer", interviewers=[interviewer, reviewer])


@pytest.fixture
def outsider(db: None) -> User:
    """Somebody who interviews too, but for another position."""
    return InterviewerFactory(email="outsider@example.com", name="Otto Outsider")


@pytest.fixture
def other_position(outsider: User) -> Position:
    return PositionFactory(title="Gardener", interviewers=[outsider])


@pytest.fixture
def candidate(db: None) -> Candidate:
    return CandidateFactory(name="Cara Candidate", email="cara@example.org")


@pytest.fixture
def other_candidate(db: None) -> Candidate:
    return CandidateFactory(name="Odo Othercandidate", email="odo@example.org")


@pytest.fixture
def invitation(position: Position, candidate: Candidate) -> Invitation:
    """The candidate's, running."""
    return InvitationFactory(position=position, candidate=candidate, started=True)


@pytest.fixture
def other_invitation(other_position: Position, other_candidate: Candidate) -> Invitation:
    """The other candidate's, running."""
    return InvitationFactory(position=other_position, candidate=other_candidate, started=True)


def browser_of(person: User | Candidate) -> Client:
    """Return the browser of somebody: staff are signed in, a candidate has pressed Start."""
    client = Client()
    if isinstance(person, User):
        client.force_login(person)
    else:
        for invitation in person.invitations.filter(attempt__isnull=False):
            session = open_session(attempt=invitation.attempt, now=timezone.now())
            client.cookies[COOKIE] = session.code
            client.cookies[COOKIE]["path"] = f"/attempt/{invitation.attempt.code}/"
    return client
