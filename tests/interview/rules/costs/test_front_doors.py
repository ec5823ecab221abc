"""Which door is the cheapest, and when that changes."""

import pytest

from interview.domain.costs.prices import current_prices
from interview.rules.costs.front_doors import (
    RATES,
    USUAL,
    Door,
    container_price,
    grading_by_container,
    grading_by_function,
    line_at,
    what_if,
)


@pytest.fixture
def prices():
    return current_prices()


def test_few_requests_are_cheapest_by_function_and_many_by_container(prices):
    table = what_if(USUAL, prices)

    assert [line.requests_a_second for line in table] == list(RATES)
    assert (table[0].cheapest, table[0].cheapest_protected) == (Door.FUNCTION_URL, Door.HTTP_API)
    assert table[-1].cheapest == table[-1].cheapest_protected == Door.CONTAINER


def test_it_never_pays_to_go_back_to_a_function(prices):
    """From where a container is cheapest on, it stays so."""
    doors = [line.cheapest_protected for line in what_if(USUAL, prices)]

    assert doors == sorted(doors, key=[Door.HTTP_API, Door.CONTAINER].index)


def test_an_http_api_is_never_dearer_than_a_rest_api(prices):
    for line in what_if(USUAL, prices):
        assert line.by_door[Door.HTTP_API] < line.by_door[Door.REST_API]


def test_containers_cost_something_even_when_nobody_comes(prices):
    """Two of half a vCPU and 1 GB, four addresses, a load balancer: $66.15 a month."""
    assert round(container_price(0, USUAL, prices), 2) == 66.15
    assert line_at(0, USUAL, prices).by_door[Door.HTTP_API] == 0


def test_grading_moves_to_a_container_when_it_never_rests(prices):
    assert grading_by_function(0.01, USUAL, prices) < grading_by_container(0.01, USUAL, prices)
    assert grading_by_function(10, USUAL, prices) > grading_by_container(10, USUAL, prices)
