"""The figures of the talk that this project grew from, with the inputs that give them."""

import pytest

from interview.domain.costs.prices import current_prices
from interview.rules.costs import HOURS_A_MONTH, SECONDS_A_MONTH
from interview.rules.costs.bills import FunctionUse, door_price, function_price, gb_seconds

ANSWER_BYTES = 3 * 1024
"""3 KB, as the talk has it, with 1024 bytes to a KB and 1024**3 to a GB."""


@pytest.fixture
def prices():
    return current_prices()


def test_five_million_requests_a_month_through_a_rest_api(prices):
    """5 million at $3.50 are $17.50; 14.305 GB of answers at $0.09 are $1.29."""
    price = door_price(5_000_000, answer_bytes=ANSWER_BYTES, door=prices.rest_api, prices=prices)

    assert round(price, 2) == 18.79


def test_a_hundred_requests_a_second_through_a_rest_api(prices):
    """259.2 million in 30 days at $3.50 are $907.20; 741.58 GB at $0.09 are $66.74."""
    requests = 100 * SECONDS_A_MONTH

    price = door_price(requests, answer_bytes=ANSWER_BYTES, door=prices.rest_api, prices=prices)

    assert requests == 259_200_000
    assert round(price) == 974


def test_a_function_of_128_mb_that_never_rests_costs_about_a_t2_nano(prices):
    """324,000 GB-s: $5.40 on x86, $4.32 on arm, beside 720 hours of a t2.nano at $4.18."""
    used = FunctionUse(gb_seconds=gb_seconds(billed_ms=1000 * SECONDS_A_MONTH, memory_mb=128))
    nano = HOURS_A_MONTH * prices.t2_nano_hour

    assert used.gb_seconds == 324_000
    assert round(function_price(used, prices), 2) == 5.40
    assert round(used.gb_seconds * prices.gb_second_arm, 2) == 4.32
    assert round(nano, 2) == 4.18
