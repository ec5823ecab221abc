"""Practising: what the page needs of a computer, tried beforehand, and said in words."""

from contextlib import suppress
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from interview.domain import practice
from interview.domain.errors import (
    InvitationExpired,
    InvitationRevoked,
    InvitationStarted,
    InvitationUsed,
    InvitationWithdrawn,
)
from interview.domain.invitations import refuse_unless_startable
from interview.models import Invitation, Practice
from interview.rules.practice import Found
from quizzes.access import CandidateRequest, admit, for_candidate
from quizzes.choices import EventKind, Verdict
from quizzes.domain import sessions
from quizzes.domain.errors import QuizNotReady
from quizzes.models import Attempt
from quizzes.rules.answers import TEXT_LIMIT_BYTES

OVER = (
    InvitationExpired,
    InvitationRevoked,
    InvitationStarted,
    InvitationUsed,
    InvitationWithdrawn,
    QuizNotReady,
)
"""Nothing to practise, or nothing to practise for: the link itself says which."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was tried, or was not. state: "works", "look" or "untried"."""

    title: str
    state: str
    words: str


@never_cache
@require_safe
def practise(request: HttpRequest, code: str) -> HttpResponse:
    """Show what works, as far as it was tried, and lead to the practice quiz."""
    invitation = _find(code)
    if invitation is None:
        return redirect("interview:invitation", code)
    try:
        refuse_unless_startable(invitation=invitation, now=timezone.now())
    except OVER:
        return redirect("interview:invitation", code)
    quiz = practice.quiz_to_practise()
    if quiz is None or invitation.attempt is not None:
        return redirect("interview:invitation", code)
    tried = Practice.objects.filter(invitation=invitation).select_related("attempt").first()
    attempt = tried.attempt if tried else None
    return render(
        request,
        "interview/practice.html",
        {
            "invitation": invitation,
            "quiz": quiz,
            "minutes": round(quiz.time_limit.total_seconds() / 60),
            "running": attempt if attempt and attempt.is_open(timezone.now()) else None,
            "checks": checks(attempt),
            "is_tried": attempt is not None,
            "largest_bytes": TEXT_LIMIT_BYTES,
            "company": settings.COMPANY_NAME,
        },
    )


@require_POST
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Start a practice in this browser. The one before is erased."""
    invitation, now = _find(code), timezone.now()
    if invitation is None:
        return redirect("interview:invitation", code)
    try:
        attempt = practice.start(invitation=invitation, now=now)
    except OVER:
        return redirect("interview:invitation", code)
    response = redirect("quizzes:attempt", attempt.code)
    admit(response, sessions.open_session(attempt=attempt, now=now))
    return response


@never_cache
@require_POST
def measure(request: HttpRequest, code: str) -> HttpResponse:
    """Take a save of nothing: the page's script measures how long that takes."""
    if not Invitation.objects.filter(code=code).exists():
        return HttpResponse(status=404)
    return JsonResponse({"bytes": len(request.POST.get("text", "").encode())})


@never_cache
@require_safe
@for_candidate
def back(request: CandidateRequest) -> HttpResponse:
    """Lead from a practice back to the page that says what works."""
    with suppress(Practice.DoesNotExist):
        found = Practice.objects.select_related("invitation").get(attempt=request.attempt)
        return redirect("interview:practice", found.invitation.code)
    return redirect("quizzes:attempt", request.attempt.code)


def checks(attempt: Attempt | None) -> list[Check]:
    """Return what has arrived of a practice, in words. What was not tried says how to."""
    found = practice.found_in(attempt) if attempt else Found(0, False, False, "", 0)
    return [
        _saving(attempt, found),
        _running(attempt),
        _submitting(attempt),
        _check(
            _("Indenting"),
            _("The spaces before your lines have arrived."),
            _("Write an indented line in question 1, with the Tab key or by hand, and come back."),
            works=found.is_indented,
        ),
        _check(
            _("Input method"),
            _("What you typed has arrived: “%(text)s”") % {"text": found.foreign},
            _("If you write Chinese, or use an input method, type with it in question 2."),
            works=bool(found.foreign),
        ),
        _check(
            _("Pasting"),
            ngettext(
                "%(count)d character was pasted and has arrived.",
                "%(count)d characters were pasted and have arrived.",
                found.pasted,
            )
            % {"count": found.pasted},
            _("Paste something in question 2. Without scripts we cannot tell it from typing."),
            works=bool(found.pasted),
        ),
    ]


def _check(title: str, works_words: str, untried_words: str, *, works: bool) -> Check:
    return Check(title, "works" if works else "untried", works_words if works else untried_words)


def _saving(attempt: Attempt | None, found: Found) -> Check:
    if not found.saves:
        told = _("Type something in any question, wait five seconds, and come back.")
        return Check(_("Saving"), "untried", told)
    arrived = ngettext(
        "%(count)d save has arrived.", "%(count)d saves have arrived.", found.saves
    ) % {"count": found.saves}
    if found.saves_by_itself:
        return Check(_("Saving"), "works", f"{arrived} {_('The page saves by itself.')}")
    look = _("The page's scripts seem not to run: nothing is saved by itself, so press Save often.")
    return Check(_("Saving"), "look", f"{arrived} {look}")


def _running(attempt: Attempt | None) -> Check:
    run = practice.last_event(attempt, EventKind.RAN) if attempt else None
    if run is None:
        return Check(_("Running code"), "untried", _("Press Run in question 1, and come back."))
    verdict = run.details.get("verdict", "")
    if not verdict:
        told = _("Your code arrived, but our grader did not answer. That is our fault: tell us.")
        return Check(_("Running code"), "look", told)
    if verdict == Verdict.ACCEPTED:
        told = _("Your code ran, and printed what was expected.")
    else:
        told = _(
            "Your code ran. What it printed was not what was expected, which harms nobody here."
        )
    return Check(_("Running code"), "works", told)


def _submitting(attempt: Attempt | None) -> Check:
    sent = practice.last_event(attempt, EventKind.SUBMITTED) if attempt else None
    if sent is None:
        told = _("Press Submit in question 1, and come back.")
        return Check(_("Submitting"), "untried", told)
    told = _("A submission has arrived at %(time)s UTC.")
    return Check(_("Submitting"), "works", told % {"time": date_format(sent.at, "H:i")})


def _find(code: str) -> Invitation | None:
    found = Invitation.objects.select_related("position", "candidate", "quiz", "attempt")
    return found.filter(code=code).first()
