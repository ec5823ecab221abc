"""From a submission to its grade: by rule, by the grader, or by a person."""

import logging
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import DatabaseError, transaction
from django.tasks import DEFAULT_TASK_QUEUE_NAME, default_task_backend, task
from django.utils import timezone

from accounts.models import User
from grading.protocol import Judgement
from grading.protocol import Verdict as Finding
from quizzes import gateway, signals
from quizzes.choices import Fault, QuestionKind, SubmissionState, Verdict
from quizzes.domain import claims, jobs, results
from quizzes.domain.claims import Claim
from quizzes.domain.errors import PointsOutOfRange
from quizzes.models import Grade, Submission
from quizzes.rules import scoring

logger = logging.getLogger(__name__)

CONTAINERS = "containers"
"""The queue of what the grader of this deployment does not take."""

UNSENT_AFTER = timedelta(minutes=1)
"""A submission that waits so long unsent was left behind: the web died, or the queue was away."""

STUCK_AFTER = timedelta(minutes=10)
"""One that was sent and waits longer counts as lost. If it was merely late, it is sent twice,
and the second message does nothing."""

GIVEN_UP = f"It was tried {claims.MOST_TRIES} times, and the worker died or failed each time."

HEARINGS = 2
"""A grader that is silent on a submission so often has it wait for a person."""

WAY_TO_THE_GRADER = ("claim", "claimed_until", "sent_at", "tries", "problem")


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
    return _recorded(Grade(submission=submission, points=points, graded_at=now))


def send_to_grader(submission: Submission) -> None:
    """Leave a submission to the queue. Call it once the submission is committed.

    What the grader of this deployment does not take goes to the queue of the
    containers. When the queue cannot be reached, this is logged and the sweep
    sends the submission a minute later: whoever submitted has done all he can.
    """
    needs = jobs.needs(submission.answer.question, language=submission.language)
    elsewhere = gateway.untaken(needs) and has_containers()
    queue = CONTAINERS if elsewhere else DEFAULT_TASK_QUEUE_NAME
    sending = Submission.objects.filter(pk=submission.pk)
    sent_at = timezone.now()
    sending.update(sent_at=sent_at)  # first: a worker may be done with it before enqueue returns
    try:
        grade_submission.using(queue_name=queue).enqueue(submission.pk)
    except Exception:  # of whichever backend; nothing of it is for the candidate
        logger.exception("Submission %s could not be sent to the grader.", submission.code)
        sending.filter(sent_at=sent_at).update(sent_at=None)


def has_containers() -> bool:
    """Say whether this deployment has a queue for what its own grader does not take."""
    return CONTAINERS in default_task_backend.queues


@task()
def grade_submission(submission_id: int) -> None:
    """Have the grader judge one submission, and record what it finds.

    A message that comes twice finds the submission taken, or graded, and does
    nothing; if the worker that took it has died, it is taken over. When the
    grader fails twice the submission waits as "could not be graded yet".

    Raises:
        NoTimeLeft: this worker is about to be ended; whoever gets the message
            again has more time.
        GraderBusy: the grader had no room; the submission waits until it has,
            and is not given up for it.
        GraderSilent: it did not answer, for the first time; it is asked once more.
    """
    now = timezone.now()
    waiting = Submission.objects.filter(pk=submission_id)
    waiting_since = waiting.values_list("state_at", flat=True).first() or now
    claim = claims.take(submission_id=submission_id, now=now)
    if claim is None:
        logger.info("Submission %s is not waiting to be graded.", submission_id)
        return
    try:
        with claims.kept(claim):
            _grade(claim, waited=now - waiting_since, now=now)
    except Exception as fault:
        with suppress(DatabaseError):  # then the claim runs out by itself
            is_busy = isinstance(fault, gateway.GraderBusy)
            claims.give_back(claim, now=timezone.now(), counts=not is_busy)
        raise


def _grade(claim: Claim, *, waited: timedelta, now: datetime) -> None:
    submission = Submission.objects.select_related("answer__question").get(pk=claim.submission_id)
    signals.grading_started.send(sender=Submission, submission=submission, waited=waited, now=now)
    try:
        judgement = gateway.judge(jobs.job_for_submission(submission))
    except (gateway.NoTimeLeft, gateway.GraderBusy):
        raise
    except gateway.GraderUnavailable as problem:
        if isinstance(problem, gateway.GraderSilent) and submission.tries < HEARINGS:
            raise
        record_failure(
            submission=submission,
            problem=str(problem),
            fault=Fault.UNAVAILABLE,
            now=timezone.now(),
            claim=claim,
        )
    else:
        record_judgement(
            submission=submission, judgement=judgement, now=timezone.now(), claim=claim
        )


