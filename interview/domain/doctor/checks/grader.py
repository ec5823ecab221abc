"""The grader: what it can judge, and what holds the programs that it runs."""

from typing import Any

from django.conf import settings

from interview.domain.doctor.check import Check, Finding, broken, fine, warning
from interview.integrations.grader import GraderSilent, probe
from quizzes.choices import ProgrammingLanguage

NEEDED = (ProgrammingLanguage.PYTHON,)
"""Every deployment grades it. Candidates are offered the others only where their tools are."""


class Grader(Check):
    name = "grader"
    title = "The grader"

    def find(self) -> Finding:
        try:
            report = probe()
        except GraderSilent as problem:
            return broken(f"The grader does not answer: {problem}", self.way_to_it())
        if not report["available"]:
            return broken(
                f"No program can be held here: {report['reason']}",
                "The grader runs on Linux only. python -m grading doctor says more.",
            )
        return finding_of(report)

    def way_to_it(self) -> str:
        if settings.GRADER == "lambda":
            return (
                f"See that the function {settings.GRADER_FUNCTION} is there, that the role may"
                " invoke it, and what its log says."
            )
        return "Run python -m grading doctor on the worker's machine; it says what is missing."


def finding_of(report: dict[str, Any]) -> Finding:
    """Judge a report: the languages that we need must work, and attacks must be refused."""
    missing = [
        f"{language}: {report['languages'][language.value]['reason']}"
        for language in NEEDED
        if not report["languages"].get(language.value, {"available": True})["available"]
    ]
    if missing:
        return broken(
            f"Not every language can be judged. {'; '.join(missing)}",
            "Install what is missing where the grader runs.",
        )
    layers = ", ".join(report["layers"])
    if gone := [attack for attack in report["attacks"] if not attack["refused"]]:
        meaning = " ".join(attack["if_not_refused"] for attack in gone)
        return warning(
            f"Held by {layers}; {len(gone)} of {len(report['attacks'])} attacks were not refused."
            f" {meaning}",
            "docs/threat-model.md says which layers refuse it, and where they can be had.",
        )
    return fine(f"Held by {layers}; all {len(report['attacks'])} attacks were refused.")
