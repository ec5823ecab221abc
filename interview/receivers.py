"""Hears the news of quizzes, and writes it into the log of the invitation concerned.

Previews belong to no invitation, and leave no trace here.
"""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from interview.choices import LogKind
from interview.domain import faults, log
from interview.models import Invitation
from quizzes import signals
from quizzes.choices import FinishReason
from quizzes.models import Answer, AnswerRevision, Attempt, Grade, Submission


def _record(attempt: Attempt, kind: LogKind, now: datetime, **details: Any) -> None:
    invitation = Invitation.objects.filter(attempt=attempt).first()
    if invitation is not None:
        log.record(invitation=invitation, kind=kind, now=now, **details)


@receiver(signals.answer_saved)
def log_save(answer: Answer, revision: AnswerRevision, now: datetime, **_: Any) -> None:
    kind = LogKind.SAVED_LATE if revision.is_late else LogKind.SAVED
    _record(answer.attempt, kind, now, question=answer.number, revision=revision.number)


@receiver(signals.samples_run)
def log_run(answer: Answer, verdict: str, now: datetime, **_: Any) -> None:
    _record(answer.attempt, LogKind.RAN, now, question=answer.number, verdict=verdict)


@receiver(signals.answer_submitted)
def log_submission(submission: Submission, now: datetime, **_: Any) -> None:
    _record(
        submission.answer.attempt,
        LogKind.SUBMITTED,
        now,
        question=submission.answer.number,
        submission=submission.code,
        cause=submission.cause,
    )


@receiver(signals.attempt_finished)
def log_finish(attempt: Attempt, now: datetime, **_: Any) -> None:
    expired = attempt.finish_reason == FinishReason.EXPIRED
    _record(attempt, LogKind.EXPIRED if expired else LogKind.FINISHED, now)


@receiver(signals.submission_graded)
def log_grade(submission: Submission, grade: Grade, now: datetime, **_: Any) -> None:
    judgement = grade.judgement or {}
    _record(
        submission.answer.attempt,
        LogKind.SCORED if grade.graded_by else LogKind.GRADED,
        now,
        actor=grade.graded_by,
        submission=submission.code,
        points=str(grade.points),
        verdict=grade.verdict,
        grader=judgement.get("grader_version", ""),
    )


@receiver(signals.grading_failed)
def log_failure(submission: Submission, problem: str, now: datetime, **_: Any) -> None:
    _record(submission.answer.attempt, LogKind.UNGRADED, now, submission=submission.code)
    transaction.on_commit(partial(faults.report_ungraded.enqueue, submission.code, problem))
