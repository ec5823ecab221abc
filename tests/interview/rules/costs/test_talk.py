"""The figures of the talk that this project grew from."""

import pytest

from interview.domain.costs import current_prices
from interview.rules.costs.bills import gb_seconds
from interview.rules.costs.talk import talk_figures


@pytest.fixture
def figures():
    return talk_figures(current_prices())


def test_five_million_requests_a_month_through_a_rest_api(figures):
    """$17.50 for passing, $1.29 for 14.305 GB of answers."""
    assert round(figures.five_million, 2) == 18.79


def test_a_hundred_requests_a_second_through_a_rest_api(figures):
    """$907.20 for passing, $66.74 for 741.58 GB of answers."""
    assert round(figures.hundred_a_second) == 974


def test_a_function_of_128_mb_that_never_rests_costs_about_a_t2_nano(figures):
    assert gb_seconds(billed_ms=30 * 24 * 3600 * 1000, memory_mb=128) == 324_000
    assert round(figures.always_on, 2) == 5.40
    assert round(figures.always_on_arm, 2) == 4.32
    assert round(figures.t2_nano, 2) == 4.18
