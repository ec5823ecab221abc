"""What a month will have cost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.rules.costs.forecast import days_left, forecast

dollars = st.floats(min_value=0, max_value=1000)


@pytest.mark.parametrize(
    ("today", "left"), [(date(2026, 2, 28), 0), (date(2028, 2, 28), 1), (date(2026, 12, 1), 30)]
)
def test_days_that_are_left_of_a_month(today, left):
    assert days_left(today) == left


def test_even_days_give_a_sure_forecast():
    found = forecast(spent=10.0, recent=[1.0] * 28, today=date(2026, 11, 10))

    assert found is not None
    assert (found.low, found.expected, found.high) == (30.0, 30.0, 30.0)


def test_uneven_days_give_an_interval():
    """Mean 1, deviation 1.018, 20 days to come: 1.96 * 1.018 * sqrt(20 * (1 + 20/28)) is 11.7."""
    found = forecast(spent=10.0, recent=[0.0, 2.0] * 14, today=date(2026, 11, 10))

    assert found is not None
    assert (round(found.low, 1), found.expected, round(found.high, 1)) == (18.3, 30.0, 41.7)


def test_less_than_a_week_forecasts_nothing():
    assert forecast(spent=1.0, recent=[1.0] * 6, today=date(2026, 11, 10)) is None


@given(dollars, st.lists(dollars, min_size=7, max_size=28), st.dates())
def test_nothing_is_forecast_below_what_was_spent(spent, recent, today):
    found = forecast(spent=spent, recent=recent, today=today)

    assert found is not None
    assert spent <= found.low <= found.expected + 1e-9 <= found.high + 2e-9
