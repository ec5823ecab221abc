from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.choices import Counting, Verdict
from quizzes.rules import scoring

codes = st.sampled_from("abcdef")
verdicts = st.sampled_from([verdict.value for verdict in Verdict])
points = st.integers(min_value=1, max_value=1000)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [(["a"], "10.00"), (["b"], "0.00"), ([], "0.00"), (["a", "b"], "0.00")],
)
def test_one_choice_earns_everything_or_nothing(chosen, expected):
    earned = scoring.single_choice_points(chosen, correct=["a"], points=10)

    assert earned == Decimal(expected)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (["a", "b", "c"], "10.00"),
        (["a", "b"], "6.67"),
        (["a", "b", "d"], "3.33"),
        (["d"], "0.00"),
        (["a", "b", "c", "d", "e", "f"], "0.00"),
        ([], "0.00"),
    ],
)
def test_wrong_choices_are_taken_off_right_ones(chosen, expected):
    earned = scoring.multiple_choice_points(chosen, correct=["a", "b", "c"], points=10)

    assert earned == Decimal(expected)


def test_code_earns_by_the_weight_of_accepted_test_cases():
    verdicts = {"sample": "accepted", "small": "accepted", "large": "time_limit_exceeded"}

    earned = scoring.coding_points(
        verdicts, weights={"sample": 0, "small": 1, "large": 3, "not run": 0}, points=20
    )

    assert earned == Decimal("5.00")


def test_a_question_without_weight_earns_nothing_and_does_not_crash():
    assert scoring.coding_points({"a": "accepted"}, weights={"a": 0}, points=5) == Decimal("0.00")


@given(
    verdicts=st.dictionaries(codes, verdicts),
    weights=st.dictionaries(codes, st.integers(min_value=0, max_value=100)),
    points=points,
)
def test_code_never_earns_more_than_the_points(verdicts, weights, points):
    assert 0 <= scoring.coding_points(verdicts, weights=weights, points=points) <= points


@given(chosen=st.sets(codes), correct=st.sets(codes), points=points)
def test_choices_never_earn_more_than_the_points(chosen, correct, points):
    assert 0 <= scoring.multiple_choice_points(chosen, correct=correct, points=points) <= points


@given(verdicts=st.dictionaries(codes, verdicts, min_size=1), points=points)
def test_one_more_accepted_test_case_never_earns_less(verdicts, points):
    weights = dict.fromkeys("abcdef", 1)
    one_more = {**verdicts, min(verdicts): "accepted"}

    before = scoring.coding_points(verdicts, weights=weights, points=points)
    after = scoring.coding_points(one_more, weights=weights, points=points)

    assert after >= before


def test_the_best_or_the_last_submission_counts():
    in_order = [Decimal(3), Decimal(9), Decimal(5)]

    assert scoring.counting_points(in_order, counting=Counting.BEST) == Decimal(9)
    assert scoring.counting_points(in_order, counting=Counting.LAST) == Decimal(5)
    assert scoring.counting_points([], counting=Counting.BEST) == Decimal(0)
