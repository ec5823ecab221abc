"""Which graders can judge what: not every place holds every language well enough."""

from collections.abc import Iterable

CHECKER_PROGRAMS = "checkers"
"""Stands among the languages for questions whose checker is a program: it opens files, so it
needs stronger isolation than a program of the same language that reads and writes."""


def needed(*languages: str, has_checker_program: bool) -> frozenset[str]:
    """Return what a grader must know in order to judge programs in these languages."""
    return frozenset(languages) | ({CHECKER_PROGRAMS} if has_checker_program else frozenset())


def untaken(needs: Iterable[str], *, taken: Iterable[str] | None) -> list[str]:
    """Return which needs a grader does not meet, in alphabetical order.

    taken: what it takes; None for everything.
    """
    return [] if taken is None else sorted(set(needs) - set(taken))
