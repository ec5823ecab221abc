"""Telling candidates and colleagues by mail what has happened: once, and only while it is true.

WAITING --task--> SENDING --> SENT, REFUSED
                     |`-- server away ------> FAILED --the sweep, for two days--> WAITING
                     |`-- no longer true ---> OUTDATED
                      `-- the sender died --> UNSURE

An invitation's mail has another way (interview.domain.mails): it carries the link, so it had
better come twice than never. What a letter tells stands on a page as well, so it never comes twice.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.tasks import task
from django.utils import timezone

from accounts.models import User
from interview import emails
from interview.choices import LetterKind, LetterState
from interview.models import Invitation, Letter
from interview.rules import mails as rules
from quizzes.choices import FinishReason, Purpose
from quizzes.models import Attempt

logger = logging.getLogger(__name__)


def confirm_finish(*, attempt: Attempt, now: datetime) -> None:
    """Tell a candidate what was received. Of somebody who withdraws, `tell_of_withdrawal` does.

    An attempt that was opened again and ends once more is confirmed once more.
    """
    if attempt.finish_reason == FinishReason.WITHDRAWN or attempt.finished_at is None:
        return
    if (invitation := Invitation.objects.filter(attempt=attempt).first()) is not None:
        occasion = _moment(attempt.finished_at)
        write_to_candidate(invitation, LetterKind.FINISHED, occasion=occasion, now=now)


def tell_of_withdrawal(invitation: Invitation, *, now: datetime) -> None:
    """Tell the candidate that we know, and the position's people not to wait."""
    occasion = _moment(invitation.withdrawn_at)
    write_to_candidate(invitation, LetterKind.WITHDRAWN, occasion=occasion, now=now)
    write_to_colleagues(invitation, LetterKind.WITHDRAWN_STAFF, occasion=occasion, now=now)


def write_to_candidate(
    invitation: Invitation, kind: LetterKind, *, occasion: str, now: datetime
) -> None:
    _write(invitation, kind, occasion=occasion, now=now, to=[None])


def write_to_colleagues(
    invitation: Invitation, kind: LetterKind, *, occasion: str, now: datetime
) -> None:
    """Write to the position's interviewers; where there are none, to the company's address."""
    people = invitation.position.interviewers.filter(is_active=True, is_staff=True)
    _write(invitation, kind, occasion=occasion, now=now, to=list(people) or [None])


def _write(
    invitation: Invitation,
    kind: LetterKind,
    *,
    occasion: str,
    now: datetime,
    to: Iterable[User | None],
) -> None:
    """Have it mailed once the transaction commits; if the queue is away then, by the sweep."""
    if invitation.purpose != Purpose.REAL:
        return
    for recipient in to:
        letter, is_new = Letter.objects.get_or_create(
            invitation=invitation,
            kind=kind,
            occasion=occasion,
            recipient=recipient,
            defaults={"created_at": now, "state_at": now},
        )
        if is_new:
            transaction.on_commit(partial(send_letter.enqueue, letter.pk), robust=True)


@task()
def send_letter(letter_id: int) -> None:
    """Hand a letter to the mail server.

    A task that is delivered twice sends one mail: the second finds it taken. Of
    somebody who was erased meanwhile, there is no letter any more.
    """
    unsent = Letter.objects.filter(pk=letter_id, state__in=rules.UNSENT_LETTERS)
    if not unsent.update(state=LetterState.SENDING, state_at=timezone.now()):
        return
    letter = (
        Letter.objects.select_related(
            "invitation__candidate",
            "invitation__position",
            "invitation__quiz",
            "invitation__attempt",
            "recipient",
        )
        .filter(pk=letter_id)
        .first()
    )
    if letter is None:
        return
    if not STILL_TRUE[LetterKind(letter.kind)](letter):
        _note(letter, LetterState.OUTDATED)
        return
    try:
        emails.send_letter(letter)
    except emails.AddressRefused as refusal:
        logger.error("Letter %s was refused: %s", letter.pk, refusal)  # noqa: TRY400 -- its traceback holds the address
        _note(letter, LetterState.REFUSED, problem=str(refusal))
    except emails.MailServerAway as problem:
        logger.error("Letter %s was not sent yet: %s", letter.pk, problem)  # noqa: TRY400 -- its traceback says less
        _note(letter, LetterState.FAILED, problem=str(problem))
    else:
        _note(letter, LetterState.SENT)


def send_again(*, now: datetime) -> int:
    """Send what failed or was never taken; return how many letters there were.

    What is older than two days is given up: it would puzzle more than it tells.
    """
    for letter in Letter.objects.abandoned(now):
        logger.error("The sender of letter %s died; it may have been sent.", letter.pk)
        _note(letter, LetterState.UNSURE)
    due = list(Letter.objects.due(now).filter(created_at__gt=now - rules.GIVE_UP_AFTER))
    for letter in due:
        same = Letter.objects.filter(pk=letter.pk, state=letter.state, state_at=letter.state_at)
        if same.update(state=LetterState.WAITING, state_at=now):
            send_letter.enqueue(letter.pk)
    return len(due)


def _note(letter: Letter, state: LetterState, *, problem: str = "") -> None:
    """Note what became of a letter that we hold; one that was erased meanwhile stays erased."""
    Letter.objects.filter(pk=letter.pk, state=LetterState.SENDING).update(
        state=state, state_at=timezone.now(), problem=problem[:200]
    )


def _is_still_over(letter: Letter) -> bool:
    attempt = letter.invitation.attempt
    return attempt is not None and _moment(attempt.finished_at) == letter.occasion


def _is_still_withdrawn(letter: Letter) -> bool:
    return _moment(letter.invitation.withdrawn_at) == letter.occasion


def _is_still_waiting(letter: Letter) -> bool:
    return letter.invitation.problems.waiting().filter(code=letter.occasion).exists()


STILL_TRUE: dict[LetterKind, Callable[[Letter], bool]] = {
    LetterKind.FINISHED: _is_still_over,
    LetterKind.WITHDRAWN: _is_still_withdrawn,
    LetterKind.WITHDRAWN_STAFF: _is_still_withdrawn,
    LetterKind.PROBLEM: _is_still_waiting,
    LetterKind.ANSWER: lambda letter: True,
}


def _moment(at: datetime | None) -> str:
    return at.isoformat() if at else ""
