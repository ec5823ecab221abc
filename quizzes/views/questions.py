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

from quizzes.access import (
    CandidateRequest,
    for_candidate,
    not_admitted,
    read_only,
    session_code,
    wants_data,
)
from quizzes.choices import ProgrammingLanguage
from quizzes.domain import answers, sessions, submissions, trials
from quizzes.domain.answers import Content
from quizzes.domain.errors import (
    AnswerConflict,
    AnswerTooLarge,
    AttemptClosed,
    NotAdmitted,
    NothingToSubmit,
    SectionClosed,
    SessionReplaced,
    UnknownChoice,
)
from quizzes.formats.answer_file import key_of
from quizzes.models import Answer, AttemptSession
from quizzes.rules.answers import TEXT_LIMIT_BYTES, normalised
from quizzes.rules.saving import SinceLast, read_revision, read_since_last
from quizzes.views import clocks, shown
from quizzes.views.answer_files import FILE_NAME
from quizzes.views.attempts import closed
from quizzes.views.sections import closed_section

REFUSALS = (
    AnswerConflict,
    AnswerTooLarge,
    AttemptClosed,
    NothingToSubmit,
    SessionReplaced,
    UnknownChoice,
)


@never_cache
@require_safe
@for_candidate
def question(request: CandidateRequest, number: int) -> HttpResponse:
    if not request.attempt.is_open(timezone.now()):
        return redirect("quizzes:attempt", request.attempt.code)
    return _question_page(request, number)


@require_POST
@for_candidate
def take_over(request: CandidateRequest, number: int) -> HttpResponse:
    """Write in this browser again; the one that wrote meanwhile may only read."""
    sessions.take_over(session=request.sitting, now=timezone.now())
    if not request.attempt.answers.reached().filter(number=number).exists():
        return redirect("quizzes:attempt", request.attempt.code)
    return redirect("quizzes:question", request.attempt.code, number)


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
    @wraps(view)
    def wrapped(request: CandidateRequest, code: str, number: int) -> HttpResponse:
        now = timezone.now()
        try:
            answer = answers.save_from_page(
                attempt_code=code,
                session_code=session_code(request),
                number=number,
                content=_content(request),
                base_revision=read_revision(request.POST.get("revision", "")),
                since_last=_since_last(request),
                now=now,
            )
            request.attempt = answer.attempt
            return view(request, answer)
        except NotAdmitted:
            return not_admitted(request)
        except Answer.DoesNotExist:
            raise Http404("This attempt has no such question.") from None
        except REFUSALS as refusal:
            return refused(request, code, number, refusal)

    return wrapped


