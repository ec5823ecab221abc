"""Turns a legacy package's graders into groups with points.

In that format a group's verdict and its score go separate ways: a group with a wrong
test case is rejected, and the score of what is rejected is ignored, unless its flags
say that it is accepted all the same. So a sum of scores is all or nothing for most
groups, and a sum of parts only for those that are ``always_accept`` or
``accept_if_any_accepted``.

Source: ``spec/legacy.md``, "Test data groups", "Graders" and "Default grader
specification".
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Self

from grading.packages.errors import WrongValue
from grading.packages.keys import Keys, read_points, read_string
from grading.packages.yaml_scalars import Node
from grading.protocol import Aggregation, Group

_PARTS_COUNT = frozenset({"always_accept", "accept_if_any_accepted"})
_VERDICT_MODES = frozenset({"worst_error", "first_error", "no_errors"})
_SCORE_MODES = frozenset({"sum", "min"})
_FLAGS = _PARTS_COUNT | _VERDICT_MODES | _SCORE_MODES | {"ignore_sample"}

PASS_FAIL_POINTS = 100
"""What all secret test cases are worth together where the format knows no points."""


@dataclass(frozen=True, slots=True)
class GroupKeys:
    """What ``testdata.yaml`` files say about a group, with the format's defaults.

    accept_score: what one accepted test case is worth, a whole number here.
    most: the upper end of the range of scores; None if it has none.
    """

    stops: bool = True
    flags: frozenset[str] = frozenset()
    accept_score: int = 1
    most: int | None = None

    def overruled_by(self, keys: Keys, *, is_scoring: bool) -> Self:
        """Return what holds in a group whose file has these keys.

        Raises:
            PackageError: it is scored in a way that groups do not know.
        """
        stops = keys.take("on_reject", _read_on_reject, self.stops)
        keys.take("grading", _refuse_grader, None)
        if not is_scoring:
            return replace(self, stops=stops)
        keys.take("reject_score", _refuse_reject_score, None)
        return replace(
            self,
            stops=stops,
            flags=keys.take("grader_flags", _read_flags, self.flags),
            accept_score=keys.take("accept_score", read_points, self.accept_score),
            most=keys.take("range", _read_upper_end, self.most),
        )


@dataclass(frozen=True, slots=True)
class GroupFolder:
    """One folder of test data, with the number of test cases right in it."""

    code: str
    keys: GroupKeys
    test_cases: int
    inner: tuple["GroupFolder", ...]


def groups_of(
    folders: Sequence[GroupFolder], *, root_keys: GroupKeys, is_scoring: bool
) -> tuple[Group, ...]:
    """Return the groups of ``sample`` and ``secret``, outer ones first.

    Samples earn nothing in a problem without points, nor where the root's
    ``ignore_sample`` says so. If no part counts for the root, none counts for ``secret``.
    """
    if not is_scoring:
        return tuple(group for folder in folders for group in _pass_fail_groups(folder))
    ignores_samples = "ignore_sample" in root_keys.flags
    all_or_nothing = not ignores_samples and not root_keys.flags & _PARTS_COUNT
    groups: list[Group] = []
    for folder in folders:
        outermost, *inner = _scored_groups(folder)
        if all_or_nothing:
            outermost = replace(outermost, aggregation=Aggregation.PASS_FAIL)
        if ignores_samples and folder.code == "sample":
            outermost = replace(outermost, points=0)
        groups += [outermost, *inner]
    return tuple(groups)


def _pass_fail_groups(folder: GroupFolder) -> Iterator[Group]:
    """Yield the folder and those inner ones that stop at another point than it does."""
    points = PASS_FAIL_POINTS if folder.code == "secret" else 0
    yield Group(folder.code, Aggregation.PASS_FAIL, points, folder.keys.stops)
    for inner in folder.inner:
        if inner.keys.stops != folder.keys.stops or inner.inner:
            yield from _pass_fail_groups(inner)


def _scored_groups(folder: GroupFolder) -> Iterator[Group]:
    yield Group(folder.code, _aggregation(folder), _points(folder), folder.keys.stops)
    for inner in folder.inner:
        yield from _scored_groups(inner)


def _aggregation(folder: GroupFolder) -> Aggregation:
    if "min" in folder.keys.flags:
        return Aggregation.MINIMUM
    if _PARTS_COUNT & folder.keys.flags:
        return Aggregation.SUM
    return Aggregation.PASS_FAIL


def _points(folder: GroupFolder) -> int:
    members = [folder.keys.accept_score] * folder.test_cases + [
        _points(inner) for inner in folder.inner
    ]
    points = min(members, default=0) if "min" in folder.keys.flags else sum(members)
    return points if folder.keys.most is None else min(points, folder.keys.most)


def _read_on_reject(node: Node) -> bool:
    """Say whether the group stops at its first failure."""
    text = read_string(node)
    if text not in ("break", "continue"):
        raise WrongValue(f"must be break or continue, not {text!r}.")
    return text == "break"


def _refuse_grader(node: Node) -> None:
    if read_string(node) != "default":
        raise WrongValue("by a program of the package's own is not supported: remove the key.")


def _refuse_reject_score(node: Node) -> None:
    if read_points(node) != 0:
        raise WrongValue("is not supported: a test case that fails earns nothing, so remove it.")


def _read_upper_end(node: Node) -> int | None:
    words = read_string(node).split()
    try:
        lower, upper = map(float, words)
    except ValueError:
        lower, upper = 0.0, math.nan
    if math.isnan(lower) or not lower <= upper:
        raise WrongValue(f"must be two numbers, the smaller one first, not {' '.join(words)!r}.")
    return max(0, math.floor(upper)) if math.isfinite(upper) else None


def _read_flags(node: Node) -> frozenset[str]:
    """Read a grader's flags; of two that exclude each other, the later one holds."""
    flags: list[str] = []
    for flag in read_string(node).split():
        if flag not in _FLAGS:
            raise WrongValue(
                f"has {flag!r}, which is not supported; groups know {', '.join(sorted(_FLAGS))}."
            )
        for rivals in (_SCORE_MODES, _VERDICT_MODES | {"always_accept"}):
            if flag in rivals:
                flags = [other for other in flags if other not in rivals]
        flags.append(flag)
    return frozenset(flags)
