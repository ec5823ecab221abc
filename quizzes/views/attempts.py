"""The pages of an attempt as a whole."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from quizzes.access import CandidateRequest, for_candidate, for_writer
from quizzes.choices import AnswerState, FinishReason, Purpose
from quizzes.domain import attempts
from quizzes.formats import markdown
from quizzes.models import Attempt
from quizzes.signals import clock_asked
from quizzes.views import clocks, shown
from quizzes.views.sections import running_section, shown_sections


@never_cache
@require_safe
@for_candidate
def attempt(request: CandidateRequest) -> HttpResponse:
    """Show all questions, or how the attempt ended."""
    now = timezone.now()
    if not request.attempt.is_open(now):
        return closed(request)
    questions = shown.questions(shown.answers(request.attempt))
    return render(
        request,
        "quizzes/attempt.html",
        {
            "attempt": request.attempt,
            "sitting": request.sitting,
            "instructions_html": markdown.to_html(request.attempt.instructions),
            "clock": clocks.clock(request.attempt, now, running_section(request.attempt, now)),
            "questions": questions,
            "loose_questions": [one for one in questions if one.section is None],
            "sections": shown_sections(request.attempt, questions, now),
        },
    )


@never_cache
@require_safe
@for_candidate
def clock(request: CandidateRequest) -> JsonResponse:
    """Say what is left of the attempt, or of the section whose number is asked for.

    A browser that may only read is told so: another one has come since. What
    somebody outside has to tell the candidate is told as well.
    """
    number = request.GET.get("section", "")
    section = request.attempt.sections.filter(number=number).first() if number.isdigit() else None
    told = [news for _, news in clock_asked.send(Attempt, attempt=request.attempt) if news]
    return JsonResponse(
        {
            **clocks.clock(request.attempt, timezone.now(), section).to_json(),
            "may_write": request.sitting.is_active,
            "news": told[-1] if told else None,
        }
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_candidate
@for_writer
def finish(request: CandidateRequest) -> HttpResponse:
    """Ask, with the unanswered questions first; POST finishes."""
    now = timezone.now()
    if request.method == "POST":
        attempts.finish_attempt(attempt=request.attempt, reason=FinishReason.SUBMITTED, now=now)
        return redirect("quizzes:attempt", request.attempt.code)
    if not request.attempt.is_open(now):
        return redirect("quizzes:attempt", request.attempt.code)
    questions = shown.questions(shown.answers(request.attempt))
    return render(
        request,
        "quizzes/finish.html",
        {
            "attempt": request.attempt,
            "sitting": request.sitting,
            "clock": clocks.clock(request.attempt, now, running_section(request.attempt, now)),
            "sections_left": request.attempt.sections.filter(started_at__isnull=True),
            "unanswered": [one for one in questions if one.state == AnswerState.UNANSWERED],
            "answered": [one for one in questions if one.state != AnswerState.UNANSWERED],
        },
    )


def closed(request: CandidateRequest, *, status: int = 200) -> HttpResponse:
    """Say that the attempt is over and what was kept, even before anybody has finished it."""
    return render(
        request,
        "quizzes/attempt_closed.html",
        {
            "attempt": request.attempt,
            "finish_reason": request.attempt.finish_reason or FinishReason.EXPIRED,
            "saved_at": last_save(request.attempt),
            "is_withdrawn": request.attempt.finish_reason == FinishReason.WITHDRAWN,
            "is_preview": request.attempt.purpose == Purpose.PREVIEW,
            "is_practice": request.attempt.purpose == Purpose.PRACTICE,
        },
        status=status,
    )


def last_save(attempt: Attempt) -> object:
    newest = attempt.answers.filter(saved_at__isnull=False).order_by("-saved_at").first()
    return newest and newest.saved_at
