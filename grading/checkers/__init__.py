"""Checkers: say whether a program's output is the expected one.

A checker sees only bytes, after the program is dead, and never beside a live
run. It has no opinion about points, and none about who may read its reason:
whoever shows a ``Finding`` decides what it gives away.
"""

from grading.checkers.finding import Finding
from grading.checkers.tokens import check_tokens
from grading.protocol import Checker

__all__ = ["CheckerUnknown", "Finding", "check"]

_CHECKERS = {"tokens": check_tokens}


class CheckerUnknown(ValueError):
    """A job names a checker that this grader does not have."""


def check(checker: Checker, *, expected: bytes, output: bytes) -> Finding:
    """Compare a program's output with the expected one.

    Any bytes may come, of any shape; nothing in them raises. The time is linear
    in their length (figures: ``tests/grading/checkers/test_tokens.py``).

    Raises:
        CheckerUnknown: ``checker.name`` is none of ours; that is our fault, not
            the candidate's, and makes a ``judge_error``.
    """
    try:
        compare = _CHECKERS[checker.name]
    except KeyError:
        known = ", ".join(sorted(_CHECKERS))
        raise CheckerUnknown(
            f"There is no checker called {checker.name!r}; there is: {known}."
        ) from None
    return compare(checker, expected=expected, output=output)
