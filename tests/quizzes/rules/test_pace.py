from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from quizzes.rules.pace import Pace, Standing
from tests.factories import NOON

MINUTE = timedelta(minutes=1)
PACE = Pace(3, 5 * MINUTE)


def test_whoever_has_done_nothing_has_all_left():
    assert PACE.standing([], NOON) == Standing(3, None)


def test_what_is_old_does_not_count():
    assert PACE.standing([NOON - 5 * MINUTE, NOON - MINUTE], NOON) == Standing(2, None)


def test_at_the_limit_one_waits_for_the_oldest_that_counts():
    moments = [NOON - MINUTE, NOON - 3 * MINUTE, NOON - 2 * MINUTE]

    assert PACE.standing(moments, NOON) == Standing(0, NOON + 2 * MINUTE)


@given(st.lists(st.integers(0, 1000)))
def test_never_more_than_the_limit_within_any_span(seconds):
    taken = []
    for second in sorted(seconds):
        now = NOON + timedelta(seconds=second)
        if PACE.standing(taken, now).left:
            taken.append(now)

    for start in taken:
        assert sum(start <= at < start + PACE.within for at in taken) <= PACE.most
