from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview.choices import Finding, Outcome
from interview.rules.outcomes import Disclosed, finding, is_decided


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], False),
        (["advance"], True),
        (["reject"], True),
        (["hold"], False),
        (["hold", "advance"], True),
        (["reject", "hold"], False),
    ],
)
def test_the_newest_decision_holds_and_hold_is_none(outcomes, expected):
    assert is_decided(outcomes) is expected


@given(st.lists(st.sampled_from(Outcome.values)))
def test_advancing_and_rejecting_look_the_same(outcomes):
    swapped = {"advance": "reject", "reject": "advance", "hold": "hold"}

    assert is_decided(outcomes) == is_decided([swapped[one] for one in outcomes])


@pytest.mark.parametrize(
    ("points", "is_answered", "expected"),
    [
        (Decimal(10), True, Finding.RIGHT),
        (Decimal("9.99"), True, Finding.PARTLY),
        (Decimal("0.01"), True, Finding.PARTLY),
        (Decimal(0), True, Finding.NOT_RIGHT),
        (None, True, Finding.UNGRADED),
        (None, False, Finding.UNANSWERED),
    ],
)
def test_a_question_s_points_become_a_word(points, is_answered, expected):
    assert finding(points, worth=10, is_answered=is_answered) == expected


def test_nothing_is_disclosed_unless_something_is():
    assert Disclosed().is_nothing
    assert not Disclosed(answers=True).is_nothing
