"""Which browser may write: the one that came last, until another takes over."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from quizzes.choices import EventKind
from quizzes.domain import events
from quizzes.models import Attempt, AttemptSession


@transaction.atomic
def open_session(*, attempt: Attempt, now: datetime) -> AttemptSession:
    """Let a browser in, and let it write; every other one may only read from now on."""
    attempt = _locked(attempt)
    newest = attempt.sessions.aggregate(number=Max("number"))["number"] or 0
    session = AttemptSession(attempt=attempt, number=newest + 1, opened_at=now, active_from=now)
    session.save()
    _activate(session, now)
    return session


@transaction.atomic
def take_over(*, session: AttemptSession, now: datetime) -> AttemptSession:
    """Let a browser write again that was let in before. A second call changes nothing.

    What is done about time, it leaves alone: going from one browser to another
    neither gives any nor takes any.
    """
    attempt = _locked(session.attempt)
    session = attempt.sessions.get(pk=session.pk)
    session.attempt = attempt
    if attempt.active_session != session.number:
        session.active_from = now
        session.save(update_fields=["active_from"])
        _activate(session, now)
    return session


def _activate(session: AttemptSession, now: datetime) -> None:
    attempt = session.attempt
    attempt.active_session = session.number
    attempt.save(update_fields=["active_session"])
    events.record(attempt, EventKind.BROWSER, now=now, browser=session.number)


def _locked(attempt: Attempt) -> Attempt:
    return Attempt.objects.select_for_update().get(pk=attempt.pk)
