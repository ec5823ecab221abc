"""A fake candidate with all that belongs to one, made for a few seconds.

    Rehearsal.prepare()  ->  position, quiz, question, candidate, invitation   (purpose: preview)
    remove(rehearsal)    ->  nothing of them is left, nor of what came of them

It is found again by its names, so that the next examination removes what one that was
killed has left.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from interview.models import Candidate, Invitation, Position
from quizzes.choices import Purpose, QuestionKind
from quizzes.domain import attempts
from quizzes.models import Question, QuestionVersion, Quiz, QuizQuestion, TestCase

PREFIX = "doctor-"
DOMAIN = "doctor.invalid"
"""Source: RFC 2606, section 2: no mail can ever go there."""

CODE = r"^doctor-[0-9a-f]{12}$"
"""As `Rehearsal.prepare` makes one. A question of an author may well begin with the same word."""

TIME_LIMIT = timedelta(minutes=5)
ABANDONED_AFTER = timedelta(minutes=15)
"""What is older was left by an examination that was killed: none takes so long."""

PROGRAM = "print(int(input()) + 1)\n"
POINTS = 10


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """The names of everything begin with ``code``."""

    code: str
    invitation: Invitation

    @classmethod
    @transaction.atomic
    def prepare(cls, now: datetime) -> "Rehearsal":
        """Make a candidate with an invitation to a quiz of one coding question."""
        code = f"{PREFIX}{secrets.token_hex(6)}"
        question = Question.objects.create(code=code)
        version = QuestionVersion.objects.create(
            question=question,
            kind=QuestionKind.CODING,
            title=code,
            statement="Read a number and write the next.",
            published_at=now,
        )
        for name, number in (("sample", 1), ("hidden", 41)):
            TestCase.objects.create(
                version=version,
                code=name,
                is_sample=name == "sample",
                input=f"{number}\n",
                expected_output=f"{number + 1}\n",
            )
        quiz = Quiz.objects.create(title=code, time_limit=TIME_LIMIT)
        QuizQuestion.objects.create(quiz=quiz, question=question, points=POINTS)
        invitation = Invitation.objects.create(
            purpose=Purpose.PREVIEW,
            position=Position.objects.create(title=code, quiz=quiz, is_open=False),
            candidate=Candidate.objects.create(name=code, email=f"{code}@{DOMAIN}"),
            quiz=quiz,
            expires_at=now + TIME_LIMIT,
        )
        return cls(code, invitation)


@transaction.atomic
def remove(code: str, *, now: datetime) -> None:
    """Delete all that a rehearsal made and left behind. A second call finds nothing."""
    for invitation in Invitation.objects.filter(candidate__email=f"{code}@{DOMAIN}"):
        attempt = invitation.attempt
        invitation.delete()
        if attempt is not None:
            attempts.erase(attempt=attempt, now=now)
    Candidate.objects.filter(email=f"{code}@{DOMAIN}").delete()
    Position.objects.filter(title=code).delete()
    Quiz.objects.filter(title=code).delete()
    QuestionVersion.objects.filter(question__code=code).delete()
    Question.objects.filter(code=code).delete()


def remove_abandoned(now: datetime) -> int:
    """Remove what examinations have left that were killed; return how many those were."""
    old = Question.objects.filter(code__regex=CODE, created_at__lt=now - ABANDONED_AFTER)
    emails = {f"{code}@{DOMAIN}": code for code in old.values_list("code", flat=True)}
    ours = Candidate.objects.filter(email__in=emails).values_list("email", flat=True)
    codes = [emails[email] for email in ours]
    for code in codes:
        remove(code, now=now)
    return len(codes)