def record_judgement(
    *, submission: Submission, judgement: Judgement, now: datetime, claim: Claim | None = None
) -> Grade | None:
    """Turn a judgement into a grade.

    A judge_error anywhere is our fault: it costs no points and gives no grade,
    and the submission waits as "could not be graded yet".

    claim: under which it was judged. If somebody else's holds by now, the
        judgement comes too late and is dropped.
    """
    faults = [run for run in judgement.runs if run.verdict is Finding.JUDGE_ERROR]
    if faults or not judgement.runs:
        record_failure(
            submission=submission,
            problem=faults[0].reason if faults else "The judgement is empty.",
            fault=Fault.JUDGE_ERROR,
            now=now,
            claim=claim,
        )
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
        ),
        claim=claim,
    )


@transaction.atomic
def record_failure(
    *,
    submission: Submission,
    problem: str,
    fault: Fault,
    now: datetime,
    claim: Claim | None = None,
) -> None:
    """Remember that the grader failed, and tell whoever listens; nobody loses points.

    claim: as of `record_judgement`.
    """
    if not _settle(
        submission, state=SubmissionState.UNGRADED, now=now, claim=claim, problem=problem
    ):
        return
    results.update_result(attempt=submission.answer.attempt, now=now)
    logger.error("Submission %s could not be graded: %s.", submission.code, fault.value)
    signals.grading_failed.send(sender=Submission, submission=submission, fault=fault, now=now)


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
    return _recorded(
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
    """Have code judged again. The old judgement stays until, and after, the new one comes.

    A grader that is at it right now works for nothing.
    """
    if not results.hold(submission.answer.attempt_id):
        return  # it was erased
    submission.state, submission.state_at = SubmissionState.QUEUED, now
    submission.claim, submission.claimed_until, submission.sent_at = "", None, None
    submission.tries, submission.problem = 0, ""
    submission.save(update_fields=["state", "state_at", *WAY_TO_THE_GRADER])
    results.update_result(attempt=submission.answer.attempt, now=now)
    transaction.on_commit(lambda: send_to_grader(submission))


def send_stuck_again(*, now: datetime) -> int:
    """Send submissions again that were lost on their way; return how many there were.

    Such are those whose worker died, whose message never left, and whose message
    never reached a worker. One that was tried too often is given up instead, and
    waits for a person.

    Raises:
        ExceptionGroup: of those that failed, once all others are sent.
    """
    stuck = Submission.objects.stuck(
        claims_before=now, unsent_before=now - UNSENT_AFTER, sent_before=now - STUCK_AFTER
    ).select_related("answer__attempt", "answer__question")
    lost, failures = 0, list[Exception]()
    for submission in stuck:
        try:
            lost += _send_again(submission, now=now)
        except Exception as failure:  # of one, which keeps nobody else waiting
            logger.exception("Submission %s could not be sent again.", submission.code)
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} submissions could not be sent again.", failures)
    return lost


def _send_again(submission: Submission, *, now: datetime) -> bool:
    """Send a lost submission or give it up; say whether it was sent."""
    if not claims.wait_again(submission, now=now):
        return False
    if submission.tries >= claims.MOST_TRIES:  # so nobody else takes it
        record_failure(submission=submission, problem=GIVEN_UP, fault=Fault.GIVEN_UP, now=now)
        return False
    logger.warning("Submission %s was lost on its way and is sent again.", submission.code)
    send_to_grader(submission)
    return True


def _recorded(grade: Grade) -> Grade:
    """Store a grade that nothing can keep from being stored."""
    _record(grade)
    return grade


@transaction.atomic
def _record(grade: Grade, *, claim: Claim | None = None) -> Grade | None:
    submission = grade.submission
    if not _settle(submission, state=SubmissionState.GRADED, now=grade.graded_at, claim=claim):
        return None
    grade.save()
    results.update_result(attempt=submission.answer.attempt, now=grade.graded_at)
    signals.submission_graded.send(
        sender=Submission, submission=submission, grade=grade, now=grade.graded_at
    )
    return grade


def _settle(
    submission: Submission,
    *,
    state: SubmissionState,
    now: datetime,
    claim: Claim | None,
    problem: str = "",
) -> bool:
    """Move a submission on, unless it is erased or the claim's no more; without one, always."""
    if not results.hold(submission.answer.attempt_id):
        logger.warning("Submission %s was erased meanwhile.", submission.code)
        return False
    if claim is not None and not claims.settle(claim, state=state, problem=problem, now=now):
        logger.warning("What became of submission %s comes too late.", submission.code)
        return False
    submission.state, submission.state_at = state, now
    submission.claim, submission.claimed_until, submission.problem = "", None, problem
    if claim is None:
        submission.save(update_fields=["state", "state_at", "claim", "claimed_until", "problem"])
    return True
