"""The sections of an attempt: which is open, which comes next, and reading in a closed one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quizzes.access import CandidateRequest, for_candidate, for_writer
from quizzes.domain import sections
from quizzes.domain.errors import AttemptClosed, SectionNotNext
from quizzes.models import Answer, Attempt, AttemptSection
from quizzes.views import clocks, shown
from quizzes.views.shown import ListedQuestion


@dataclass(frozen=True, slots=True)
class ShownSection:
    """One section on the attempt's page."""

    number: int
    title: str
    minutes: int
    closes_at: datetime | None
    is_started: bool
    is_open: bool
    is_next: bool
    closes_another: bool
    questions: list[ListedQuestion]


def shown_sections(
    attempt: Attempt, questions: Iterable[ListedQuestion], now: datetime
) -> list[ShownSection]:
    """Return the sections in their order, with the questions of those that were begun."""
    found = list(attempt.sections.all())
    next_number = sum(section.is_started for section in found) + 1
    return [
        ShownSection(
            number=section.number,
            title=section.title,
            minutes=section.time_limit // timedelta(minutes=1),
            closes_at=section.closes_at,
            is_started=section.is_started,
            is_open=section.is_open(now),
            is_next=section.number == next_number,
            closes_another=section.number == next_number and any(one.is_open(now) for one in found),
            questions=[one for one in questions if one.section == section.number],
        )
        for section in found
    ]


def running_section(attempt: Attempt, now: datetime) -> AttemptSection | None:
    return next((one for one in attempt.sections.all() if one.is_open(now)), None)


@never_cache
@require_POST
@for_candidate
@for_writer
def start(request: CandidateRequest, number: int) -> HttpResponse:
    """Start the next section, and go to its first question."""
    try:
        section = sections.start_section(attempt=request.attempt, number=number, now=timezone.now())
    except SectionNotNext:
        raise Http404("This section is not the next one.") from None
    except AttemptClosed:
        return redirect("quizzes:attempt", request.attempt.code)
    first = section.answers.order_by("number").values_list("number", flat=True)[0]
    return redirect("quizzes:question", request.attempt.code, first)


def closed_section(request: CandidateRequest, answer: Answer, *, status: int = 200) -> HttpResponse:
    """Show a question of a section that is over: everything can be read, nothing written."""
    now = timezone.now()
    return render(
        request,
        "quizzes/question_closed.html",
        {
            "attempt": request.attempt,
            "clock": clocks.clock(request.attempt, now, running_section(request.attempt, now)),
            "section": answer.section,
            "questions": shown.questions(shown.answers(request.attempt), current=answer.number),
            "question": shown.question(answer),
            "submissions": shown.submissions(answer, request.attempt),
        },
        status=status,
    )
