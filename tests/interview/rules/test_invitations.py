from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from interview.choices import InvitationState
from interview.rules.invitations import Progress, allowance, invitation_state

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)

UNSENT = Progress(
    sent_at=None,
    opened_at=None,
    revoked_at=None,
    withdrawn_at=None,
    expires_at=NOON + 24 * HOUR,
    closes_at=None,
    finished_at=None,
    result_is_complete=False,
    is_decided=False,
)
SENT = replace(UNSENT, sent_at=NOON)
RUNNING = replace(SENT, opened_at=NOON, closes_at=NOON + HOUR)
FINISHED = replace(RUNNING, finished_at=NOON + MINUTE)


@pytest.mark.parametrize(
    ("progress", "now", "state"),
    [
        (UNSENT, NOON, InvitationState.DRAFT),
        (SENT, NOON, InvitationState.SENT),
        (replace(SENT, opened_at=NOON), NOON, InvitationState.OPENED),
        (SENT, NOON + 24 * HOUR, InvitationState.EXPIRED),
        (replace(SENT, revoked_at=NOON), NOON, InvitationState.REVOKED),
        (replace(SENT, withdrawn_at=NOON), NOON + 24 * HOUR, InvitationState.WITHDRAWN),
        (replace(FINISHED, withdrawn_at=NOON), NOON, InvitationState.WITHDRAWN),
        (replace(FINISHED, withdrawn_at=NOON, is_decided=True), NOON, InvitationState.DECIDED),
        (RUNNING, NOON + MINUTE, InvitationState.RUNNING),
        (replace(RUNNING, revoked_at=NOON), NOON + MINUTE, InvitationState.RUNNING),
        (RUNNING, NOON + HOUR, InvitationState.FINISHED),
        (FINISHED, NOON + 2 * MINUTE, InvitationState.FINISHED),
        (replace(FINISHED, result_is_complete=True), NOON, InvitationState.GRADED),
        (replace(FINISHED, is_decided=True), NOON, InvitationState.DECIDED),
    ],
)
def test_how_far_an_invitation_has_come(progress, now, state):
    assert invitation_state(progress, now=now) == state


def test_somebody_who_starts_in_time_gets_all_of_it():
    given = allowance(time_limit=HOUR, extra_time_percent=0, expires_at=NOON + 24 * HOUR, now=NOON)

    assert (given.closes_at, given.minutes, given.is_clipped) == (NOON + HOUR, 60, False)


def test_a_late_start_is_said_beforehand():
    given = allowance(
        time_limit=HOUR, extra_time_percent=0, expires_at=NOON + 42 * MINUTE, now=NOON
    )

    assert (given.minutes_if_started_now, given.minutes, given.is_clipped) == (42, 60, True)


def test_extra_time_moves_the_end_of_the_window_as_well():
    at_the_last_minute = NOON + 59 * MINUTE

    given = allowance(
        time_limit=HOUR, extra_time_percent=50, expires_at=NOON + HOUR, now=at_the_last_minute
    )

    assert given.minutes == 90
    assert given.closes_at == NOON + HOUR + 30 * MINUTE
