"""The judgement of what could not be judged, for whoever stands at a door."""

from __future__ import annotations

from grading import VERSION
from grading.protocol import Judgement, Run, Verdict


def misunderstood(problem: str, *, code: str = "") -> Judgement:
    """Return the judgement of a job that was not understood."""
    run = Run(test_case="", verdict=Verdict.JUDGE_ERROR, reason=problem)
    return Judgement(code=code, runs=(run,), grader_version=VERSION)
