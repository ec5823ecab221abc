"""Practising before the quiz: as often as one likes, with other questions, and without a trace.

start --> an attempt with the purpose "practice", in nobody's list
  again -> the one before is erased
the sweep: erased a day after it closed, or when its invitation has gone
"""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from interview.domain.errors import InvitationStarted
from interview.domain.invitations import refuse_unless_startable
from interview.models import Invitation, Practice
from interview.rules import practice as rules
from quizzes.choices import EventKind, Purpose, QuestionKind
from quizzes.domain import attempts, authoring, questions
from quizzes.domain.authoring import Labels
from quizzes.domain.errors import QuizNotReady
from quizzes.formats.kattis import ReadQuestion, ReadTestCase
from quizzes.models import (
    AnswerRevision,
    Attempt,
    AttemptEvent,
    QuestionVersion,
    Quiz,
    QuizQuestion,
)

logger = logging.getLogger(__name__)

WORDS: Path = settings.BASE_DIR / "interview" / "practice.toml"
MEMORY_LIMIT_MB = 256
OUTPUT_LIMIT_KB = 1024
POINTS = 1


def quiz_to_practise() -> Quiz | None:
    """Return the company's practice quiz, if there is one that asks anything. Two queries."""
    quiz = Quiz.objects.filter(is_practice=True).first()
    if quiz is None or not QuestionVersion.objects.asked_by(quiz).exists():
        return None
    return quiz


@transaction.atomic
def start(*, invitation: Invitation, now: datetime) -> Attempt:
    """Start a practice, and erase the one before.

    Raises:
        InvitationUsed, InvitationRevoked, InvitationExpired, InvitationWithdrawn: nothing is left
            to practise for.
        InvitationStarted: the real quiz is running, and its clock too.
        QuizNotReady: the company has no practice quiz.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    refuse_unless_startable(invitation=invitation, now=now)
    if invitation.attempt is not None:
        raise InvitationStarted(invitation.code)
    quiz = quiz_to_practise()
    if quiz is None:
        raise QuizNotReady("There is no practice quiz.")
    for before in Practice.objects.filter(invitation=invitation).select_related("attempt"):
        attempts.erase(attempt=before.attempt, now=now)
    attempt = attempts.start_attempt(
        quiz=quiz,
        time_limit=quiz.time_limit,
        deadline=now + quiz.time_limit,
        language=invitation.candidate.language,
        purpose=Purpose.PRACTICE,
        now=now,
    )
    Practice.objects.create(invitation=invitation, attempt=attempt)
    return attempt


def erase_old(*, now: datetime) -> int:
    """Erase practices that closed a day ago, and those whose invitation has gone."""
    over = Q(closes_at__lt=now - rules.KEPT_FOR) | Q(practice__isnull=True)
    old = list(Attempt.objects.filter(over, purpose=Purpose.PRACTICE))
    for attempt in old:
        attempts.erase(attempt=attempt, now=now)
    return len(old)


def found_in(attempt: Attempt) -> rules.Found:
    """Return what has arrived of a practice. One query."""
    saves = AnswerRevision.objects.filter(answer__attempt=attempt).order_by("saved_at", "pk")
    return rules.found_in(
        [
            rules.Arrived(
                text=one.text,
                is_code=one.answer.question.kind == QuestionKind.CODING,
                is_scripted=bool(one.page),
                pasted=sum(paste["characters"] for paste in one.since_last.get("pastes", [])),
            )
            for one in saves.select_related("answer__question")
        ]
    )


def last_event(attempt: Attempt, kind: EventKind) -> AttemptEvent | None:
    return attempt.events.filter(kind=kind).order_by("pk").last()


@transaction.atomic
def make_quiz(*, now: datetime) -> Quiz:
    """Make the practice quiz that comes with the product. A second call returns the first one's."""
    known = Quiz.objects.filter(is_practice=True).first()
    if known is not None:
        return known
    import tomllib  # 13 ms of -X importtime, for this alone

    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    quiz = Quiz.objects.create(
        title=words["title"],
        instructions=words["instructions"].strip(),
        time_limit=timedelta(minutes=words["time_limit_minutes"]),
        is_practice=True,
    )
    for position, entry in enumerate(words["questions"]):
        version = _add(entry)
        questions.publish(version=version, now=now)
        QuizQuestion.objects.create(
            quiz=quiz, question=version.question, points=POINTS, position=position
        )
    logger.info("The practice quiz was made.")
    return quiz


def _add(entry: dict[str, Any]) -> QuestionVersion:
    labels = Labels(difficulty="easy", estimated_minutes=3)
    statement = entry["statement"].strip()
    if entry["kind"] != QuestionKind.CODING:
        return authoring.add_question(
            code=entry["code"],
            kind=entry["kind"],
            title=entry["title"],
            statement=statement,
            labels=labels,
            choices=entry.get("choices", []),
        )
    read = ReadQuestion(
        code=entry["code"],
        title=entry["title"],
        statement=statement,
        cpu_time_limit_ms=None,
        memory_limit_mb=MEMORY_LIMIT_MB,
        output_limit_kb=OUTPUT_LIMIT_KB,
        checker={},
        test_cases=tuple(ReadTestCase(**case) for case in entry["test_cases"]),
        solutions=(),
    )
    return authoring.add_coding_question(
        read, labels=labels, starter_codes={"python": entry["starter_code"].lstrip("\n")}
    )
