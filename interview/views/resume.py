"""Having one's link mailed once more."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interview.domain import resume


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_link(request: HttpRequest) -> HttpResponse:
    """Ask for an address; what is answered is the same whether or not anybody was invited there."""
    email = request.POST.get("email", "").strip()
    is_asked, is_address = request.method == "POST", _is_address(email)
    if is_asked and is_address:
        resume.request_links(email=email, now=timezone.now())
    return render(
        request,
        "interview/request_link.html",
        {
            "email": email,
            "is_sent": is_asked and is_address,
            "is_refused": is_asked and not is_address,
            "pause_minutes": resume.PAUSE.seconds // 60,
            "contact": settings.CONTACT_EMAIL,
        },
        status=400 if is_asked and not is_address else 200,
    )


def _is_address(email: str) -> bool:
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
