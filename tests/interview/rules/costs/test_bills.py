"""Steps of prices, and what a use comes to."""

from hypothesis import given
from hypothesis import strategies as st

from interview.rules.costs.bills import FunctionUse, gb_seconds
from interview.rules.costs.prices import Step, stepped_price

STEPS = (Step(3.0, up_to=10), Step(2.0, up_to=30), Step(1.0))

amounts = st.floats(min_value=0, max_value=1e6)


def test_each_unit_has_the_price_of_its_step():
    assert stepped_price(40, STEPS) == 10 * 3 + 20 * 2 + 10 * 1


def test_what_fits_the_first_step_never_sees_the_others():
    assert stepped_price(10, STEPS) == 30


@given(amounts, amounts)
def test_more_never_costs_less(one, other):
    less, more = sorted((one, other))

    assert stepped_price(less, STEPS) <= stepped_price(more, STEPS)


@given(amounts)
def test_a_unit_costs_no_more_than_the_dearest_step(amount):
    assert stepped_price(amount, STEPS) <= amount * 3.0 + 1e-6


def test_half_a_second_of_two_gb_is_one_gb_second():
    assert gb_seconds(billed_ms=500, memory_mb=2048) == 1.0


def test_uses_add_up():
    total = FunctionUse(2, 0.5) + FunctionUse(3, 1.0)

    assert total == FunctionUse(5, 1.5)
