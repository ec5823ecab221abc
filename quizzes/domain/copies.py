"""A copy of each submission in the bucket, and its end.

    submitted --commit--> task --> bucket      `copied_at` says that it is there
                            `-- failed ------> the sweep, every minute
    erased ----commit--> task --> bucket, every version
                            `-- failed, or too early to be sure --> the sweep

Nothing here may delay or lose a submission: it is in the database before any of this begins.
Without a bucket nothing is copied.
"""

import logging
from datetime import datetime
from functools import partial
from hashlib import sha256

from django.db import transaction
from django.db.models import F
from django.tasks import task
from django.utils import timezone

from quizzes import bucket
from quizzes.choices import Purpose
from quizzes.models import Attempt, CopyErasure, Submission
from quizzes.rules import copies as rules

logger = logging.getLogger(__name__)

MOST_IN_A_SWEEP = 300
"""At 30 ms each, a sixth of the minute until the next sweep. Source: a guess, as for S3's 30 ms."""

FORMAT = 1


def copy_on_commit(submission: Submission) -> None:
    """Have a submission copied once it is committed. A queue that is away harms nobody."""
    if bucket.is_configured() and submission.answer.attempt.purpose == Purpose.REAL:
        transaction.on_commit(partial(copy_submission.enqueue, submission.pk), robust=True)


@task()
def copy_submission(submission_id: int) -> None:
    """Copy one submission; one that was erased meanwhile has nothing to copy."""
    submission = Submission.objects.with_origin().filter(pk=submission_id).first()
    if submission is None or submission.copied_at is not None:
        return
    try:
        keep_copy(submission=submission, now=timezone.now())
    except bucket.BucketUnavailable as problem:
        logger.warning("Submission %s is not copied yet: %s", submission.code, problem)


def keep_copy(*, submission: Submission, now: datetime) -> None:
    """Write the copy and note that it is there. A second call writes nothing.

    A copy that differs from what is there is our fault: it is logged as an error, and waits.

    Raises:
        BucketUnavailable: it has to be tried again.
    """
    copy = copy_of(submission)
    content = copy.to_bytes()
    try:
        bucket.write_once(key=copy.key, content=content, sha256=sha256(content).digest())
    except bucket.CopyDiffers:
        logger.exception("The bucket holds another submission %s.", submission.code)
        return
    Submission.objects.filter(pk=submission.pk).update(copied_at=now)


def copy_of(submission: Submission) -> rules.Copy:
    answer = submission.answer
    return rules.Copy(
        version=FORMAT,
        submission=submission.code,
        attempt=answer.attempt.code,
        question=answer.question.question.code,
        question_version=answer.question.number,
        answer=answer.number,
        number=submission.number,
        language=submission.language,
        text=submission.text,
        choices=submission.choices,
        cause=submission.cause,
        submitted_at=submission.submitted_at.isoformat(),
        content_sha256=rules.content_hash(text=submission.text, choices=submission.choices),
    )


def copy_missing(*, now: datetime) -> int:
    """Copy what has no copy yet; return how many were copied. A bucket that is away ends it."""
    if not bucket.is_configured():
        return 0
    missing = Submission.objects.without_copy(now - rules.OVERDUE_AFTER).with_origin()
    copied = 0
    for submission in missing.order_by("state_at")[:MOST_IN_A_SWEEP]:
        try:
            keep_copy(submission=submission, now=now)
        except bucket.BucketUnavailable as problem:
            logger.warning("%d submissions are not copied yet: %s", missing.count(), problem)
            break
        copied += 1
    return copied


def erase_on_commit(*, attempt: Attempt, now: datetime) -> None:
    """Note that the copies of an attempt have to go, and begin once it is committed."""
    may_be_copied = bucket.is_configured() and attempt.purpose == Purpose.REAL
    was_copied = Submission.objects.filter(answer__attempt=attempt, copied_at__isnull=False)
    if not may_be_copied and not was_copied.exists():
        return
    erasure = CopyErasure.objects.create(attempt_code=attempt.code, asked_at=now)
    transaction.on_commit(partial(erase_copies.enqueue, erasure.attempt_code), robust=True)


@task()
def erase_copies(attempt_code: str) -> None:
    """Delete the copies of an attempt. The sweep looks again, and tries again what failed."""
    for erasure in CopyErasure.objects.filter(attempt_code=attempt_code):
        _erase(erasure, now=timezone.now())


def erase_missing(*, now: datetime) -> int:
    """Go on with every erasure that has not come to its end; return how many have now.

    The one tried longest ago comes first; a bucket that is away ends it.
    """
    ended = 0
    for erasure in CopyErasure.objects.order_by(F("tried_at").asc(nulls_first=True)):
        ended += _erase(erasure, now=now)
        if erasure.problem:
            break
    return ended


def _erase(erasure: CopyErasure, *, now: datetime) -> bool:
    """Delete all versions; return whether nothing is left, nor can come any more.

    A task that read the submission before it was erased may still be writing. So
    only a look that finds nothing, later than any such task can live, is the last.
    """
    erasure.tried_at, erasure.problem = now, ""
    try:
        found = bucket.delete_every_version(prefix=rules.folder_of(erasure.attempt_code))
    except bucket.BucketUnavailable as problem:
        erasure.problem = str(problem)
        logger.warning("Copies of attempt %s are not erased yet: %s", erasure, problem)
    else:
        if not found and rules.is_settled(asked_at=erasure.asked_at, now=now):
            erasure.delete()
            logger.info("Every copy of attempt %s is erased.", erasure.attempt_code)
            return True
    erasure.save(update_fields=["tried_at", "problem"])
    return False
