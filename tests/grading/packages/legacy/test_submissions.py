from fractions import Fraction

from grading.packages import read_package
from grading.protocol import Verdict


def verdicts(make_package, folder):
    package = read_package(make_package({f"submissions/{folder}/x.py": ""}))
    return {one.name: one.verdicts for one in package.submissions}[f"{folder}/x.py"]


def test_each_folder_promises_its_verdict(make_package):
    assert verdicts(make_package, "accepted") == {Verdict.ACCEPTED}
    assert verdicts(make_package, "wrong_answer") == {Verdict.WRONG_ANSWER}
    assert verdicts(make_package, "time_limit_exceeded") == {Verdict.TIME_LIMIT_EXCEEDED}
    assert verdicts(make_package, "compiler_error") == {Verdict.COMPILE_ERROR}
    assert verdicts(make_package, "slow_accepted") == {
        Verdict.ACCEPTED,
        Verdict.TIME_LIMIT_EXCEEDED,
    }


def test_a_part_of_the_points_is_neither_none_nor_all(make_package):
    package = read_package(make_package({"submissions/partially_accepted/x.py": ""}))

    (expectation,) = package.submissions[-1].expectations
    fewest, most = expectation.points
    assert 0 < fewest < Fraction(1, 1000)
    assert 99 < most < 100


def test_only_accepted_submissions_bound_the_time_limit(make_package):
    package = read_package(
        make_package({"submissions/wrong_answer/w.py": "", "submissions/run_time_error/r.py": ""})
    )

    assert [
        (one.folder, [expectation.bounds_time_limit for expectation in one.expectations])
        for one in package.submissions
    ] == [("accepted", [True]), ("run_time_error", [False]), ("wrong_answer", [False])]
