"""The append-only log of an attempt: whoever has it can tell the attempt again.

What the verbs of this app announce by signal is heard below, inside the
transaction that makes it true. What has no signal is recorded by its verb.
"""

import re
from datetime import datetime
from typing import Any

from django.dispatch import receiver

from accounts.models import User
from quizzes import signals
from quizzes.choices import EventKind, FinishReason
from quizzes.models import Answer, AnswerRevision, Attempt, AttemptEvent, Grade, Submission
from quizzes.rules.fingerprints import fingerprint

CODE = re.compile(r"[\w:.+/=-]{0,100}", re.ASCII)
"""What a text in the details may look like: a code, a moment, a hash. No word of anybody's."""


class NotACode(ValueError):
    """A detail of an event is neither a number nor a code."""


def record(
    attempt: Attempt, kind: EventKind, *, now: datetime, actor: str = "", **details: Any
) -> AttemptEvent:
    """Add one event. ``actor`` is empty for the candidate and for the system.

    Raises:
        NotACode: a detail could be a name, an address or an answer.
    """
    for name, value in details.items():
        if not is_code(value):
            raise NotACode(f"The detail {name} of an event must be a number or a code.")
    return AttemptEvent.objects.create(
        attempt=attempt, kind=kind, at=now, actor=actor, details=details
    )


def is_code(value: Any) -> bool:
    if isinstance(value, str):
        return CODE.fullmatch(value) is not None
    return value is None or isinstance(value, int | float)


def staff(user: User | None) -> str:
    """Return the code by which a member of staff stands in the log."""
    return f"staff:{user.pk}" if user else ""


@receiver(signals.answer_saved)
def record_save(answer: Answer, revision: AnswerRevision, now: datetime, **_: Any) -> None:
    record(
        answer.attempt,
        _kind_of_save(revision),
        now=now,
        question=answer.number,
        revision=revision.number,
        sha256=fingerprint(revision.text, revision.choices),
    )


def _kind_of_save(revision: AnswerRevision) -> EventKind:
    if revision.is_late:
        return EventKind.SAVED_LATE
    return EventKind.SAVED_ASIDE if revision.is_set_aside else EventKind.SAVED


@receiver(signals.samples_run)
def record_run(answer: Answer, verdict: str, now: datetime, **_: Any) -> None:
    record(answer.attempt, EventKind.RAN, now=now, question=answer.number, verdict=verdict)


@receiver(signals.answer_submitted)
def record_submission(submission: Submission, now: datetime, **_: Any) -> None:
    record(
        submission.answer.attempt,
        EventKind.SUBMITTED,
        now=now,
        question=submission.answer.number,
        submission=submission.code,
        cause=submission.cause,
        sha256=fingerprint(submission.text, submission.choices),
    )


@receiver(signals.attempt_finished)
def record_finish(attempt: Attempt, now: datetime, **_: Any) -> None:
    record(attempt, FINISHES[FinishReason(attempt.finish_reason)], now=now)


FINISHES = {
    FinishReason.SUBMITTED: EventKind.FINISHED,
    FinishReason.EXPIRED: EventKind.EXPIRED,
    FinishReason.WITHDRAWN: EventKind.WITHDRAWN,
}


@receiver(signals.submission_graded)
def record_grade(submission: Submission, grade: Grade, now: datetime, **_: Any) -> None:
    record(
        submission.answer.attempt,
        EventKind.SCORED if grade.graded_by else EventKind.GRADED,
        now=now,
        actor=staff(grade.graded_by),
        submission=submission.code,
        points=str(grade.points),
        verdict=grade.verdict,
        grader=(grade.judgement or {}).get("grader_version", ""),
    )


@receiver(signals.grading_failed)
def record_failure(submission: Submission, now: datetime, **_: Any) -> None:
    record(submission.answer.attempt, EventKind.UNGRADED, now=now, submission=submission.code)
