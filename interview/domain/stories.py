"""What became of one submission, told from what is stored about it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from accounts.models import User
from interview.models import GraderCall, Invitation
from quizzes.models import AttemptEvent, Submission


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, in words and numbers."""

    at: datetime
    words: str
    details: str


@dataclass(frozen=True, slots=True)
class Story:
    """A submission and what happened to it, oldest first."""

    submission: Submission
    invitation: Invitation
    lines: list[Line]


def story_of(code: str, user: User) -> Story | None:
    """Return the story of a submission, if this member of staff may see its candidate."""
    submission = (
        Submission.objects.filter(code=code).select_related("answer__attempt").first()
        if code
        else None
    )
    if submission is None:
        return None
    invitation = Invitation.objects.seen_by(user).filter(attempt=submission.answer.attempt).first()
    if invitation is None:
        return None
    lines = sorted(_lines(submission), key=lambda line: line.at)
    return Story(submission, invitation, lines)


def _lines(submission: Submission) -> Iterator[Line]:
    found = AttemptEvent.objects.filter(
        attempt=submission.answer.attempt, details__submission=submission.code
    )
    for event in found:
        details = {key: value for key, value in event.details.items() if key != "submission"}
        yield Line(event.at, event.get_kind_display(), _in_words(details))
    for call in GraderCall.objects.filter(job=submission.code):
        numbers = {
            _("waited"): _milliseconds(call.waited_ms),
            _("took"): _milliseconds(call.took_ms),
            _("billed"): _milliseconds(call.billed_ms) if call.invocations else "",
        }
        words = _("The grader was asked: %(finding)s") % {"finding": call.get_finding_display()}
        yield Line(call.at, words, _in_words(numbers))


def _milliseconds(value: int | None) -> str:
    return "" if value is None else f"{value} ms"


def _in_words(details: Mapping[str, object]) -> str:
    return ", ".join(
        f"{name} {value}" for name, value in details.items() if value not in {"", None}
    )
