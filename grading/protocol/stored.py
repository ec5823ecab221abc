"""Reads judgements that were stored long ago, in an older version of the protocol.

A job is of today and must speak today's version; a judgement may be years old, and is
kept as it was given. So only reading what was stored is lenient about the version, and
about nothing else.
"""

from __future__ import annotations

from typing import Any

from grading.protocol.judgement import Judgement
from grading.protocol.reading import VERSION

_NEW_IN_A_JUDGEMENT: dict[str, Any] = {"not_run": []}
_NEW_IN_A_RUN: dict[str, Any] = {
    "only_formatting_differs": False,
    "feedback": "",
    "result_excerpt": "",
}
"""What version 2 added, as it was in version 1: every test case was run, nobody looked at
the formatting, no checker spoke to the candidate, and no function returned anything."""


def stored_judgement(value: object) -> Judgement:
    """Read a judgement as the web stored it, of this version or of an older one.

    Raises:
        ProtocolError: it is of no version that there was, or not what its version says.
    """
    if isinstance(value, dict) and value.get("version") == 1:
        value = _second_from_first(value)
    return Judgement.from_json(value)


def _second_from_first(written: dict[str, Any]) -> dict[str, Any]:
    upgraded = _NEW_IN_A_JUDGEMENT | written | {"version": VERSION}
    if isinstance(runs := written.get("runs"), list):
        upgraded["runs"] = [_NEW_IN_A_RUN | run if isinstance(run, dict) else run for run in runs]
    return upgraded
