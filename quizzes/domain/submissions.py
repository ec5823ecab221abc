"""Freezing an answer and sending it to be graded."""

import logging
from datetime import datetime
from functools import partial

from django.db import transaction

from quizzes import signals
from quizzes.choices import (
    QuestionKind,
    SubmissionCause,
    SubmissionState,
)
from quizzes.domain import copies, grading, pace
from quizzes.domain.answers import closed_error
from quizzes.domain.errors import NothingToSubmit
from quizzes.models import Answer, AnswerRevision, Attempt, Submission
from quizzes.rules import answers as rules

logger = logging.getLogger(__name__)

FIRST_STATE = {
    QuestionKind.CODING: SubmissionState.QUEUED,
    QuestionKind.SINGLE_CHOICE: SubmissionState.QUEUED,
    QuestionKind.MULTIPLE_CHOICE: SubmissionState.QUEUED,
    QuestionKind.TEXT: SubmissionState.REVIEW,
}


@transaction.atomic
def submit_answer(*, answer: Answer, now: datetime) -> Submission:
    """Freeze the saved answer and send it to be graded; it stays editable.

    A second call for the same content returns the first submission and sends
    nothing; only going back to an older text submits that text again, so that
    the last submission is always the last word. Code leaves for the grader
    after the transaction commits, so a rolled-back submission is never graded.

    Raises:
        AttemptClosed: ``now`` is past closing time and its grace.
        SectionClosed: the same of the question's section.
        NothingToSubmit: nothing was answered yet.
        TooManySubmissions: too many within ten minutes; it is saved, and counts at closing.
    """
    attempt = Attempt.objects.select_for_update().get(pk=answer.attempt_id)
    answer = attempt.answers.select_related("question", "section").get(pk=answer.pk)
    if not answer.takes_answer(now):
        raise closed_error(answer, now)
    if rules.is_blank(answer):
        raise NothingToSubmit(attempt.code)
    earlier = list(answer.submissions.all())
    if not earlier or not rules.same_content(earlier[-1], answer):
        pace.refuse_too_many_submissions(answer, now)
    return _submission_of(answer, answer, cause=SubmissionCause.PRESSED, now=now, submitted_at=now)


def submit_at_closing(*, answer: Answer, now: datetime) -> Submission | None:
    """Freeze the last saved content of an answer when its attempt closes.

    Returns None for a blank one. The caller holds the attempt's lock. The time
    of submission is that of the last save, for that is when it was written.
    """
    if rules.is_blank(answer):
        return None
    return _submission_of(
        answer, answer, cause=SubmissionCause.CLOSING, now=now, submitted_at=answer.saved_at or now
    )


def submit_loaded(*, answer: Answer, revision: AnswerRevision, now: datetime) -> Submission:
    """Send a text that staff loaded from the candidate's file. The caller holds the attempt's lock.

    What the candidate saved and submitted stays as it is.
    """
    return _submission_of(
        answer, revision, cause=SubmissionCause.FILE, now=now, submitted_at=revision.saved_at
    )


def _replace_unread(earlier: list[Submission], *, now: datetime) -> None:
    """Spare a person the texts that a later one takes the place of."""
    for submission in earlier:
        if submission.state == SubmissionState.REVIEW:
            submission.state, submission.state_at = SubmissionState.REPLACED, now
            submission.save(update_fields=["state", "state_at"])


def _submission_of(
    answer: Answer,
    content: rules.Content,
    *,
    cause: SubmissionCause,
    now: datetime,
    submitted_at: datetime,
) -> Submission:
    earlier = list(answer.submissions.all())
    if earlier and rules.same_content(earlier[-1], content):
        return earlier[-1]
    _replace_unread(earlier, now=now)
    submission = Submission.objects.create(
        answer=answer,
        number=len(earlier) + 1,
        text=content.text,
        choices=content.choices,
        language=content.language,
        submitted_at=submitted_at,
        cause=cause,
        state=FIRST_STATE[QuestionKind(answer.question.kind)],
        state_at=now,
    )
    signals.answer_submitted.send(sender=Submission, submission=submission, now=now)
    copies.copy_on_commit(submission)
    if answer.question.has_choices:
        grading.grade_choices(submission=submission, now=now)
    elif answer.question.is_coding:
        transaction.on_commit(partial(grading.send_to_grader, submission))
    return submission
