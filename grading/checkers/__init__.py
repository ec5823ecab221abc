"""Checkers: say whether a program's output is the expected one.

A checker sees only bytes, after the program is dead, and never beside a live
run. It has no opinion about points, and none about who may read its reason:
whoever shows a ``Finding`` decides what it gives away.

The one called ``program`` is a program of the question's own. It runs in the sandbox,
so it is not here but for its words: ``grading.checkers.program``.
"""

from grading.checkers.exact import check_exact
from grading.checkers.finding import CheckerFault, Finding
from grading.checkers.json_values import check_json
from grading.checkers.lines import check_lines
from grading.checkers.tokens import check_tokens
from grading.protocol import Checker

__all__ = ["CheckerFault", "CheckerUnknown", "Finding", "check"]

_CHECKERS = {
    "exact": check_exact,
    "json": check_json,
    "lines": check_lines,
    "tokens": check_tokens,
}


class CheckerUnknown(CheckerFault):
    """A job names a checker that this grader does not have."""


def check(checker: Checker, *, expected: bytes, output: bytes) -> Finding:
    """Compare a program's output with the expected one.

    Any output may come, of any shape; nothing in it raises. The time is linear
    in the length of both (figures: ``tests/grading/checkers/test_monsters.py``).

    Raises:
        CheckerUnknown: ``checker.name`` is none of ours; that is our fault, not
            the candidate's, and makes a ``judge_error``.
        CheckerFault: the expected output is not what this checker can compare with.
    """
    try:
        compare = _CHECKERS[checker.name]
    except KeyError:
        known = ", ".join(_CHECKERS)
        raise CheckerUnknown(
            f"There is no checker called {checker.name!r}; there is: {known}."
        ) from None
    return compare(checker, expected=expected, output=output)
