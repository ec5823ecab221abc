"""Who may look at which page of the system."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse

EVENTS = "interview.view_invitation"
"""Whoever interviews: is it their candidate's program, or the grader?"""

DOCTOR = "interview.view_gradercall"
COSTS = "interview.view_dailyuse"

type View = Callable[..., HttpResponse]


def only_with(permission: str) -> Callable[[View], View]:
    """Refuse a page to staff without this permission."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return wrapped

    return decorate
