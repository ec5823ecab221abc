"""Pages that belong to nobody in particular."""

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from quizzes.rules.answers import TEXT_LIMIT_BYTES


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    return render(request, "interview/home.html", {"company": settings.COMPANY_NAME})


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say what was wrong; of a form that is far too large, say the limit."""
    message, status = _("We could not understand what your browser sent."), 400
    if isinstance(exception, RequestDataTooBig):
        message, status = (
            _("That is far too much: an answer may have %(limit)d KB. Nothing was changed.")
            % {"limit": TEXT_LIMIT_BYTES // 1024},
            413,
        )
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"state": "refused", "message": message}, status=status)
    return render(request, "400.html", {"message": message}, status=status)
