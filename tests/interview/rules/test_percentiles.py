import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.rules.percentiles import percentile


@pytest.mark.parametrize(("percent", "value"), [(0, 1), (50, 2), (75, 3), (95, 4), (100, 4)])
def test_nearest_rank(percent, value):
    assert percentile([3, 1, 4, 2], percent) == value


def test_of_nothing_there_is_none():
    assert percentile([], 50) is None


@given(st.lists(st.integers(), min_size=1), st.integers(min_value=1, max_value=100))
def test_so_many_are_not_above_it(values, percent):
    found = percentile(values, percent)

    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
