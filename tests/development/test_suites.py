"""`make test ARGS=...` runs the parts that somebody asks for."""

import pytest

from development.requests import Request


@pytest.mark.parametrize(
    ("arguments", "options", "web", "grader"),
    [
        ([], (), (), ()),
        (["-k", "grace period"], ("-k", "grace period"), (), ()),
        (["tests/quizzes", "-x"], ("-x",), ("tests/quizzes",), ()),
        (["tests/grading"], (), (), ("tests/grading",)),
        (
            ["tests/test_skips.py::test_one", "tests/grading"],
            (),
            ("tests/test_skips.py::test_one",),
            ("tests/grading",),
        ),
    ],
)
def test_paths_choose_parts_and_the_rest_goes_to_all(arguments, options, web, grader):
    assert Request.read(arguments) == Request(options, web, grader)
