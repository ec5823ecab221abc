"""Hears the news of quizzes: writes it into the event log, notes what is used, tells of faults.

What happened in an attempt the attempt itself remembers: see quizzes.domain.events.
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

from interview.choices import GraderFinding
from interview.domain import faults, letters, problems, usage
from interview.logs import Event, Metric, event
from quizzes import gateway, signals
from quizzes.choices import Fault, Verdict
from quizzes.models import Answer, AnswerRevision, Attempt, Grade, Submission
from quizzes.rules.function_reports import Billed

_waited: ContextVar[tuple[str, int]] = ContextVar("waited", default=("", 0))
"""The submission that this thread grades, and how long it had waited in ms."""


def _event(kind: Event, **fields: Any) -> None:
    """Write an event when what it tells of is committed."""
    transaction.on_commit(partial(event, kind, **fields))


@receiver(signals.answer_saved)
def log_save(answer: Answer, revision: AnswerRevision, **_: Any) -> None:
    _event(
        Event.ANSWER_SAVED,
        attempt=answer.attempt.code,
        question=answer.number,
        revision=revision.number,
    )


@receiver(signals.samples_run)
def log_run(answer: Answer, verdict: str, **_: Any) -> None:
    _event(Event.SAMPLES_RUN, attempt=answer.attempt.code, question=answer.number, verdict=verdict)


@receiver(signals.answer_submitted)
def log_submission(submission: Submission, **_: Any) -> None:
    _event(
        Event.ANSWER_SUBMITTED,
        attempt=submission.answer.attempt.code,
        question=submission.answer.number,
        submission=submission.code,
        cause=submission.cause,
    )


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
def log_finish(attempt: Attempt, **_: Any) -> None:
    _event(Event.ATTEMPT_FINISHED, attempt=attempt.code, cause=attempt.finish_reason)


@receiver(signals.attempt_finished)
def confirm_finish(attempt: Attempt, now: datetime, **_: Any) -> None:
    letters.confirm_finish(attempt=attempt, now=now)


@receiver(signals.clock_asked)
def tell_answers(attempt: Attempt, **_: Any) -> dict[str, Any] | None:
    return problems.news_for(attempt)


@receiver(signals.submission_graded)
def log_grade(submission: Submission, grade: Grade, **_: Any) -> None:
    judgement = grade.judgement or {}
    _event(
        Event.SUBMISSION_GRADED,
        attempt=submission.answer.attempt.code,
        submission=submission.code,
        verdict=grade.verdict,
        grader=judgement.get("grader_version", ""),
    )


@receiver(signals.grading_failed)
def log_failure(submission: Submission, fault: Fault, **_: Any) -> None:
    _event(
        Event.SUBMISSION_UNGRADED,
        level=logging.ERROR,
        attempt=submission.answer.attempt.code,
        submission=submission.code,
    )
    transaction.on_commit(partial(faults.report_ungraded.enqueue, submission.code, fault.value))
