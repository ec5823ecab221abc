"""Hears the news of quizzes: writes it into the log of the invitation concerned, and the event log.

Previews belong to no invitation, and leave no trace in the first.
"""

import logging
from collections.abc import Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.dispatch import receiver
from django.utils import timezone

from interview.choices import GraderFinding, LogKind
from interview.domain import faults, log, usage
from interview.logs import Event, Metric, event
from interview.models import Invitation
from quizzes import gateway, signals
from quizzes.choices import FinishReason, Verdict
from quizzes.models import Answer, AnswerRevision, Attempt, Grade, Submission
from quizzes.rules.function_reports import Billed

_waited: ContextVar[tuple[str, int]] = ContextVar("waited", default=("", 0))
"""The submission that this thread grades, and how long it had waited in ms."""


def _record(attempt: Attempt, kind: LogKind, now: datetime, **details: Any) -> None:
    invitation = Invitation.objects.filter(attempt=attempt).first()
    if invitation is not None:
        log.record(invitation=invitation, kind=kind, now=now, **details)


def _event(kind: Event, **fields: Any) -> None:
    """Write an event when what it tells of is committed."""
    transaction.on_commit(partial(event, kind, **fields))


@receiver(signals.answer_saved)
def log_save(answer: Answer, revision: AnswerRevision, now: datetime, **_: Any) -> None:
    kind = LogKind.SAVED_LATE if revision.is_late else LogKind.SAVED
    where = {"question": answer.number, "revision": revision.number}
    _record(answer.attempt, kind, now, **where)
    _event(Event.ANSWER_SAVED, attempt=answer.attempt.code, **where)


@receiver(signals.samples_run)
def log_run(answer: Answer, verdict: str, now: datetime, **_: Any) -> None:
    what = {"question": answer.number, "verdict": verdict}
    _record(answer.attempt, LogKind.RAN, now, **what)
    _event(Event.SAMPLES_RUN, attempt=answer.attempt.code, **what)


@receiver(signals.answer_submitted)
def log_submission(submission: Submission, now: datetime, **_: Any) -> None:
    attempt = submission.answer.attempt
    what = {
        "question": submission.answer.number,
        "submission": submission.code,
        "cause": submission.cause,
    }
    _record(attempt, LogKind.SUBMITTED, now, **what)
    _event(Event.ANSWER_SUBMITTED, attempt=attempt.code, **what)


@receiver(signals.grading_started)
def log_start(submission: Submission, waited: timedelta, **_: Any) -> None:
    waited_ms = round(1000 * max(waited, timedelta()).total_seconds())
    _waited.set((submission.code, waited_ms))
    event(
        Event.GRADING_STARTED,
        submission=submission.code,
        waited_ms=waited_ms,
        metrics={Metric.QUEUE_WAIT: waited_ms},
    )


@receiver(gateway.asked)
def note_grader_call(
    job: Any, answer: Any, took_ms: int, billed: Sequence[Billed], **_: Any
) -> None:
    """Keep what the grader took and cost. Whether it judged is told from the answer alone."""
    finding = _finding(answer)
    taken, waited_ms = _waited.get()
    call = usage.note_grader_call(
        job=job.code,
        language=job.language,
        finding=finding,
        took_ms=took_ms,
        waited_ms=waited_ms if taken == job.code else None,
        billed=billed,
        now=timezone.now(),
    )
    event(
        Event.GRADER_ASKED,
        level=logging.INFO if finding == GraderFinding.JUDGED else logging.ERROR,
        job=job.code,
        language=job.language,
        finding=finding.value,
        took_ms=took_ms,
        billed_ms=call.billed_ms,
        memory_mb=call.memory_mb,
        invocations=call.invocations,
        metrics={
            Metric.GRADE_TIME: took_ms,
            Metric.JUDGE_ERRORS: int(finding != GraderFinding.JUDGED),
        },
    )


def _finding(answer: Any) -> GraderFinding:
    if isinstance(answer, gateway.GraderUnavailable):
        return GraderFinding.UNAVAILABLE
    verdicts = {run.verdict.value for run in answer.runs}
    if not verdicts or Verdict.JUDGE_ERROR in verdicts:
        return GraderFinding.JUDGE_ERROR
    return GraderFinding.JUDGED


@receiver(signals.attempt_finished)
def log_finish(attempt: Attempt, now: datetime, **_: Any) -> None:
    expired = attempt.finish_reason == FinishReason.EXPIRED
    _record(attempt, LogKind.EXPIRED if expired else LogKind.FINISHED, now)
    _event(Event.ATTEMPT_FINISHED, attempt=attempt.code, cause=attempt.finish_reason)


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
    _event(
        Event.SUBMISSION_GRADED,
        attempt=submission.answer.attempt.code,
        submission=submission.code,
        verdict=grade.verdict,
        grader=judgement.get("grader_version", ""),
    )


@receiver(signals.grading_failed)
def log_failure(submission: Submission, problem: str, now: datetime, **_: Any) -> None:
    attempt = submission.answer.attempt
    _record(attempt, LogKind.UNGRADED, now, submission=submission.code)
    _event(
        Event.SUBMISSION_UNGRADED,
        level=logging.ERROR,
        attempt=attempt.code,
        submission=submission.code,
    )
    transaction.on_commit(partial(faults.report_ungraded.enqueue, submission.code, problem))
