"""Which browser may see an attempt: one in which Start or Continue was pressed.

Its cookie holds the code of its session, and goes only to the addresses of that
attempt. It is found in the same query as the attempt.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from quizzes.domain import attempts
from quizzes.models import Attempt, AttemptSession

COOKIE = "sitting"


class CandidateRequest(HttpRequest):
    """A request whose browser may see ``attempt``; ``sitting`` is its session."""

    attempt: Attempt
    sitting: AttemptSession


def admit(response: HttpResponseBase, session: AttemptSession) -> None:
    """Let the browser that gets this response see an attempt from now on."""
    response.set_cookie(
        COOKIE,
        session.code,
        max_age=settings.SESSION_COOKIE_AGE,
        path=reverse("quizzes:attempt", args=[session.attempt.code]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def session_code(request: HttpRequest) -> str:
    return request.COOKIES.get(COOKIE, "")


def for_candidate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view its attempt; to anybody else it is not there.

    Only a POST may write: it finishes an attempt whose time ran out. To a GET
    such an attempt merely reads as closed.
    """

    @wraps(view)
    def wrapped(request: CandidateRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        sitting = (
            AttemptSession.objects.select_related("attempt")
            .filter(attempt__code=code, code=session_code(request))
            .first()
        )
        if sitting is None:
            return not_admitted(request)
        if request.method == "POST":
            sitting.attempt = attempts.finish_if_overdue(
                attempt=sitting.attempt, now=timezone.now()
            )
        request.attempt, request.sitting = sitting.attempt, sitting
        return view(request, *args, **kwargs)

    return wrapped


def for_writer(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Refuse a POST from a browser that may only read, since another has taken over."""

    @wraps(view)
    def wrapped(request: CandidateRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST" and not request.sitting.is_active:
            return read_only(request)
        return view(request, *args, **kwargs)

    return wrapped


def read_only(request: CandidateRequest) -> HttpResponse:
    """Say that another browser writes now, and offer to go on in this one."""
    context = {"attempt": request.attempt, "number": 1}
    return render(request, "quizzes/read_only.html", context, status=409)


def not_admitted(request: HttpRequest) -> HttpResponse:
    """Say how to come back in, and nothing about whether there is such an attempt."""
    if wants_data(request):
        message = _(
            "This browser is not let in any more. Your text is kept in it: open your link again,"
            " and it comes back."
        )
        return JsonResponse({"state": "locked_out", "message": message}, status=404)
    return render(request, "quizzes/not_admitted.html", status=404)


def wants_data(request: HttpRequest) -> bool:
    """Say whether a script asks, which wants data or a part of a page."""
    accepts = request.headers.get("Accept", "")
    return accepts.startswith("application/json") or "X-Partial" in request.headers
