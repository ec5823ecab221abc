"""The page "I have a problem": a message to the position's people, and their answer.

It can be reached from the link and from within the attempt, where the clock runs on above it.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from interview.domain import problems
from interview.domain.errors import MessageEmpty, MessageTooLong, TooManyProblems
from interview.models import Invitation
from interview.rules.problems import TEXT_LENGTH, read_question, read_window
from quizzes.access import CandidateRequest, for_candidate, wants_data
from quizzes.views import clocks
from quizzes.views.sections import running_section

REFUSED = (MessageEmpty, MessageTooLong, TooManyProblems)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, code: str) -> HttpResponse:
    """Take a message from whoever has the link, whatever has become of it."""
    invitation = _invitations().filter(code=code).first()
    if invitation is None:
        return redirect("interview:invitation", code)  # which says that we do not know it
    back = {"address": reverse("interview:invitation", args=[code]), "is_question": False}
    return _help(request, invitation, address=request.path, back=back)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_candidate
def in_attempt(request: CandidateRequest) -> HttpResponse:
    """Take a message from somebody in the middle of the quiz. The clock goes on, in sight."""
    attempt = request.attempt
    invitation = _invitations().filter(attempt=attempt).first()
    if invitation is None:  # staff who try a quiz
        return redirect("quizzes:attempt", attempt.code)
    now, question = timezone.now(), read_question(request.GET.get("question", ""))
    back = {"address": reverse("quizzes:attempt", args=[attempt.code]), "is_question": False}
    if question is not None:
        address = reverse("quizzes:question", args=[attempt.code, question])
        back = {"address": address, "is_question": True}
    frame: dict[str, Any] = {}
    if attempt.is_open(now):
        frame = {
            "attempt": attempt,
            "sitting": request.sitting,
            "clock": clocks.clock(attempt, now, running_section(attempt, now)),
        }
    return _help(
        request, invitation, address=request.get_full_path(), back=back, question=question, **frame
    )


def _help(
    request: HttpRequest,
    invitation: Invitation,
    *,
    address: str,
    back: dict[str, Any],
    question: int | None = None,
    **frame: Any,
) -> HttpResponse:
    """Show what was written and answered, to a script that alone; keep what is posted."""
    refusal, text, attempt = "", request.POST.get("text", ""), invitation.attempt
    if request.method == "POST":
        try:
            problems.report(
                invitation=invitation,
                text=text,
                question=question,
                browser=request.headers.get("User-Agent", ""),
                window=read_window(request.POST.get("window", "")),
                now=timezone.now(),
            )
        except REFUSED as error:
            refusal = _in_words(error)
        else:
            return redirect(f"{address}#messages")
    if wants_data(request):
        template = "interview/partials/messages.html"
    else:
        template = "interview/help_in_attempt.html" if frame else "interview/help.html"
    return render(
        request,
        template,
        {
            **frame,
            "address": address,
            "back": back,
            "question_number": question,
            "written": list(invitation.problems.select_related("answered_by")),
            "refusal": refusal,
            "text": text if refusal else "",
            "limit": TEXT_LENGTH,
            "is_in_attempt": bool(frame),
            "is_running": attempt is not None and attempt.is_open(timezone.now()),
            "company": settings.COMPANY_NAME,
            "contact": settings.CONTACT_EMAIL,
        },
        status=400 if refusal else 200,
    )


def _in_words(refusal: Exception) -> str:
    match refusal:
        case MessageEmpty():
            return _("There is nothing in the box yet. Say what does not work.")
        case MessageTooLong():
            told = _("A message may have %(limit)d characters, and yours has more. Shorten it.")
            return told % {"limit": TEXT_LENGTH}
        case _:
            return _("Your earlier messages have reached us, and we are on it. Please wait for us.")


def _invitations() -> Any:
    return Invitation.objects.select_related("position", "candidate", "quiz", "attempt")
