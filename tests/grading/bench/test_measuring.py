"""Taking turns, and keeping to some cores."""

import os
from functools import partial

import pytest

from grading.bench.measuring import kept_to, take_turns


def test_each_way_has_its_turn_in_each_round():
    order = []

    def way(name: str) -> float:
        order.append(name)
        return float(len(order))

    taken = take_turns({name: partial(way, name) for name in "abc"}, 2)

    assert "".join(order) == "abcabc"
    assert taken == {"a": [1.0, 4.0], "b": [2.0, 5.0], "c": [3.0, 6.0]}


def test_the_cores_are_given_back_whatever_happens():
    before = os.sched_getaffinity(0)
    seen = []

    def fail_on_one_core() -> None:
        with kept_to([min(before)]):
            seen.append(os.sched_getaffinity(0))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_on_one_core()

    assert (seen, os.sched_getaffinity(0)) == ([{min(before)}], before)
