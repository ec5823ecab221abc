"""From a submission to its grade: by rule, by the grader, or by a person."""

import logging
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from accounts.models import User
from grading.protocol import Judgement
from grading.protocol import Verdict as Finding
from quizzes import gateway, signals
from quizzes.choices import QuestionKind, SubmissionState, Verdict
from quizzes.domain import jobs, results
from quizzes.domain.errors import PointsOutOfRange
from quizzes.models import Grade, Submission
from quizzes.rules import scoring

logger = logging.getLogger(__name__)

STUCK_AFTER = timedelta(minutes=10)
"""A submission that waits longer was lost on its way: its worker died, or the queue did."""


def grade_choices(*, submission: Submission, now: datetime) -> Grade:
    """Score a choice question at once."""
    answer = submission.answer
    correct = [choice.code for choice in answer.question.choices.all() if choice.is_correct]
    points_for = (
        scoring.single_choice_points
        if answer.question.kind == QuestionKind.SINGLE_CHOICE
        else scoring.multiple_choice_points
    )
    points = points_for(submission.choices, correct=correct, points=answer.points)
    return _record(Grade(submission=submission, points=points, graded_at=now))


def send_to_grader(submission: Submission) -> None:
    """Leave a submission to the queue. Call it once the submission is committed."""
    grade_submission.enqueue(submission.pk)


@task()
def grade_submission(submission_id: int) -> None:
    """Have the grader judge one submission, and record what it finds.

    A redelivered message finds the submission taken and does nothing. When the
    grader fails twice the submission waits as "could not be graded yet".
    """
    now = timezone.now()
    waiting = Submission.objects.filter(pk=submission_id, state=SubmissionState.QUEUED)
    queued_at = waiting.values_list("state_at", flat=True).first()
    if not waiting.update(state=SubmissionState.GRADING, state_at=now):
        logger.info("Submission %s is not waiting to be graded.", submission_id)
        return
    submission = Submission.objects.select_related("answer__question").get(pk=submission_id)
    signals.grading_started.send(
        sender=Submission, submission=submission, waited=now - (queued_at or now), now=now
    )
    try:
        judgement = gateway.judge(jobs.job_for_submission(submission))
    except gateway.GraderUnavailable as problem:
        record_failure(submission=submission, problem=str(problem), now=timezone.now())
    else:
        record_judgement(submission=submission, judgement=judgement, now=timezone.now())


def record_judgement(
    *, submission: Submission, judgement: Judgement, now: datetime
) -> Grade | None:
    """Turn a judgement into a grade.

    A judge_error anywhere is our fault: it costs no points and gives no grade,
    and the submission waits as "could not be graded yet".
    """
    faults = [run for run in judgement.runs if run.verdict is Finding.JUDGE_ERROR]
    if faults or not judgement.runs:
        problem = faults[0].reason if faults else "The judgement is empty."
        record_failure(submission=submission, problem=problem, now=now)
        return None
    answer = submission.answer
    weights = {case.code: case.weight for case in answer.question.test_cases.all()}
    points = scoring.coding_points(
        {run.test_case: run.verdict for run in judgement.runs},
        weights=weights,
        points=answer.points,
    )
    return _record(
        Grade(
            submission=submission,
            points=points,
            verdict=Verdict(judgement.verdict.value),
            judgement=judgement.to_json(),
            graded_at=now,
        )
    )


@transaction.atomic
def record_failure(*, submission: Submission, problem: str, now: datetime) -> None:
    """Remember that the grader failed, and tell whoever listens; nobody loses points."""
    submission.state, submission.state_at = SubmissionState.UNGRADED, now
    submission.save(update_fields=["state", "state_at"])
    results.update_result(attempt=submission.answer.attempt, now=now)
    logger.error("Submission %s could not be graded: %s", submission.code, problem)
    signals.grading_failed.send(sender=Submission, submission=submission, problem=problem, now=now)


def score_by_hand(
    *, submission: Submission, points: Decimal, comment: str, graded_by: User, now: datetime
) -> Grade:
    """Give points by a person's judgement. Earlier grades stay in the history.

    Raises:
        PointsOutOfRange: below 0 or above what the answer is worth.
    """
    if not 0 <= points <= submission.answer.points:
        raise PointsOutOfRange(f"{points} is not within 0 and {submission.answer.points}.")
    before = submission.grade
    return _record(
        Grade(
            submission=submission,
            points=points,
            verdict=before.verdict if before else "",
            judgement=before.judgement if before else None,
            comment=comment,
            graded_at=now,
            graded_by=graded_by,
        )
    )


@transaction.atomic
def regrade(*, submission: Submission, now: datetime) -> None:
    """Have code judged again. The old judgement stays until, and after, the new one comes."""
    submission.state, submission.state_at = SubmissionState.QUEUED, now
    submission.save(update_fields=["state", "state_at"])
    results.update_result(attempt=submission.answer.attempt, now=now)
    transaction.on_commit(lambda: send_to_grader(submission))


def send_stuck_again(*, now: datetime) -> int:
    """Send submissions again that were lost on their way; return how many there were.

    Such are those that a worker took and never brought back, and those whose
    message never reached a worker.
    """
    stuck = Submission.objects.filter(
        state__in=[SubmissionState.QUEUED, SubmissionState.GRADING], state_at__lt=now - STUCK_AFTER
    ).select_related("answer__attempt")
    for submission in stuck:
        logger.warning("Submission %s was lost on its way and is sent again.", submission.code)
        regrade(submission=submission, now=now)
    return len(stuck)


@transaction.atomic
def _record(grade: Grade) -> Grade:
    grade.save()
    submission = grade.submission
    submission.state, submission.state_at = SubmissionState.GRADED, grade.graded_at
    submission.save(update_fields=["state", "state_at"])
    results.update_result(attempt=submission.answer.attempt, now=grade.graded_at)
    signals.submission_graded.send(
        sender=Submission, submission=submission, grade=grade, now=grade.graded_at
    )
    return grade
