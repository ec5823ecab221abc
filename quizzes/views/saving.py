"""What every button of the question page does first: it saves.

And what is answered when that, or what comes after it, is refused.
"""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from quizzes.access import (
    CandidateRequest,
    for_candidate,
    not_admitted,
    read_only,
    session_code,
    wants_data,
)
from quizzes.choices import ProgrammingLanguage
from quizzes.domain import answers
from quizzes.domain.answers import Content
from quizzes.domain.errors import (
    AnswerConflict,
    AnswerTooLarge,
    AttemptClosed,
    LanguageNotOffered,
    NotAdmitted,
    NothingToSubmit,
    NotRunHere,
    OwnTestTooLarge,
    SectionClosed,
    SessionReplaced,
    TooFast,
    TooManyOwnTests,
    TooManyRuns,
    TooManySubmissions,
    UnknownChoice,
)
from quizzes.models import Answer
from quizzes.rules import own_tests
from quizzes.rules.own_tests import OwnTest
from quizzes.rules.saving import SinceLast, read_revision, read_since_last
from quizzes.views import clocks, shown
from quizzes.views.attempts import closed
from quizzes.views.question_page import answer_of, question_page
from quizzes.views.refusals import words_of
from quizzes.views.sections import closed_section

STATUSES = {
    AnswerTooLarge: 413,
    OwnTestTooLarge: 413,
    TooManyRuns: 429,
    TooManySubmissions: 429,
}
"""Of refusals that leave the candidate on the page, where it is not a plain 400."""

REFUSALS = (
    AnswerConflict,
    AnswerTooLarge,
    AttemptClosed,
    LanguageNotOffered,
    NothingToSubmit,
    NotRunHere,
    OwnTestTooLarge,
    SessionReplaced,
    TooFast,
    TooManyOwnTests,
    UnknownChoice,
)


def saving(
    view: Callable[..., HttpResponse], *, language_field: str = "language"
) -> Callable[..., HttpResponse]:
    """Save the posted answer first, and turn refusals into words and a status.

    language_field: tells which language the posted text is in.
    """

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
                content=content_of(request, language_field),
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
        case _:
            status = STATUSES.get(type(refusal), 400)
            return _refused(request, number, words_of(refusal), status=status)


def content_of(request: CandidateRequest, language_field: str) -> Content:
    language = request.POST.get(language_field, "")
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


def own_tests_of(request: CandidateRequest) -> list[OwnTest]:
    """Return the test cases that were posted: four boxes each, in the same order."""
    columns = (request.POST.getlist(f"test_{one}") for one in ("code", "name", "input", "expected"))
    posted = (own_tests.posted(*row) for row in zip(*columns, strict=False))
    return [one for one in posted if one is not None]


def _closed(request: CandidateRequest) -> HttpResponse:
    if wants_data(request):
        message = _("Your time is up. What you sent now was kept, marked as after time.")
        return JsonResponse({"state": "closed", "message": message}, status=409)
    return closed(request, status=409)


def _section_closed(request: CandidateRequest, number: int) -> HttpResponse:
    if wants_data(request):
        message = _("This section is over. What you sent now was kept, marked as after time.")
        return JsonResponse({"state": "closed", "message": message}, status=409)
    return closed_section(request, answer_of(request, number), status=409)


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
    return question_page(
        request,
        standing.number,
        unsaved=_unsaved(request),
        status=409,
        conflict=shown.content(standing),
    )


def _refused(request: CandidateRequest, number: int, message: str, *, status: int) -> HttpResponse:
    if wants_data(request):
        return JsonResponse({"state": "refused", "message": message}, status=status)
    return question_page(
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
        language=request.POST.get("language", ""),
        own_tests=tuple(own_tests_of(request)),
    )
