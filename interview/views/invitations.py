"""The candidate's link. GET shows, POST acts: a mail scanner may open it and nothing happens."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from interview.domain import invitations
from interview.domain.errors import InvitationExpired, InvitationRevoked, InvitationUsed
from interview.models import Invitation
from quizzes.access import admit
from quizzes.domain.errors import QuizNotReady
from quizzes.formats import markdown
from quizzes.models import QuestionVersion

REASONS = {InvitationExpired: "expired", InvitationRevoked: "revoked", InvitationUsed: "finished"}


@never_cache
@require_safe
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the quiz is, how long it takes, what is recorded, and what happens at the end."""
    now = timezone.now()
    found = _find(code)
    if found is None:
        return _closed(request, "unknown", status=404)
    invitations.record_fetch(invitation=found, now=now)
    try:
        invitations.refuse_unless_startable(invitation=found, now=now)
    except tuple(REASONS) as refusal:
        return _refused(request, refusal)
    questions = QuestionVersion.objects.asked_by(found.quiz)
    return render(
        request,
        "interview/invitation.html",
        {
            "invitation": found,
            "allowance": found.allowance(now),
            "extra_time_percent": found.extra_percent,
            "question_count": len(questions),
            "has_text_questions": any(one.kind == "text" for one in questions),
            "instructions_html": markdown.to_html(found.quiz.instructions),
            "attempt": found.attempt,
            "company": settings.COMPANY_NAME,
            "contact": settings.CONTACT_EMAIL,
        },
    )


@require_POST
def opened(request: HttpRequest, code: str) -> HttpResponse:
    """Note that a page's script ran, which scanners' seldom do."""
    if (found := _find(code)) is not None:
        invitations.record_opening(invitation=found, now=timezone.now())
    return HttpResponse(status=204)


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Start the clock."""
    found = _find(code)
    if found is None:
        return _closed(request, "unknown", status=404)
    try:
        attempt = invitations.start(invitation=found, now=timezone.now())
    except tuple(REASONS) as refusal:
        return _refused(request, refusal)
    except QuizNotReady:
        return _closed(request, "not_ready", status=503)
    admit(request, attempt)
    return redirect("quizzes:attempt", attempt.code)


@require_POST
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Go on, in this browser. The clock never stopped."""
    found = _find(code)
    if found is None:
        return _closed(request, "unknown", status=404)
    try:
        attempt = invitations.resume(invitation=found, now=timezone.now())
    except tuple(REASONS) as refusal:
        return _refused(request, refusal)
    admit(request, attempt)
    return redirect("quizzes:attempt", attempt.code)


def _find(code: str) -> Invitation | None:
    return (
        Invitation.objects.select_related("position", "candidate", "quiz", "attempt")
        .filter(code=code)
        .first()
    )


def _refused(request: HttpRequest, refusal: Exception) -> HttpResponse:
    return _closed(request, REASONS[type(refusal)], status=410)


def _closed(request: HttpRequest, reason: str, *, status: int) -> HttpResponse:
    return render(
        request,
        "interview/invitation_closed.html",
        {"reason": reason, "company": settings.COMPANY_NAME, "contact": settings.CONTACT_EMAIL},
        status=status,
    )