@for_candidate
def refused(request: CandidateRequest, number: int, refusal: Exception) -> HttpResponse:
    """Say what was not done and why. What was sent is never lost: it stands in the box again."""
    match refusal:
        case SectionClosed():
            return _section_closed(request, number)
        case AttemptClosed():
            return _closed(request)
        case SessionReplaced():
            return _replaced(request)
        case AnswerConflict():
            return _conflict(request, refusal.answer)
        case AnswerTooLarge():
            limit = {"limit": TEXT_LIMIT_BYTES // 1024}
            message = _(
                "An answer may have %(limit)d KB, and yours has more. Shorten it and save again."
            )
            return _refused(request, number, message % limit, status=413)
        case UnknownChoice():
            message = _("This question has no such choice. Choose again.")
        case _:
            message = _("There is nothing here yet. Write an answer first.")
    return _refused(request, number, message, status=400)


@saving
def save(request: CandidateRequest, answer: Answer) -> HttpResponse:
    if not wants_data(request):
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
    return _question_page(request, answer.number, own_input=own_input, trial=found)


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


def _since_last(request: CandidateRequest) -> SinceLast:
    return read_since_last(
        page=request.POST.get("page", ""),
        sequence=request.POST.get("sequence", ""),
        observed=request.POST.get("since_last", ""),
    )


def _answer(request: CandidateRequest, number: int) -> Answer:
    reached = request.attempt.answers.reached().select_related("question", "section")
    answer = reached.filter(number=number).first()
    if answer is None:
        raise Http404("This attempt has no such question.")
    return answer


def _wants_part(request: CandidateRequest) -> bool:
    return "X-Partial" in request.headers


def _closed(request: CandidateRequest) -> HttpResponse:
    if wants_data(request):
        message = _("Your time is up. What you sent now was kept, marked as after time.")
        return JsonResponse({"state": "closed", "message": message}, status=409)
    return closed(request, status=409)


def _section_closed(request: CandidateRequest, number: int) -> HttpResponse:
    if wants_data(request):
        message = _("This section is over. What you sent now was kept, marked as after time.")
        return JsonResponse({"state": "closed", "message": message}, status=409)
    return closed_section(request, _answer(request, number), status=409)


def _replaced(request: CandidateRequest) -> HttpResponse:
    if wants_data(request):
        message = _("You went on in another browser. This one may only read; its text was kept.")
        return JsonResponse({"state": "replaced", "message": message}, status=409)
    return read_only(request)


def _conflict(request: CandidateRequest, standing: Answer) -> HttpResponse:
    """Show what was sent and what was saved meanwhile; the next save may replace the latter."""
    if wants_data(request):
        message = _("Another text was saved meanwhile. Both are kept; choose one of them.")
        return JsonResponse(
            {
                **clocks.clock(request.attempt, timezone.now(), standing.section).to_json(),
                "state": "conflict",
                "message": message,
                "revision": standing.revision,
                "saved_at": standing.saved_at,
                "fields": shown.content(standing).fields,
            },
            status=409,
        )
    return _question_page(
        request,
        standing.number,
        unsaved=_unsaved(request),
        status=409,
        conflict=shown.content(standing),
    )


def _refused(request: CandidateRequest, number: int, message: str, *, status: int) -> HttpResponse:
    if wants_data(request):
        return JsonResponse({"state": "refused", "message": message}, status=status)
    return _question_page(
        request,
        number,
        unsaved=_unsaved(request),
        status=status,
        error=message,
    )


def _unsaved(request: CandidateRequest) -> shown.Unsaved:
    return shown.Unsaved(
        text=request.POST.get("text", ""),
        choices=request.POST.getlist("choice"),
        own_input=request.POST.get("own_input", ""),
    )


def _submissions_part(request: CandidateRequest, answer: Answer) -> HttpResponse:
    return render(
        request,
        "quizzes/partials/submissions.html",
        {"submissions": shown.submissions(answer, request.attempt)},
    )


def _sitting(request: CandidateRequest) -> AttemptSession:
    """Return the browser's session, which a request that saved found without loading it."""
    if not hasattr(request, "sitting"):
        request.sitting = request.attempt.sessions.get(code=session_code(request))
        request.sitting.attempt = request.attempt
    return request.sitting


def _question_page(
    request: CandidateRequest,
    number: int,
    *,
    unsaved: shown.Unsaved | None = None,
    own_input: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show a question to write on, or only to read where another browser has taken over."""
    loaded = shown.answers(request.attempt)
    answer = next((one for one in loaded if one.number == number), None)
    if answer is None:
        raise Http404("This attempt has no such question.")
    if not answer.is_open(timezone.now()):
        return closed_section(request, answer)
    questions = shown.questions(loaded, current=number)
    addresses = {one.number: one.url for one in questions}
    if own_input:
        unsaved = shown.Unsaved(text=answer.text, choices=answer.choices, own_input=own_input)
    sitting = _sitting(request)
    return render(
        request,
        "quizzes/question.html" if sitting.is_active else "quizzes/question_read_only.html",
        {
            "attempt": request.attempt,
            "clock": clocks.clock(request.attempt, timezone.now(), answer.section),
            "questions": questions,
            "question": shown.question(answer, unsaved=unsaved),
            "languages": ProgrammingLanguage.choices,
            "submissions": shown.submissions(answer, request.attempt),
            "previous_url": addresses.get(number - 1),
            "next_url": addresses.get(number + 1),
            "limit_bytes": TEXT_LIMIT_BYTES,
            "sitting": sitting,
            "file_key": key_of(sitting.code),
            "file_name": FILE_NAME,
            **context,
        },
        status=status,
    )
