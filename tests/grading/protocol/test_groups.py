"""Points by groups: never more than there are, never fewer for a better program."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grading.protocol import (
    Aggregation,
    FirstFailures,
    Group,
    Run,
    Verdict,
    group_of,
    score,
    total_points,
)

SUM, MINIMUM, PASS_FAIL = Aggregation.SUM, Aggregation.MINIMUM, Aggregation.PASS_FAIL

SECRET = Group("secret", SUM, 100)
SMALL = Group("secret/small", PASS_FAIL, 30)
LARGE = Group("secret/large", MINIMUM, 70)


def runs(**accepted_by_code):
    """Return runs; an underscore in a name stands for a slash."""
    return [
        Run(
            code.replace("_", "/"),
            Verdict.ACCEPTED if accepted else Verdict.WRONG_ANSWER,
        )
        for code, accepted in accepted_by_code.items()
    ]


@pytest.mark.parametrize(
    ("code", "group"),
    [
        ("secret/1", SECRET),
        ("secret/small/1", SMALL),
        ("secret/small/deep/er/1", SMALL),
        ("secret/smallish", SECRET),
        ("secret/small", SECRET),
        ("secret", None),
        ("sample/1", None),
        ("/secret/1", None),
        ("", None),
    ],
)
def test_a_test_case_belongs_to_the_group_that_its_code_continues(code, group):
    assert group_of(code, [SECRET, SMALL, LARGE]) is group


@pytest.mark.parametrize(
    ("aggregation", "points"), [(SUM, Fraction(20, 3)), (MINIMUM, 0), (PASS_FAIL, 0)]
)
def test_two_of_three_test_cases_earn_by_the_groups_rule(aggregation, points):
    group = Group("g", aggregation, 10)

    assert score([group], runs(g_1=True, g_2=False, g_3=True)) == points
    assert score([group], runs(g_1=True, g_2=True, g_3=True)) == 10


def test_outer_groups_add_inner_ones():
    groups = [SECRET, SMALL, LARGE]

    assert score(groups, runs(secret_small_1=True, secret_large_1=False)) == 30
    assert score(groups, runs(secret_small_1=False, secret_large_1=True)) == 70
    assert score(groups, runs(secret_small_1=True, secret_large_1=True)) == 100


def test_test_cases_share_what_inner_groups_leave():
    groups = [SECRET, Group("secret/a", PASS_FAIL, 40)]

    assert score(groups, runs(secret_1=True, secret_2=False, secret_a_1=True)) == 70


def test_inner_groups_worth_more_than_the_outer_one_earn_no_more_than_it():
    groups = [Group("g", SUM, 10), Group("g/a", SUM, 8), Group("g/b", SUM, 8)]

    assert score(groups, runs(g_a_1=True, g_b_1=True, g_1=True)) == 10
    assert total_points(groups) == 10


def test_the_worst_member_decides_a_minimum():
    groups = [Group("g", MINIMUM, 10), Group("g/a", SUM, 10)]

    assert score(groups, runs(g_1=True, g_a_1=True, g_a_2=False)) == 5
    assert score(groups, runs(g_1=False, g_a_1=True, g_a_2=True)) == 0


def test_all_or_nothing_counts_every_test_case_however_deep():
    groups = [Group("g", PASS_FAIL, 10), Group("g/a", SUM, 10)]

    assert score(groups, runs(g_1=True, g_a_b_1=True)) == 10
    assert score(groups, runs(g_1=True, g_a_b_1=False)) == 0


@pytest.mark.parametrize("aggregation", Aggregation)
def test_a_group_without_test_cases_earns_nothing(aggregation):
    assert score([Group("g", aggregation, 10), Group("g/a", aggregation, 5)], []) == 0


def test_what_was_not_run_earns_nothing_and_counts_as_a_share():
    group = Group("g", SUM, 10)

    assert score([group], runs(g_1=True, g_2=False), not_run=["g/3", "g/4"]) == Fraction(10, 4)


def test_samples_in_no_group_count_for_nothing():
    assert score([SMALL], runs(sample_1=False, secret_small_1=True)) == 30


def test_groups_may_be_nested_as_deep_as_a_code_is_long():
    codes = ["/".join("g" * depth) for depth in range(1, 500)]
    groups = [
        Group(code, aggregation, 7)
        for code, aggregation in zip(codes, 250 * [SUM, MINIMUM], strict=False)
    ]

    assert score(groups, [Run(codes[-1] + "/1", Verdict.ACCEPTED)]) == 7


codes = st.lists(st.sampled_from("ab"), min_size=1, max_size=4).map("/".join)
groups = st.lists(
    st.builds(Group, codes, st.sampled_from(Aggregation), st.integers(0, 100), st.booleans()),
    max_size=6,
    unique_by=lambda group: group.code,
)
results = st.dictionaries(codes, st.booleans(), max_size=10)


def scored(groups, results):
    return score(
        groups,
        [
            Run(code, Verdict.ACCEPTED if accepted else Verdict.RUN_TIME_ERROR)
            for code, accepted in results.items()
        ],
    )


@given(groups, results)
def test_points_are_never_more_than_there_are_and_never_less_than_none(groups, results):
    assert 0 <= scored(groups, results) <= total_points(groups)


@given(groups, results, st.data())
def test_one_more_accepted_test_case_never_costs_points(groups, results, data):
    better = dict(results)
    if results:
        better[data.draw(st.sampled_from(sorted(results)))] = True

    assert scored(groups, better) >= scored(groups, results)


@given(groups, results)
def test_leaving_out_what_follows_a_failure_never_earns_points(groups, results):
    full = scored(groups, results)
    judged, left_out = judged_in_order(groups, results)

    assert score(groups, judged, left_out) <= full
    assert [run.test_case for run in judged] + left_out == sorted(
        results, key=lambda code: (code in left_out, list(results).index(code))
    )


def judged_in_order(groups, results):
    """Return the runs and the left out codes, as a grader would find them."""
    failures = FirstFailures(groups)
    judged, left_out = [], []
    for code, accepted in results.items():
        if failures.skips(code):
            left_out.append(code)
            continue
        judged.append(Run(code, Verdict.ACCEPTED if accepted else Verdict.WRONG_ANSWER))
        if not accepted:
            failures.failed(code)
    return judged, left_out


def test_a_failure_leaves_out_the_rest_of_its_group_and_of_no_other():
    groups = [Group("g"), Group("g/a", stop_at_first_failure=True), Group("g/b")]
    order = {"g/a/1": True, "g/a/2": False, "g/b/1": False, "g/a/3": True, "g/b/2": True}

    judged, left_out = judged_in_order(groups, order)

    assert [run.test_case for run in judged] == ["g/a/1", "g/a/2", "g/b/1", "g/b/2"]
    assert left_out == ["g/a/3"]


def test_a_failure_in_an_inner_group_stops_an_outer_one_that_asks_for_it():
    groups = [Group("g", stop_at_first_failure=True), Group("g/a")]

    _judged, left_out = judged_in_order(groups, {"g/a/1": False, "g/a/2": True, "g/1": True})

    assert left_out == ["g/a/2", "g/1"]


def test_without_groups_that_stop_nothing_is_left_out():
    _judged, left_out = judged_in_order([Group("g")], {"g/1": False, "g/2": False, "1": False})

    assert left_out == []
