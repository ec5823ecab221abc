"""The list of questions, each with how far it has come."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.urls import reverse

from quizzes.choices import AnswerState
from quizzes.models import Answer, Attempt, Submission
from quizzes.rules import answers as rules

WITH_PLACES = Prefetch("submissions", Submission.objects.with_place())
"""The submissions of an answer, each with its place in the queue."""


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One line of the list of questions."""

    number: int
    title: str
    kind: str
    kind_label: str
    points: int
    estimated_minutes: int
    state: str
    state_label: str
    url: str
    is_current: bool
    section: int | None


def answers(attempt: Attempt) -> list[Answer]:
    """Load the answers that may be read, with what the list of questions tells. Two queries."""
    reached = attempt.answers.reached().select_related("question", "section")
    return list(reached.prefetch_related(WITH_PLACES))


def questions(loaded: list[Answer], *, current: int | None = None) -> list[ListedQuestion]:
    """Return the questions of an attempt with how far each has come."""
    return [_listed(answer.attempt, answer, current=current) for answer in loaded]


def _listed(attempt: Attempt, answer: Answer, *, current: int | None) -> ListedQuestion:
    state = _state(answer)
    return ListedQuestion(
        number=answer.number,
        title=answer.question.title,
        kind=answer.question.kind,
        kind_label=answer.question.get_kind_display(),
        points=answer.points,
        estimated_minutes=answer.question.estimated_minutes,
        state=state.value,
        state_label=str(state.label),
        url=reverse("quizzes:question", args=[attempt.code, answer.number]),
        is_current=answer.number == current,
        section=answer.section.number if answer.section else None,
    )


def _state(answer: Answer) -> AnswerState:
    submissions = list(answer.submissions.all())
    return rules.answer_state(
        is_answered=not rules.is_blank(answer),
        is_changed_since=not submissions or not rules.same_content(submissions[-1], answer),
        submission_states=[one.state for one in submissions],
    )
