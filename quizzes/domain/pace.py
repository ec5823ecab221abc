"""Says how many runs and submissions an answer has left, and takes one."""

from datetime import UTC, datetime

from django.db import transaction

from quizzes.choices import SubmissionCause
from quizzes.domain.errors import TooManyRuns, TooManySubmissions
from quizzes.models import Answer
from quizzes.rules.pace import RUNS, SUBMISSIONS, Standing


def of_runs(answer: Answer, now: datetime) -> Standing:
    return RUNS.standing((datetime.fromtimestamp(at, UTC) for at in answer.runs_at), now)


def of_submissions(answer: Answer, now: datetime) -> Standing:
    """Ask of what the candidate pressed. Prefetch ``submissions`` for a page."""
    pressed = [one for one in answer.submissions.all() if one.cause == SubmissionCause.PRESSED]
    return SUBMISSIONS.standing((one.submitted_at for one in pressed), now)


@transaction.atomic
def take_run(answer: Answer, now: datetime) -> None:
    """Count one more run, before it begins, so that those side by side are counted too.

    Raises:
        TooManyRuns: none is left.
    """
    locked = Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)
    standing = of_runs(locked, now)
    if standing.again_at is not None:
        raise TooManyRuns(standing.again_at)
    since = (now - RUNS.within).timestamp()
    locked.runs_at = [*(at for at in locked.runs_at if at > since), now.timestamp()]
    locked.save(update_fields=["runs_at"])
    answer.runs_at = locked.runs_at


def refuse_too_many_submissions(answer: Answer, now: datetime) -> None:
    """Raises TooManySubmissions when none is left. The caller holds the attempt's lock."""
    if (again_at := of_submissions(answer, now).again_at) is not None:
        raise TooManySubmissions(again_at)
