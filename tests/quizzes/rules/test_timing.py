from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules import timing
from quizzes.rules.timing import GRACE

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
SECOND = timedelta(seconds=1)

EPOCH = datetime(2020, 1, 1)  # noqa: DTZ001 -- hypothesis adds the time zone
moments = st.datetimes(min_value=EPOCH, timezones=st.just(UTC))
spans = st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=2))


def test_an_attempt_closes_when_its_time_is_used_up():
    closes_at = timing.closing_time(started_at=NOON, time_limit=HOUR, deadline=NOON + 2 * HOUR)

    assert closes_at == NOON + HOUR


def test_a_late_start_is_cut_off_at_the_deadline():
    closes_at = timing.closing_time(started_at=NOON, time_limit=HOUR, deadline=NOON + HOUR / 2)

    assert closes_at == NOON + HOUR / 2


@given(started_at=moments, time_limit=spans, deadline=moments, later=spans)
def test_closing_later_never_shortens_an_attempt(started_at, time_limit, deadline, later):
    before = timing.closing_time(started_at=started_at, time_limit=time_limit, deadline=deadline)

    with_later_deadline = timing.closing_time(
        started_at=started_at, time_limit=time_limit, deadline=deadline + later
    )
    with_more_time = timing.closing_time(
        started_at=started_at, time_limit=time_limit + later, deadline=deadline
    )

    assert with_later_deadline >= before
    assert with_more_time >= before


@pytest.mark.parametrize(
    ("now", "finished_at", "is_open", "takes_answer", "is_overdue"),
    [
        (NOON - SECOND, None, True, True, False),
        (NOON, None, False, True, False),
        (NOON + SECOND, None, False, True, False),
        (NOON + GRACE, None, False, True, False),
        (NOON + GRACE + SECOND, None, False, False, True),
        (NOON - SECOND, NOON - HOUR, False, False, False),
        (NOON + GRACE + SECOND, NOON, False, False, False),
    ],
)
def test_an_attempt_that_closes_at_noon(now, finished_at, is_open, takes_answer, is_overdue):
    facts = {"closes_at": NOON, "finished_at": finished_at, "now": now}

    assert timing.is_open(**facts) is is_open
    assert timing.takes_answer(**facts) is takes_answer
    assert timing.is_overdue(**facts) is is_overdue


def test_nothing_is_left_once_the_attempt_is_closed_or_finished():
    left = timing.remaining(closes_at=NOON, finished_at=None, now=NOON - HOUR)
    after = timing.remaining(closes_at=NOON, finished_at=None, now=NOON + HOUR)
    finished = timing.remaining(closes_at=NOON, finished_at=NOON - HOUR, now=NOON - HOUR)

    assert (left, after, finished) == (HOUR, timedelta(0), timedelta(0))


def test_no_attempt_looks_longer_than_it_was_allowed_to_be():
    assert timing.finishing_time(closes_at=NOON, now=NOON + HOUR) == NOON
    assert timing.finishing_time(closes_at=NOON, now=NOON - HOUR) == NOON - HOUR


@pytest.mark.parametrize(
    ("minutes", "percent", "seconds"), [(60, 0, 3600), (60, 25, 4500), (45, 50, 4050), (1, 33, 80)]
)
def test_extra_time_is_a_percentage_in_whole_seconds_rounded_up(minutes, percent, seconds):
    extended = timing.with_extra_time(timedelta(minutes=minutes), percent=percent)

    assert extended == timedelta(seconds=seconds)


@given(
    limit=st.integers(1, 7200),
    usual=st.integers(1, 7200),
    percent=st.integers(0, 300),
)
def test_a_section_grows_with_its_quiz_and_never_shrinks(limit, usual, percent):
    usual_time_limit = timedelta(seconds=usual)
    given_limit = timing.with_extra_time(usual_time_limit, percent=percent)

    section = timing.section_limit(
        timedelta(seconds=limit), usual_time_limit=usual_time_limit, time_limit=given_limit
    )

    exact = limit * given_limit / usual_time_limit
    assert limit <= section.total_seconds()
    assert exact - 0.001 <= section.total_seconds() < exact + 1


@given(gone=st.integers(-5000, 5000), by=st.integers(1, 5000))
def test_added_time_always_leaves_at_least_that_much(gone, by):
    later = timing.extended(
        closes_at=NOON, now=NOON + timedelta(seconds=gone), by=timedelta(seconds=by)
    )

    assert later >= NOON + timedelta(seconds=by)
    assert later >= NOON + timedelta(seconds=gone + by)


@pytest.mark.parametrize(
    ("began", "ended", "lost"), [(-10, 5, 5), (5, 8, 3), (55, 90, 5), (-9, 99, 60), (-9, -1, 0)]
)
def test_of_an_outage_one_loses_what_lay_within_one_s_time(began, ended, lost):
    minute = timedelta(minutes=1)

    assert (
        timing.time_lost(
            started_at=NOON,
            closes_at=NOON + 60 * minute,
            stretches=[(NOON + began * minute, NOON + ended * minute)],
        )
        == lost * minute
    )
