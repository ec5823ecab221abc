"""Groups of test cases: which belong together, what they are worth, when to stop.

A test case belongs to the group whose code is the longest one that its own code
continues with a slash: "secret/large/01" to "secret/large", and that group to
"secret". What belongs to no group counts for nothing; samples are like that.

Everything here is a plain function of values: the grader asks it which test cases to
leave out, and the web which points a judgement earns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any, Self

from grading.protocol import bounds
from grading.protocol.judgement import Run, Verdict
from grading.protocol.reading import (
    Fields,
    ProtocolError,
    Reader,
    read_at_most,
    read_flag,
    read_name,
    read_text,
    refuse_repeated,
    shown,
    tuple_of,
)


class Aggregation(StrEnum):
    """How a group's points follow from its members: its test cases and inner groups.

    SUM: inner groups add what they earn; the test cases share the rest of the
        group's points equally.
    MINIMUM: what the worst member earns; a test case earns all of the points or none.
    PASS_FAIL: all of the points if every test case, however deep, is accepted.
    """

    SUM = "sum"
    MINIMUM = "minimum"
    PASS_FAIL = "pass_fail"  # noqa: S105 -- no password but a word of the problem format


@dataclass(frozen=True, slots=True)
class Group:
    """Test cases that are scored together.

    points: the most that it can earn, a whole number.
    stop_at_first_failure: leave out the test cases of this group, inner groups
        included, behind the first that was not accepted.
    """

    code: str
    aggregation: Aggregation = Aggregation.SUM
    points: int = 0
    stop_at_first_failure: bool = False

    def to_json(self) -> dict[str, Any]:
        return {
            "code": self.code,
            "aggregation": self.aggregation.value,
            "points": self.points,
            "stop_at_first_failure": self.stop_at_first_failure,
        }

    @classmethod
    def from_json(cls, value: object, place: str = "group") -> Self:
        fields = Fields(value, place)
        return fields.done(
            cls(
                code=fields.take("code", read_name),
                aggregation=fields.take("aggregation", _read_aggregation),
                points=fields.take("points", read_at_most(bounds.POINTS)),
                stop_at_first_failure=fields.take("stop_at_first_failure", read_flag),
            )
        )


def read_groups(value: object, place: str) -> tuple[Group, ...]:
    """Read a job's groups, each with a code of its own."""
    read_all: Reader[tuple[Group, ...]] = tuple_of(Group.from_json, most=bounds.GROUPS)
    groups = read_all(value, place)
    refuse_repeated((group.code for group in groups), place, "code")
    return groups


def _read_aggregation(value: object, place: str) -> Aggregation:
    text = read_text(value, place)
    try:
        return Aggregation(text)
    except ValueError:
        known = ", ".join(Aggregation)
        raise ProtocolError(f"{place} must be one of {known}, is {shown(text)}") from None


def group_of(code: str, groups: Iterable[Group]) -> Group | None:
    """Return the innermost group of a test case or of a group; None if it is in none."""
    by_code = {group.code: group for group in groups}
    return next(_enclosing(code, by_code), None)


def score(groups: Iterable[Group], runs: Iterable[Run], not_run: Iterable[str] = ()) -> Fraction:
    """Return the points that a judgement earns, exactly: the outermost groups' together.

    not_run: the codes of test cases that were left out; they earn nothing.

    A judge_error counts as not accepted here. It is our fault and no reason to give
    points or none, so whoever has one does not ask.
    """
    accepted = dict.fromkeys(not_run, False) | {
        run.test_case: run.verdict is Verdict.ACCEPTED for run in runs
    }
    tree = _Tree(groups, accepted)
    return sum(map(tree.earned, tree.outermost), start=Fraction(0))


def total_points(groups: Iterable[Group]) -> int:
    """Return what the outermost groups are worth together: the most that `score` gives."""
    tree = _Tree(groups, {})
    return sum(group.points for group in tree.outermost)


class FirstFailures:
    """Says which test cases to leave out, as failures become known.

    Ask and tell in the job's order. Whoever runs several at once tells in that
    order too, and forgets a run that `skips` then refuses: so a verdict never
    depends on how many run at a time.
    """

    def __init__(self, groups: Iterable[Group]) -> None:
        self._stopping = {group.code: group for group in groups if group.stop_at_first_failure}
        self._stopped: set[str] = set()

    def failed(self, code: str) -> None:
        """Remember that a test case was run and not accepted."""
        self._stopped.update(group.code for group in _enclosing(code, self._stopping))

    def skips(self, code: str) -> bool:
        """Say whether a test case is left out, by what failed before it."""
        return any(group.code in self._stopped for group in _enclosing(code, self._stopping))


class _Tree:
    """Groups with their members, and which test cases were accepted."""

    def __init__(self, groups: Iterable[Group], accepted: Mapping[str, bool]) -> None:
        by_code = {group.code: group for group in groups}
        self.outermost: list[Group] = []
        self._inner: dict[str, list[Group]] = {code: [] for code in by_code}
        self._accepted: dict[str, list[bool]] = {code: [] for code in by_code}
        for group in by_code.values():
            around = next(_enclosing(group.code, by_code), None)
            (self.outermost if around is None else self._inner[around.code]).append(group)
        for code, was_accepted in accepted.items():
            if (around := next(_enclosing(code, by_code), None)) is not None:
                self._accepted[around.code].append(was_accepted)

    def earned(self, group: Group) -> Fraction:
        """Return the points of one group; never more than its own, nothing if it is empty."""
        inner, accepted = self._inner[group.code], self._accepted[group.code]
        if group.aggregation is Aggregation.PASS_FAIL:
            passed = self._holds_test_cases(group) and self._passed(group)
            return Fraction(group.points if passed else 0)
        members = [self.earned(one) for one in inner]
        if group.aggregation is Aggregation.MINIMUM:
            members += [Fraction(group.points if one else 0) for one in accepted]
            return min([*members, Fraction(group.points)]) if members else Fraction(0)
        rest = max(0, group.points - sum(one.points for one in inner))
        shared = Fraction(rest * sum(accepted), len(accepted)) if accepted else Fraction(0)
        return min(sum(members, start=shared), Fraction(group.points))

    def _passed(self, group: Group) -> bool:
        return all(self._accepted[group.code]) and all(map(self._passed, self._inner[group.code]))

    def _holds_test_cases(self, group: Group) -> bool:
        return bool(self._accepted[group.code]) or any(
            map(self._holds_test_cases, self._inner[group.code])
        )


def _enclosing(code: str, groups: Mapping[str, Group]) -> Iterator[Group]:
    """Yield the groups around a test case or a group, the innermost first."""
    while (end := code.rfind("/")) >= 0:
        code = code[:end]
        if code in groups:
            yield groups[code]
