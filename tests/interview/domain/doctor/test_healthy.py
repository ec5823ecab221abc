"""A healthy system is called so, and nothing of the doctor's candidate stays."""

import pytest
from django.contrib.sessions.models import Session

from interview.domain import doctor
from interview.domain.doctor import State
from interview.domain.doctor.checks.journey import Journey
from interview.domain.doctor.rehearsal import Rehearsal, remove_abandoned
from interview.models import Candidate, GraderCall, Invitation, LogEntry, Position
from quizzes.models import Attempt, Question, QuestionVersion, Quiz, Submission
from tests.factories import NOON, InvitationFactory, QuestionFactory

pytestmark = pytest.mark.django_db(transaction=True)

MODELS = (Attempt, Candidate, Invitation, LogEntry, Position, Question, QuestionVersion, Quiz)


def counted():
    return {model.__name__: model.objects.count() for model in (*MODELS, Submission)}


@pytest.fixture
def somebody():
    """Somebody's own question and invitation, which have to stay."""
    invitation = InvitationFactory(started=True)
    QuestionFactory(quiz=invitation.quiz)
    return invitation


def test_every_part_of_a_healthy_system_is_fine(site, somebody):
    before = counted()

    reports = {report.name: report.finding for report in doctor.examine()}

    broken = {name: found for name, found in reports.items() if found.state == State.BROKEN}
    assert broken == {}
    assert list(reports) == [check.name for check in doctor.CHECKS]
    assert reports["journey"].state == State.FINE
    assert counted() == before


def test_the_candidates_way_leads_through_every_page(site):
    finding = Journey().find()

    assert finding.words.startswith("Link, start, save, submit, verdict after")
    assert GraderCall.objects.get().finding == "judged"
    assert GraderCall.objects.get().attempt is None


def test_the_candidate_is_seen_by_nobody(administrator):
    rehearsal = Rehearsal.prepare(NOON)

    assert rehearsal.invitation not in Invitation.objects.seen_by(administrator)


def test_an_examination_that_is_interrupted_leaves_nothing(site, monkeypatch, somebody):
    before = counted()

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(Journey, "wait_for_verdict", interrupt)

    with pytest.raises(KeyboardInterrupt):
        Journey().find()

    assert counted() == before


def test_what_a_killed_examination_left_is_removed_by_the_next(somebody):
    before = counted()
    rehearsal = Rehearsal.prepare(NOON)
    young = counted()
    created = Question.objects.get(code=rehearsal.code).created_at

    assert remove_abandoned(created) == 0
    assert counted() == young

    from interview.domain.doctor.rehearsal import ABANDONED_AFTER

    Question.objects.filter(code=rehearsal.code).update(created_at=created - 2 * ABANDONED_AFTER)
    assert remove_abandoned(created) == 1
    assert counted() == before
    assert Session.objects.count() == 0
