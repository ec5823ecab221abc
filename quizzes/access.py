"""Which attempts a browser may see: those whose Start or Continue was pressed in it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone

from quizzes.domain import attempts
from quizzes.models import Attempt

SESSION_KEY = "attempts"


class CandidateRequest(HttpRequest):
    """A request whose browser may see ``attempt``."""

    attempt: Attempt


def admit(request: HttpRequest, attempt: Attempt) -> None:
    """Let this browser see an attempt from now on."""
    codes: list[str] = request.session.get(SESSION_KEY, [])
    request.session[SESSION_KEY] = [*(code for code in codes if code != attempt.code), attempt.code]


def for_candidate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give a view its attempt; somebody else's is a 404.

    Only a POST may write: it finishes an attempt whose time ran out. To a GET
    such an attempt merely reads as closed.
    """

    @wraps(view)
    def wrapped(request: CandidateRequest, code: str, *args: Any, **kwargs: Any) -> HttpResponse:
        if code not in request.session.get(SESSION_KEY, []):
            raise Http404("This browser has not started that attempt.")
        attempt = Attempt.objects.filter(code=code).first()
        if attempt is None:
            raise Http404("There is no such attempt.")
        if request.method == "POST":
            attempt = attempts.finish_if_overdue(attempt=attempt, now=timezone.now())
        request.attempt = attempt
        return view(request, *args, **kwargs)

    return wrapped
