"""The points of whole attempts."""

from collections import defaultdict
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from quizzes.choices import SubmissionState
from quizzes.models import Attempt, Result, Submission
from quizzes.rules import scoring

SETTLED_STATES = frozenset({SubmissionState.GRADED, SubmissionState.REPLACED})


def hold(attempt_id: int) -> bool:
    """Lock an attempt's row until the transaction ends; false if it is erased.

    Whoever writes an attempt and a submission of it does this first: two that took
    the rows in different orders would wait for each other.
    """
    return bool(Attempt.objects.select_for_update().filter(pk=attempt_id).values_list("pk"))


@transaction.atomic
def update_result(*, attempt: Attempt, now: datetime) -> Result:
    """Compute an attempt's points anew from its grades, and store them.

    A result is complete once the attempt is finished and every submission of it
    is graded; what waits or could not be graded counts as nothing until then.

    The attempt's row is locked first: of two grades that arrive at once, the
    later one computes the sum of both.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    answers = list(attempt.answers.all())
    submissions = Submission.objects.filter(answer__in=answers).with_grades()
    by_answer: dict[int, list[Submission]] = defaultdict(list)
    for submission in submissions:
        by_answer[submission.answer_id].append(submission)
    points = [answer_points(by_answer[answer.pk], counting=attempt.counting) for answer in answers]
    result, _ = Result.objects.update_or_create(
        attempt=attempt,
        defaults={
            "points": scoring.total_points(points),
            "max_points": sum(answer.points for answer in answers),
            "is_complete": attempt.finished_at is not None
            and all(one.state in SETTLED_STATES for one in submissions),
            "computed_at": now,
        },
    )
    return result


def answer_points(submissions: list[Submission], *, counting: str) -> Decimal:
    """Return the points of one answer from its submissions, oldest first."""
    grades = [grade for one in submissions if (grade := one.grade) is not None]
    return scoring.counting_points([grade.points for grade in grades], counting=counting)


def counting_submission(submissions: list[Submission], *, counting: str) -> Submission | None:
    """Return the submission that gives an answer its points, or None if none is graded."""
    graded = [one for one in submissions if one.grade is not None]
    if not graded:
        return None
    best = answer_points(graded, counting=counting)
    return next(one for one in reversed(graded) if one.grade and one.grade.points == best)
