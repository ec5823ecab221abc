"""Turns the keys of ``test_group.yaml`` into groups with points.

Source: ``spec/2025-09.md``, "Test data configuration" and "Result aggregation".
"""

from typing import Final

from grading.packages.errors import PackageError, WrongValue
from grading.packages.keys import Keys, read_points, read_string
from grading.packages.yaml_scalars import Node
from grading.protocol import Aggregation, Group

DEFAULT_POINTS: Final = 100
"""Of ``secret``; the groups in it have to say theirs."""

_AGGREGATIONS: Final = {
    "sum": Aggregation.SUM,
    "min": Aggregation.MINIMUM,
    "pass-fail": Aggregation.PASS_FAIL,
}
_SCORING_KEYS = ("max_score", "score_aggregation", "require_pass")


def secret_group(keys: Keys, *, is_scoring: bool) -> Group:
    """Return the group of all secret test cases.

    Raises:
        PackageError: it is scored in a way that groups do not know.
    """
    if not is_scoring:
        _refuse_scoring(keys)
        return Group("secret", Aggregation.PASS_FAIL, DEFAULT_POINTS)
    _refuse_unsupported(keys)
    return Group(
        "secret",
        keys.take("score_aggregation", _read_aggregation, Aggregation.SUM),
        keys.take("max_score", _read_max_score, DEFAULT_POINTS),
    )


def read_group(keys: Keys, code: str, *, is_scoring: bool) -> list[Group]:
    """Return the group of one folder, if the problem has points.

    Raises:
        PackageError: it is scored in a way that groups do not know, or its most
            points are not said.
    """
    if not is_scoring:
        _refuse_scoring(keys)
        return []
    _refuse_unsupported(keys)
    if "max_score" not in keys.entries:
        raise PackageError(keys.file, None, "does not say max_score: add the group's points.")
    return [
        Group(
            code,
            keys.take("score_aggregation", _read_aggregation, Aggregation.PASS_FAIL),
            keys.take("max_score", _read_max_score, 0),
        )
    ]


def _refuse_scoring(keys: Keys) -> None:
    for key in _SCORING_KEYS:
        keys.refuse(key, "is only for problems of type scoring: remove it.")
    keys.refuse("static_validation_score", "is not supported: remove it.")


def _refuse_unsupported(keys: Keys) -> None:
    keys.refuse("require_pass", "is not supported: repeat the required test cases in this group.")
    keys.refuse("static_validation_score", "is not supported: remove it.")


def _read_aggregation(node: Node) -> Aggregation:
    text = read_string(node)
    if text not in _AGGREGATIONS:
        raise WrongValue(f"must be one of {', '.join(_AGGREGATIONS)}, not {text!r}.")
    return _AGGREGATIONS[text]


def _read_max_score(node: Node) -> int:
    if read_string(node) == "unbounded":
        raise WrongValue(
            "unbounded is not supported: checkers give no points, so say how many there are."
        )
    return read_points(node)
