"""Messages of candidates who are stuck, and our answers. The clock runs on meanwhile."""

from datetime import datetime
from typing import Any

from django.db import transaction

from accounts.models import User
from interview.choices import LetterKind, LogKind
from interview.domain import extra_time, letters, log
from interview.domain.errors import (
    MessageEmpty,
    MessageTooLong,
    ProblemAnswered,
    TooManyProblems,
)
from interview.models import Invitation, Problem
from interview.rules import problems as rules
from quizzes.models import Attempt


@transaction.atomic
def report(
    *,
    invitation: Invitation,
    text: str,
    question: int | None,
    browser: str,
    window: str,
    now: datetime,
) -> Problem:
    """Keep a candidate's message, and tell the position's people by mail that there is one.

    The same text sent twice, while the first waits, is one message.

    Raises:
        MessageEmpty, MessageTooLong: nothing was kept.
        TooManyProblems: as many as may be wait for an answer already.
    """
    text = text.replace("\r\n", "\n").replace("\0", "").strip()
    if not text:
        raise MessageEmpty
    if len(text) > rules.TEXT_LENGTH:
        raise MessageTooLong
    invitation = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    waiting = list(invitation.problems.waiting())
    for same in waiting:
        if same.text == text:
            return same
    if len(waiting) >= rules.MOST_WAITING:
        raise TooManyProblems(invitation.code)
    problem = Problem.objects.create(
        invitation=invitation,
        text=text,
        at=now,
        question=question,
        browser=browser[: rules.BROWSER_LENGTH],
        window=window,
    )
    log.record(invitation=invitation, kind=LogKind.ASKED, now=now, problem=problem.code)
    letters.write_to_colleagues(invitation, LetterKind.PROBLEM, occasion=problem.code, now=now)
    return problem


@transaction.atomic
def answer(*, problem: Problem, text: str, minutes: int = 0, actor: User, now: datetime) -> Problem:
    """Answer a candidate, on their page and by mail, and add time to their attempt if asked to.

    minutes: to be added; 0 for none.

    Raises:
        MessageEmpty, MessageTooLong, ProblemAnswered: nothing was changed.
        InvitationNotStarted, InvitationDecided, InvitationWithdrawn: there is nothing that time
            could be added to; nothing was changed.
    """
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise MessageEmpty
    if len(text) > rules.TEXT_LENGTH:
        raise MessageTooLong
    problem = Problem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
    if problem.answered_at is not None:
        raise ProblemAnswered(problem.code)
    invitation = problem.invitation
    if minutes:
        extra_time.add_time(invitation=invitation, minutes=minutes, actor=actor, now=now)
    problem.answer, problem.answered_at, problem.answered_by = text, now, actor
    problem.save(update_fields=["answer", "answered_at", "answered_by"])
    log.record(
        invitation=invitation,
        kind=LogKind.ANSWERED,
        now=now,
        actor=actor,
        problem=problem.code,
    )
    letters.write_to_candidate(invitation, LetterKind.ANSWER, occasion=problem.code, now=now)
    return problem


def news_for(attempt: Attempt) -> dict[str, Any] | None:
    """Return our newest answer to whoever takes this attempt, or None. One query.

    ``number`` grows with each answer, so that a page says each one once.
    """
    answered = Problem.objects.filter(
        invitation__attempt=attempt, answered_at__isnull=False
    ).order_by("answered_at", "pk")
    texts = list(answered.values_list("answer", flat=True))
    return {"number": len(texts), "text": texts[-1]} if texts else None
