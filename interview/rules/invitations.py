"""What an invitation allows, and how far it has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from interview.choices import InvitationState
from quizzes.rules import timing


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a candidate gets who starts now.

    time_limit: the quiz's limit with the candidate's extra time.
    closes_at: when an attempt that starts now would close.
    """

    time_limit: timedelta
    closes_at: datetime
    started_at: datetime

    @property
    def minutes(self) -> int:
        return round(self.time_limit.total_seconds() / 60)

    @property
    def minutes_if_started_now(self) -> int:
        return int((self.closes_at - self.started_at).total_seconds() // 60)

    @property
    def is_clipped(self) -> bool:
        """Say whether starting now is too late for the whole time."""
        return self.closes_at < self.started_at + self.time_limit


def allowance(
    *, time_limit: timedelta, extra_time_percent: int, expires_at: datetime, now: datetime
) -> Allowance:
    """Return what a candidate gets who starts now.

    Extra time moves the end of the window as well, else it would be worth
    nothing to somebody who starts near closing time.
    """
    extended = timing.with_extra_time(time_limit, percent=extra_time_percent)
    deadline = window_end(
        expires_at=expires_at, time_limit=time_limit, extra_time_percent=extra_time_percent
    )
    closes_at = timing.closing_time(started_at=now, time_limit=extended, deadline=deadline)
    return Allowance(time_limit=extended, closes_at=closes_at, started_at=now)


def window_end(*, expires_at: datetime, time_limit: timedelta, extra_time_percent: int) -> datetime:
    """Return the moment by which every attempt of this invitation has closed."""
    return expires_at + (
        timing.with_extra_time(time_limit, percent=extra_time_percent) - time_limit
    )


def is_window_open(*, opens_at: datetime | None, expires_at: datetime, now: datetime) -> bool:
    """Say whether the quiz may be started now. Without ``opens_at``, from the invitation on."""
    return (opens_at is None or opens_at <= now) and now < expires_at


@dataclass(frozen=True, slots=True)
class Progress:
    """The facts that tell how far an invitation has come."""

    sent_at: datetime | None
    opened_at: datetime | None
    revoked_at: datetime | None
    withdrawn_at: datetime | None
    expires_at: datetime
    closes_at: datetime | None
    finished_at: datetime | None
    result_is_complete: bool
    is_decided: bool


def invitation_state(progress: Progress, *, now: datetime) -> InvitationState:
    """Return the furthest state that the facts allow."""
    if progress.is_decided:
        return InvitationState.DECIDED
    if progress.withdrawn_at is not None:
        return InvitationState.WITHDRAWN
    if progress.closes_at is not None:
        return _state_of_attempt(progress, closes_at=progress.closes_at, now=now)
    return _state_of_link(progress, now=now)


def _state_of_attempt(progress: Progress, *, closes_at: datetime, now: datetime) -> InvitationState:
    if timing.is_open(closes_at=closes_at, finished_at=progress.finished_at, now=now):
        return InvitationState.RUNNING
    return InvitationState.GRADED if progress.result_is_complete else InvitationState.FINISHED


def _state_of_link(progress: Progress, *, now: datetime) -> InvitationState:
    if progress.revoked_at is not None:
        return InvitationState.REVOKED
    if now >= progress.expires_at:
        return InvitationState.EXPIRED
    if progress.opened_at is not None:
        return InvitationState.OPENED
    return InvitationState.DRAFT if progress.sent_at is None else InvitationState.SENT
