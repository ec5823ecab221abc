"""What the default grader of the legacy format does, told by groups."""

import pytest

from grading.packages import PackageError, read_package
from grading.protocol import Aggregation

SCORING = {"problem.yaml": "type: scoring\n"}
SUM, MINIMUM, PASS_FAIL = Aggregation.SUM, Aggregation.MINIMUM, Aggregation.PASS_FAIL


def cases_in(*codes):
    return {f"data/{code}.{ending}": "" for code in codes for ending in ("in", "ans")}


def groups(make_package, files):
    """Return code, aggregation, points and whether it stops, of the groups of a package."""
    package = read_package(
        make_package({"data/secret/1.in": None, "data/secret/1.ans": None} | files)
    )
    return [
        (group.code, group.aggregation, group.points, group.stop_at_first_failure)
        for group in package.groups
    ]


def test_without_points_a_package_is_all_or_nothing(make_package):
    assert groups(make_package, cases_in("sample/1", "secret/a/1", "secret/b/1")) == [
        ("sample", PASS_FAIL, 0, True),
        ("secret", PASS_FAIL, 100, True),
    ]


def test_without_points_only_stopping_is_told_of_groups(make_package):
    files = cases_in("secret/a/1", "secret/b/1") | {
        "data/secret/testdata.yaml": "on_reject: continue\n",
        "data/secret/b/testdata.yaml": "on_reject: break\nrange: 0 7\n",
    }

    assert groups(make_package, files) == [
        ("sample", PASS_FAIL, 0, True),
        ("secret", PASS_FAIL, 100, False),
        ("secret/b", PASS_FAIL, 0, True),
    ]


def test_subtasks_of_points_add_up(make_package):
    """As in problemtools' example oddecho."""
    files = (
        SCORING
        | cases_in("sample/1", "secret/one/1", "secret/one/2", "secret/two/1")
        | {
            "data/testdata.yaml": "on_reject: continue\nrange: 0 100\n"
            "grader_flags: ignore_sample\n",
            "data/sample/testdata.yaml": "range: 0 0\naccept_score: 0\ngrader_flags: first_error\n",
            "data/secret/testdata.yaml": "range: 0 100\n"
            "grader_flags: first_error accept_if_any_accepted\n",
            "data/secret/one/testdata.yaml": "on_reject: break\naccept_score: 50\nrange: 0 50\n"
            "grader_flags: min\n",
            "data/secret/two/testdata.yaml": "accept_score: 50\nrange: 0 50\ngrader_flags: min\n",
        }
    )

    assert groups(make_package, files) == [
        ("sample", PASS_FAIL, 0, False),
        ("secret", SUM, 100, False),
        ("secret/one", MINIMUM, 50, True),
        ("secret/two", MINIMUM, 50, False),
    ]


@pytest.mark.parametrize(
    ("flags", "aggregation", "points"),
    [
        ("", PASS_FAIL, 21),
        ("sum", PASS_FAIL, 21),
        ("always_accept", SUM, 21),
        ("min", MINIMUM, 7),
        ("min sum always_accept", SUM, 21),
        ("always_accept worst_error", PASS_FAIL, 21),
        ("accept_if_any_accepted worst_error", SUM, 21),
    ],
)
def test_a_sum_of_parts_needs_a_verdict_that_bears_failures(
    make_package, flags, aggregation, points
):
    files = (
        SCORING
        | cases_in("secret/1", "secret/2", "secret/3")
        | {
            "data/testdata.yaml": "grader_flags: ignore_sample\n",
            "data/secret/testdata.yaml": f"accept_score: 7\ngrader_flags: {flags}\n",
        }
    )

    assert groups(make_package, files)[1] == ("secret", aggregation, points, True)


def test_if_the_root_bears_no_failure_nothing_below_does(make_package):
    files = (
        SCORING
        | cases_in("secret/1", "secret/2")
        | {"data/secret/testdata.yaml": "grader_flags: always_accept\n"}
    )

    assert groups(make_package, files)[1] == ("secret", PASS_FAIL, 2, True)


def test_a_range_bounds_the_points(make_package):
    files = (
        SCORING
        | cases_in("secret/1", "secret/2")
        | {
            "data/testdata.yaml": "grader_flags: always_accept\nrange: -inf +inf\n",
            "data/secret/testdata.yaml": "accept_score: 10\nrange: 0 15.5\n",
        }
    )

    assert groups(make_package, files)[1] == ("secret", SUM, 15, True)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("on_reject: stop", "on_reject must be break or continue, not 'stop'."),
        (
            "grading: custom",
            "grading by a program of the package's own is not supported: remove the key.",
        ),
        ("accept_score: 0.5", "accept_score must be a whole number of 0 or more, not '0.5'."),
        ("accept_score: 2000000", "accept_score must be at most 1000000, not '2000000'."),
        (
            "reject_score: 1",
            "reject_score is not supported: a test case that fails earns nothing, so remove it.",
        ),
        (
            "grader_flags: avg",
            "grader_flags has 'avg', which is not supported; groups know accept_if_any_accepted,"
            " always_accept, first_error, ignore_sample, min, no_errors, sum, worst_error.",
        ),
        ("range: 5", "range must be two numbers, the smaller one first, not '5'."),
        ("range: 5 1", "range must be two numbers, the smaller one first, not '5 1'."),
        ("range: 0 nan", "range must be two numbers, the smaller one first, not '0 nan'."),
    ],
)
def test_what_groups_do_not_know_is_refused_by_name(make_package, line, problem):
    files = SCORING | {"data/secret/testdata.yaml": line + "\n"}

    with pytest.raises(PackageError) as refusal:
        read_package(make_package(files))

    assert str(refusal.value) == f"data/secret/testdata.yaml, line 1: {problem}"
