"""Who is grading a submission: a claim, which its holder keeps alive and which runs out.

    queued --take--> grading --settle--> graded or ungraded
      ^                |  ^ renew, while the grader works
      |--give_back-----'  |
      '                   take, by another worker, once the claim has run out

A worker that is killed says nothing, so its claim ends by itself after LEASE. Whoever
takes over gets a new token, and the first holder, should it come back after all, can
settle nothing any more. All of it is single statements: two that come at once are put
in order by the database, with no lock held while the grader works.

Clocks of different machines are compared here; they may differ by seconds, not by LEASE.
"""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, connection
from django.db.models import F, Q
from django.utils import timezone

from quizzes.choices import SubmissionState
from quizzes.models import Submission
from quizzes.models.attempt import new_code
from quizzes.models.submission import SubmissionQuerySet

logger = logging.getLogger(__name__)

LEASE = timedelta(seconds=45)
"""How long a claim holds without being renewed. Shorter than the time for which a queue hides
a message that somebody took, so that whoever gets it again finds the claim run out."""

RENEWED_EVERY = timedelta(seconds=15)
"""Two renewals may fail, and the claim still holds."""

MOST_TRIES = 5
"""After so many claims that came to nothing a submission waits for a person. A guess."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One worker's right to say what becomes of one submission."""

    submission_id: int
    token: str


def take(*, submission_id: int, now: datetime) -> Claim | None:
    """Claim a submission that waits, or whose claim has run out; None if there is no such."""
    claim = Claim(submission_id, new_code())
    taken = (
        Submission.objects.filter(_waiting(now), pk=submission_id, tries__lt=MOST_TRIES)
    ).update(
        state=SubmissionState.GRADING,
        state_at=now,
        claim=claim.token,
        claimed_until=now + LEASE,
        tries=F("tries") + 1,
    )
    return claim if taken else None


def _waiting(now: datetime) -> Q:
    return Q(state=SubmissionState.QUEUED) | Q(state=SubmissionState.GRADING, claimed_until__lt=now)


def renew(claim: Claim, *, now: datetime) -> bool:
    """Make a claim hold for another LEASE; false if it is somebody else's by now."""
    return bool(_held(claim).update(claimed_until=now + LEASE))


def give_back(claim: Claim, *, now: datetime, counts: bool = True) -> None:
    """Let a submission wait again, as after a fault on the way; it is sent anew by the sweep.

    counts: whether this was one of the tries after which it is given up.
    """
    _held(claim).update(
        state=SubmissionState.QUEUED,
        state_at=now,
        claim="",
        claimed_until=None,
        sent_at=None,
        tries=F("tries") - (0 if counts else 1),
    )


def wait_again(submission: Submission, *, now: datetime) -> bool:
    """Let a submission wait as if it had never been sent; false if it has moved on meanwhile."""
    return bool(
        Submission.objects.filter(
            pk=submission.pk,
            state=submission.state,
            state_at=submission.state_at,
            claimed_until=submission.claimed_until,
        ).update(
            state=SubmissionState.QUEUED, state_at=now, claim="", claimed_until=None, sent_at=None
        )
    )


def settle(claim: Claim, *, state: SubmissionState, problem: str = "", now: datetime) -> bool:
    """End a claim with what came of it; false if another worker or a person came before.

    Call it first, but for the attempt's lock, in the transaction that writes the
    outcome: what it locks makes everybody else wait for that.
    """
    return bool(
        _held(claim).update(
            state=state, state_at=now, claim="", claimed_until=None, problem=problem
        )
    )


def _held(claim: Claim) -> SubmissionQuerySet:
    return Submission.objects.filter(
        pk=claim.submission_id, claim=claim.token, state=SubmissionState.GRADING
    )


@contextmanager
def kept(claim: Claim) -> Iterator[None]:
    """Renew a claim as long as the block takes, from a thread beside it.

    A short block costs the thread and no query. A renewal that fails is tried
    again at the next turn.
    """
    over = threading.Event()

    def renew_until_over() -> None:
        while not over.wait(RENEWED_EVERY.total_seconds()):
            try:
                if not renew(claim, now=timezone.now()):
                    return
            except DatabaseError:
                logger.warning("A claim could not be renewed.", exc_info=True)
            finally:
                connection.close()

    renewing = threading.Thread(target=renew_until_over, name="renew claim", daemon=True)
    renewing.start()
    try:
        yield
    finally:
        over.set()
        renewing.join()
