from fractions import Fraction

import pytest

from grading.packages import Expectation, PackageError, read_package
from grading.packages.expectations import AC, RTE, TLE, WA

LEAST = "problem_format_version: 2025-09\nname: Twice\nuuid: 7b1c\n"
ACCEPTED = Expectation(permitted=AC, bounds_time_limit=True)


@pytest.fixture
def submissions(make_package):
    """Return a function that reads submissions by name, with this ``submissions.yaml``."""

    def read(promises, *paths):
        files = {f"submissions/{path}": "print(1)\n" for path in paths}
        package = read_package(
            make_package({"problem.yaml": LEAST, "submissions/submissions.yaml": promises} | files)
        )
        return {one.name: one for one in package.submissions}

    return read


def expectations(found):
    return {name: one.expectations for name, one in found.items()}


def test_folders_promise_what_the_format_says(submissions):
    paths = [
        f"{folder}/x.py"
        for folder in ("rejected", "wrong_answer", "time_limit_exceeded", "run_time_error")
    ]

    assert expectations(submissions("", *paths, "brute_force/x.py")) == {
        "accepted/twice.py": (ACCEPTED,),
        "brute_force/x.py": (Expectation(permitted=AC | RTE | TLE, required=RTE | TLE),),
        "rejected/x.py": (Expectation(required=RTE | TLE | WA),),
        "run_time_error/x.py": (
            Expectation(permitted=AC | RTE, required=RTE, bounds_time_limit=True),
        ),
        "time_limit_exceeded/x.py": (Expectation(permitted=AC | TLE, required=TLE),),
        "wrong_answer/x.py": (Expectation(permitted=AC | WA, required=WA, bounds_time_limit=True),),
    }


def test_a_pattern_adds_and_a_folder_replaces(submissions):
    found = submissions(
        """\
time_limit_exceeded:
  permitted: [AC, WA, TLE]
time_limit_exceeded/*:
  permitted: [AC, TLE]
accepted/*.py:
  authors: [A, B]
  model_solution: true
""",
        "time_limit_exceeded/slow.py",
    )

    assert expectations(found) == {
        "accepted/twice.py": (ACCEPTED,),
        "time_limit_exceeded/slow.py": (
            Expectation(permitted=AC | WA | TLE, required=TLE),
            Expectation(permitted=AC | TLE),
        ),
    }


def test_a_promise_may_concern_some_test_cases_points_and_messages(submissions):
    found = submissions(
        """\
"mixed/{solves,passes}_group_1.py":
  score: [30, 70.5]
  sample:
    permitted: [AC]
  secret/group2:
    required: [TLE]
    use_for_time_limit: false
  secret/*-odd:
    score: 0
    message: is odd
""",
        "mixed/solves_group_1.py",
    )

    assert set(found["mixed/solves_group_1.py"].expectations) == {
        Expectation(points=(Fraction(30), Fraction(141, 2))),
        Expectation("sample", permitted=AC, bounds_time_limit=True),
        Expectation("secret/group2", required=TLE),
        Expectation("secret/*-odd", points=(Fraction(0), Fraction(0)), message="is odd"),
    }


@pytest.mark.parametrize(
    ("word", "expectation"),
    [
        ("false", Expectation(permitted=AC | WA)),
        ("true", Expectation(permitted=AC | WA, bounds_time_limit=True)),
        ("lower", Expectation(permitted=AC | WA, bounds_time_limit=True)),
        ("upper", Expectation(permitted=AC | WA)),
    ],
)
def test_use_for_the_time_limit_can_be_said(submissions, word, expectation):
    found = submissions(
        f"mixed/*:\n  permitted: [AC, WA]\n  use_for_time_limit: {word}\n", "mixed/x.py"
    )

    assert found["mixed/x.py"].expectations == (expectation,)


def test_lower_alone_forbids_being_too_slow(submissions):
    found = submissions("mixed/*:\n  use_for_time_limit: lower\n", "mixed/x.py")

    assert found["mixed/x.py"].expectations == (
        Expectation(permitted=AC | WA | RTE, bounds_time_limit=True),
    )


def test_language_and_entry_point_can_be_said(submissions):
    found = submissions(
        "accepted/program:\n  language: python3\n  entrypoint: run.txt\n",
        "accepted/program/main.py",
        "accepted/program/run.txt",
        "accepted/program/x.c",
    )

    program = found["accepted/program"]
    assert program.language == "python"
    assert [file.name for file in program.files] == ["run.txt", "main.py", "x.c"]


def test_constants_stand_in_submissions(make_package):
    package = read_package(
        make_package(
            {
                "problem.yaml": LEAST + "constants:\n  factor: 2\n",
                "submissions/accepted/twice.py": "print({{factor}} * int(input()))\n",
            }
        )
    )

    assert package.submissions[0].files[0].content == b"print(2 * int(input()))\n"


@pytest.mark.parametrize(
    ("promises", "line", "problem"),
    [
        (
            "accepted:\n  permitted: [AC, MLE]\n",
            2,
            "permitted must be of AC, WA, TLE, RTE, not 'MLE'.",
        ),
        (
            "accepted:\n  required: [WA]\n",
            2,
            "permits no verdict of those that it requires.",
        ),
        (
            "x:\n  score: 1e999999999\n",
            2,
            "score must be a number, or a list of two, not '1e999999999'.",
        ),
        ("x:\n  score: [1, 2, 3]\n", 2, "score must be a number, or a list of two, not '1 2 3'."),
        (
            "x:\n  use_for_time_limit: maybe\n",
            2,
            "use_for_time_limit must be true, false, lower or upper, not 'maybe'.",
        ),
        ("x: AC\n", 1, "x must be followed by indented lines like `permitted: [AC]`."),
        (
            "x:\n  secret:\n    language: c\n",
            3,
            "the format has no key x.secret.language; it has message, permitted, required,"
            " score, use_for_time_limit: correct or remove it.",
        ),
    ],
)
def test_a_malformed_promise_is_refused_with_its_line(submissions, promises, line, problem):
    with pytest.raises(PackageError) as refusal:
        submissions(promises)

    found = refusal.value
    assert (found.file, found.line, found.problem) == (
        "submissions/submissions.yaml",
        line,
        problem,
    )
