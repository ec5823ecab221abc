"""The page of one question, and what its buttons do.

Save, Run and Submit post the same form, so each begins by saving. With a
script they answer JSON or a part of the page; without one, a whole page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from quizzes.access import CandidateRequest, for_candidate
from quizzes.choices import ProgrammingLanguage
from quizzes.domain import answers, submissions, trials
from quizzes.domain.answers import Content
from quizzes.domain.errors import (
    AnswerTooLarge,
    AttemptClosed,
    NothingToSubmit,
    SectionClosed,
    UnknownChoice,
)
from quizzes.models import Answer
from quizzes.rules.answers import TEXT_LIMIT_BYTES, normalised
from quizzes.views import clocks, shown
from quizzes.views.attempts import closed
from quizzes.views.sections import closed_section


@never_cache
@require_safe
@for_candidate
def question(request: CandidateRequest, number: int) -> HttpResponse:
    if not request.attempt.is_open(timezone.now()):
        return redirect("quizzes:attempt", request.attempt.code)
    answer = _answer(request, number)
    if not answer.is_open(timezone.now()):
        return closed_section(request, answer)
    return _question_page(request, answer)


@never_cache
@require_safe
@for_candidate
def question_submissions(request: CandidateRequest, number: int) -> HttpResponse:
    """Show what became of the submissions, as a part of the question's page."""
    return _submissions_part(request, _answer(request, number))


def saving(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Save the posted answer first, and turn refusals into words and a status."""

    @never_cache
    @require_POST
    @for_candidate
    @wraps(view)
    def wrapped(request: CandidateRequest, number: int) -> HttpResponse:
        try:
            answer = answers.save_answer(
                attempt=request.attempt,
                number=number,
                content=_content(request),
                now=timezone.now(),
            )
            return view(request, answer)
        except Answer.DoesNotExist:
            raise Http404("This attempt has no such question.") from None
        except SectionClosed:
            return _section_closed(request, number)
        except AttemptClosed:
            return _closed(request)
        except AnswerTooLarge:
            return _refused(
                request,
                number,
                _("An answer may have %(limit)d KB, and yours has more. Shorten it and save again.")
                % {"limit": TEXT_LIMIT_BYTES // 1024},
                status=413,
            )
        except UnknownChoice:
            return _refused(
                request, number, _("This question has no such choice. Choose again."), status=400
            )
        except NothingToSubmit:
            return _refused(
                request, number, _("There is nothing here yet. Write an answer first."), status=400
            )

    return wrapped


@saving
def save(request: CandidateRequest, answer: Answer) -> HttpResponse:
    if not _wants_json(request):
        return redirect("quizzes:question", request.attempt.code, answer.number)
    return JsonResponse(
        {
            **clocks.clock(request.attempt, timezone.now(), answer.section).to_json(),
            "state": "saved",
            "revision": answer.revision,
            "saved_at": answer.saved_at,
        }
    )


@saving
def run(request: CandidateRequest, answer: Answer) -> HttpResponse:
    """Run the samples, and the candidate's own input if there is any."""
    own_input = normalised(request.POST.get("own_input", ""))
    trial = trials.run_samples(answer=answer, own_input=own_input or None, now=timezone.now())
    found = shown.trial(trial)
    if _wants_part(request):
        return render(request, "quizzes/partials/trial.html", {"trial": found})
    return _question_page(request, answer, own_input=own_input, trial=found)


@saving
def submit(request: CandidateRequest, answer: Answer) -> HttpResponse:
    """Send the saved answer to be graded; it stays editable."""
    submissions.submit_answer(answer=answer, now=timezone.now())
    if _wants_part(request):
        return _submissions_part(request, answer)
    return redirect("quizzes:question", request.attempt.code, answer.number)


def _content(request: CandidateRequest) -> Content:
    language = request.POST.get("language", "")
    return Content(
        text=request.POST.get("text", ""),
        choices=request.POST.getlist("choice"),
        language=language if language in ProgrammingLanguage else "",
    )


def _answer(request: CandidateRequest, number: int) -> Answer:
    reached = request.attempt.answers.reached().select_related("question", "section")
    answer = reached.filter(number=number).first()
    if answer is None:
        raise Http404("This attempt has no such question.")
    return answer


def _wants_json(request: CandidateRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _wants_part(request: CandidateRequest) -> bool:
    return "X-Partial" in request.headers


def _closed(request: CandidateRequest) -> HttpResponse:
    request.attempt.refresh_from_db()
    if _wants_json(request) or _wants_part(request):
        message = _("Your time is up. What you sent now was kept, marked as after time.")
        return JsonResponse({"state": "closed", "message": message}, status=409)
    return closed(request, status=409)


def _section_closed(request: CandidateRequest, number: int) -> HttpResponse:
    if _wants_json(request) or _wants_part(request):
        message = _("This section is over. What you sent now was kept, marked as after time.")
        return JsonResponse({"state": "closed", "message": message}, status=409)
    return closed_section(request, _answer(request, number), status=409)


def _refused(request: CandidateRequest, number: int, message: str, *, status: int) -> HttpResponse:
    if _wants_json(request) or _wants_part(request):
        return JsonResponse({"state": "refused", "message": message}, status=status)
    unsaved = shown.Unsaved(
        text=request.POST.get("text", ""),
        choices=request.POST.getlist("choice"),
        own_input=request.POST.get("own_input", ""),
    )
    return _question_page(
        request, _answer(request, number), unsaved=unsaved, status=status, error=message
    )


def _submissions_part(request: CandidateRequest, answer: Answer) -> HttpResponse:
    return render(
        request,
        "quizzes/partials/submissions.html",
        {"submissions": shown.submissions(answer, request.attempt)},
    )


def _question_page(
    request: CandidateRequest,
    answer: Answer,
    *,
    unsaved: shown.Unsaved | None = None,
    own_input: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    questions = shown.questions(request.attempt, current=answer.number)
    addresses = {one.number: one.url for one in questions}
    if own_input:
        unsaved = shown.Unsaved(text=answer.text, choices=answer.choices, own_input=own_input)
    return render(
        request,
        "quizzes/question.html",
        {
            "attempt": request.attempt,
            "clock": clocks.clock(request.attempt, timezone.now(), answer.section),
            "questions": questions,
            "question": shown.question(answer, unsaved=unsaved),
            "languages": ProgrammingLanguage.choices,
            "submissions": shown.submissions(answer, request.attempt),
            "previous_url": addresses.get(answer.number - 1),
            "next_url": addresses.get(answer.number + 1),
            **context,
        },
        status=status,
    )
