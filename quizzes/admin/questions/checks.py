"""What became of the author's own programs, for the page that shows it."""

from dataclasses import dataclass
from datetime import datetime

from quizzes.admin import runs
from quizzes.admin.questions.columns import check_state
from quizzes.admin.runs import ShownJudgement, ShownVerdict
from quizzes.models import QuestionVersion, Solution


@dataclass(frozen=True, slots=True)
class CheckedSolution:
    """One program: what its author expects and what the grader found.

    state: good, bad, or unknown when it was not checked yet.
    """

    name: str
    language: str
    source: str
    state: str
    expected: ShownVerdict
    found: ShownVerdict | None
    judgement: ShownJudgement | None
    checked_at: datetime | None


def checked_solutions(version: QuestionVersion) -> list[CheckedSolution]:
    """Return a version's programs with what was found last. Two queries."""
    cases = runs.cases_of(version)
    return [_checked(solution, cases) for solution in version.solutions.all()]


def _checked(solution: Solution, cases: dict[str, runs.ShownCase]) -> CheckedSolution:
    return CheckedSolution(
        name=solution.name,
        language=solution.get_language_display(),
        source=solution.source,
        state=check_state(solution),
        expected=runs.verdict(solution.expected_verdict),
        found=runs.verdict(solution.verdict) if solution.verdict else None,
        judgement=runs.judgement(solution.judgement, cases),
        checked_at=solution.checked_at,
    )
