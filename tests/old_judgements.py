"""Judgements as databases hold them from the time of the protocol's first version."""

from typing import Any


def as_of_version_1(judgement: dict[str, Any]) -> dict[str, Any]:
    """Return a judgement of today, as JSON, without what version 2 added."""
    new = ("only_formatting_differs", "feedback", "result_excerpt")
    runs = [
        {name: value for name, value in run.items() if name not in new} for run in judgement["runs"]
    ]
    kept = {name: value for name, value in judgement.items() if name != "not_run"}
    return kept | {"version": 1, "runs": runs}
