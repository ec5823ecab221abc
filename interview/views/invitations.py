"""The candidate's link. GET shows, POST acts: a mail scanner may open it and nothing happens."""

from contextlib import suppress

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from interview.domain import extra_time, invitations, practice
from interview.domain.errors import (
    ExtraTimeOverLimit,
    InvitationExpired,
    InvitationNotOpenYet,
    InvitationRevoked,
    InvitationStarted,
    InvitationUsed,
    InvitationWithdrawn,
    RulesNotAccepted,
)
from interview.models import Invitation
from interview.rules.extra_time import offered_percents
from interview.views.outcomes import outcome
from quizzes.access import admit
from quizzes.domain import house_rules, sessions
from quizzes.domain.errors import QuizNotReady
from quizzes.formats import markdown
from quizzes.models import Attempt, QuestionVersion
from quizzes.rules import pace

REASONS = {
    InvitationExpired: "expired",
    InvitationRevoked: "revoked",
    InvitationUsed: "finished",
    InvitationWithdrawn: "withdrawn",
}


@never_cache
@require_safe
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """Say what the quiz is and what to expect of it; when it is over, how far we are with it."""
    now = timezone.now()
    found = _find(code)
    if found is None:
        return _closed(request, "unknown", status=404)
    invitations.record_fetch(invitation=found, now=now)
    try:
        invitations.refuse_unless_startable(invitation=found, now=now)
    except InvitationUsed as refusal:
        if found.attempt is None:
            return _refused(request, found, refusal)
        return outcome(request, found, found.attempt)
    except tuple(REASONS) as refusal:
        return _refused(request, found, refusal)
    return _start_page(request, found)


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
        attempt = invitations.start(
            invitation=found,
            accepted_rules=request.POST.get("accepted_rules", ""),
            now=timezone.now(),
        )
    except tuple(REASONS) as refusal:
        return _refused(request, found, refusal)
    except InvitationNotOpenYet:
        return _start_page(request, found, status=409)
    except RulesNotAccepted:
        return _start_page(request, found, is_unaccepted=True, status=400)
    except QuizNotReady:
        return _closed(request, "not_ready", invitation=found, status=503)
    return _let_in(attempt)


@require_POST
def resume(request: HttpRequest, code: str) -> HttpResponse:
    """Go on, in this browser. The clock never stopped."""
    found = _find(code)
    if found is None:
        return _closed(request, "unknown", status=404)
    try:
        attempt = invitations.resume(invitation=found, now=timezone.now())
    except tuple(REASONS) as refusal:
        return _refused(request, found, refusal)
    return _let_in(attempt)


def _let_in(attempt: Attempt) -> HttpResponse:
    """Open a session for this browser; any other may only read from now on."""
    response = redirect("quizzes:attempt", attempt.code)
    admit(response, sessions.open_session(attempt=attempt, now=timezone.now()))
    return response


@require_POST
def take_extra_time(request: HttpRequest, code: str) -> HttpResponse:
    """Lengthen the time before the start, for this person and every quiz of theirs."""
    found = _find(code)
    if found is None:
        return _closed(request, "unknown", status=404)
    percent = request.POST.get("percent", "")
    with suppress(InvitationStarted, ExtraTimeOverLimit):  # the page shows what holds
        extra_time.take_extra_time(
            invitation=found,
            percent=int(percent) if percent.isdecimal() else 0,
            now=timezone.now(),
        )
    return redirect("interview:invitation", code)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, code: str) -> HttpResponse:
    """Ask whether the candidate means it; POST takes them out."""
    found = _find(code)
    if found is None:
        return _closed(request, "unknown", status=404)
    try:
        if request.method != "POST":
            invitations.refuse_unless_startable(invitation=found, now=timezone.now())
            return render(
                request,
                "interview/withdraw.html",
                {"invitation": found, "company": settings.COMPANY_NAME},
            )
        invitations.withdraw(invitation=found, now=timezone.now())
    except tuple(REASONS) as refusal:
        return _refused(request, found, refusal)
    return redirect("interview:invitation", code)


def _start_page(
    request: HttpRequest, found: Invitation, *, is_unaccepted: bool = False, status: int = 200
) -> HttpResponse:
    now = timezone.now()
    questions = QuestionVersion.objects.asked_by(found.quiz)
    asked_in = {one.section for one in questions}  # type: ignore[attr-defined]
    return render(
        request,
        "interview/invitation.html",
        {
            "invitation": found,
            "allowance": found.allowance(now),
            "is_too_early": not found.is_window_open(now),
            "is_unaccepted": is_unaccepted,
            "extra_time_percent": found.extra_percent,
            "offered_percents": offered_percents(
                limit=settings.EXTRA_TIME_LIMIT_PERCENT, has=found.extra_percent
            ),
            "question_count": len(questions),
            "sections": [one for one in found.quiz.sections.all() if one.pk in asked_in],
            "has_text_questions": any(one.kind == "text" for one in questions),
            "runs": pace.RUNS,
            "submissions": pace.SUBMISSIONS,
            "instructions_html": markdown.to_html(found.quiz.instructions),
            "rules": house_rules.of_quiz(found.quiz),
            "attempt": found.attempt,
            "may_practise": found.attempt is None and practice.quiz_to_practise() is not None,
            "company": settings.COMPANY_NAME,
            "contact": settings.CONTACT_EMAIL,
        },
        status=status,
    )


def _find(code: str) -> Invitation | None:
    return (
        Invitation.objects.select_related("position", "candidate", "quiz", "attempt")
        .filter(code=code)
        .first()
    )


def _refused(request: HttpRequest, invitation: Invitation, refusal: Exception) -> HttpResponse:
    return _closed(request, REASONS[type(refusal)], invitation=invitation, status=410)


def _closed(
    request: HttpRequest, reason: str, *, invitation: Invitation | None = None, status: int
) -> HttpResponse:
    return render(
        request,
        "interview/invitation_closed.html",
        {
            "reason": reason,
            "invitation": invitation,
            "company": settings.COMPANY_NAME,
            "contact": settings.CONTACT_EMAIL,
        },
        status=status,
    )
