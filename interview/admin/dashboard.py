"""The front page of the admin: what needs me today."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Max, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from interview.admin import words
from interview.admin.seen import staff
from interview.admin.stages import with_stage
from interview.admin.system import rights
from interview.choices import InvitationState
from interview.domain import costs
from interview.models import Invitation, Position, Problem
from interview.rules import mails
from quizzes.choices import SubmissionState
from quizzes.models import Quiz

ROWS = 5
"""Names on one card; the rest is a click away."""

EXPIRES_SOON = timedelta(days=3)
UNOPENED_FOR = timedelta(days=2)
"""When to worry about mail that nobody opened. Source: a guess, a weekend."""

HEADINGS = (
    InvitationState.SENT,
    InvitationState.OPENED,
    InvitationState.RUNNING,
    InvitationState.FINISHED,
    InvitationState.GRADED,
    InvitationState.DECIDED,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One name on a card, and what to know about it."""

    name: str
    position: str
    note: str
    address: str


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to do, for how many, and the first of them.

    is_urgent: it needs us now, if there is any of it.
    """

    title: str
    icon: str
    count: int
    rows: list[Row]
    nothing: str
    address: str = ""
    is_urgent: bool = False

    @property
    def more(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True, slots=True)
class PositionLine:
    """One position with its invitations counted by state, in the order of HEADINGS."""

    title: str
    address: str
    invite_address: str
    counts: list[int]


def dashboard(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """Add the cards and the table, at a fixed number of queries."""
    user, now = staff(request), timezone.now()
    positions = list(Position.objects.seen_by(user).filter(is_open=True))
    return {
        **context,
        "title": _("Today"),
        "cards": cards(user, now),
        "headings": [state.label for state in HEADINGS],
        "position_lines": position_lines(positions, user, now),
        "has_role": user.has_perm("interview.view_invitation"),
        "may_invite": user.has_perm("interview.add_invitation"),
        "may_open_position": user.has_perm("interview.add_position"),
        **practice_quiz(user),
        **money(user, now),
    }


def practice_quiz(user: User) -> dict[str, Any]:
    """Say whether there are quizzes, and whether the practice quiz is to be made. One query."""
    kinds = set(Quiz.objects.values_list("is_practice", flat=True))
    return {
        "has_quiz": False in kinds,
        "may_make_practice": True not in kinds and user.has_perm("quizzes.add_quiz"),
    }


def money(user: User, now: datetime) -> dict[str, Any]:
    """Return what this month costs, for those who may see it; for others nothing."""
    if not user.has_perm(rights.COSTS):
        return {}
    return {
        "month": costs.month_of(now.date(), today=now.date()),
        "cap": settings.COST_CAP,
        "fixed": settings.COST_FIXED,
        "is_paused": costs.public_links_paused(now),
    }


def cards(user: User, now: datetime) -> list[Card]:
    """Return what needs somebody, most pressing first."""
    seen = with_stage(Invitation.objects.seen_by(user), now).select_related(
        "candidate", "position", "attempt__result"
    )
    invitations = reverse("admin:interview_invitation_changelist")
    waiting = [InvitationState.SENT, InvitationState.OPENED]
    return [
        _problems(user, now),
        _card(
            _("Waiting for a decision"),
            "gavel",
            seen.filter(stage=InvitationState.GRADED).order_by("attempt__finished_at"),
            words.result_words,
            nothing=_("Nobody waits for a decision."),
            address=f"{invitations}?stage={InvitationState.GRADED}",
            is_urgent=True,
        ),
        _card(
            _("Texts to score"),
            "edit_note",
            _with_submissions(seen, SubmissionState.REVIEW),
            lambda one: ngettext("%d answer", "%d answers", one.concerned) % one.concerned,
            nothing=_("No text waits to be scored."),
            is_urgent=True,
        ),
        _card(
            _("Could not be graded"),
            "error",
            _with_submissions(seen, SubmissionState.UNGRADED),
            lambda one: ngettext("%d submission", "%d submissions", one.concerned) % one.concerned,
            nothing=_("Everything could be graded."),
            is_urgent=True,
        ),
        _card(
            _("Mail did not arrive"),
            "unsubscribe",
            seen.filter(stage=InvitationState.SENT, mail_state__in=mails.TROUBLES).order_by(
                "mail_state_at"
            ),
            lambda one: one.get_mail_state_display(),
            nothing=_("No mail came back."),
            is_urgent=True,
        ),
        _card(
            _("Running now"),
            "timer",
            seen.filter(stage=InvitationState.RUNNING).order_by("attempt__closes_at"),
            lambda one: _("%(time)s left") % {"time": words.time_words(one.attempt.remaining(now))},
            nothing=_("Nobody is taking a quiz."),
            address=f"{invitations}?stage={InvitationState.RUNNING}",
        ),
        _card(
            _("Expiring soon"),
            "event_busy",
            seen.filter(stage__in=waiting, expires_at__lt=now + EXPIRES_SOON).order_by(
                "expires_at"
            ),
            lambda one: _("in %(time)s") % {"time": timeuntil(one.expires_at, now, depth=1)},
            nothing=_("No link expires in the next days."),
        ),
        _card(
            _("Never opened"),
            "mark_email_unread",
            seen.filter(stage=InvitationState.SENT, sent_at__lt=now - UNOPENED_FOR).order_by(
                "sent_at"
            ),
            lambda one: _("sent %(time)s ago") % {"time": timesince(one.sent_at, now, depth=1)},
            nothing=_("Every link that was sent has been opened."),
            address=f"{invitations}?stage={InvitationState.SENT}",
        ),
    ]


def _problems(user: User, now: datetime) -> Card:
    """Return who is stuck and waits for our answer, longest first."""
    waiting = Problem.objects.seen_by(user).waiting().order_by("at", "pk")
    rows = [
        Row(
            name=one.invitation.candidate.name,
            position=one.invitation.position.title,
            note=_("%(time)s ago") % {"time": timesince(one.at, now, depth=1)},
            address=reverse("admin:interview_problem_answer", args=[one.pk]),
        )
        for one in waiting.select_related("invitation__candidate", "invitation__position")[:ROWS]
    ]
    return Card(
        title=_("Waiting for help"),
        icon="contact_support",
        count=waiting.count(),
        rows=rows,
        nothing=_("Nobody is stuck."),
        address=reverse("admin:interview_problem_changelist") + "?answer=waits",
        is_urgent=True,
    )


def _with_submissions(seen: QuerySet[Any], state: SubmissionState) -> QuerySet[Any]:
    """Keep invitations with submissions in this state, counted as ``concerned``."""
    return (
        seen.filter(attempt__answers__submissions__state=state)
        .annotate(
            concerned=Count("attempt__answers__submissions", distinct=True),
            since=Max("attempt__answers__submissions__state_at"),
        )
        .order_by("since")
    )


def _card(
    title: str,
    icon: str,
    invitations: QuerySet[Any],
    note: Callable[[Any], str],
    *,
    nothing: str,
    address: str = "",
    is_urgent: bool = False,
) -> Card:
    return Card(
        title=title,
        icon=icon,
        count=invitations.count(),
        rows=[_row(invitation, note(invitation)) for invitation in invitations[:ROWS]],
        nothing=nothing,
        address=address,
        is_urgent=is_urgent,
    )


def _row(invitation: Invitation, note: str) -> Row:
    return Row(
        name=invitation.candidate.name,
        position=invitation.position.title,
        note=note,
        address=reverse("admin:interview_invitation_result", args=[invitation.pk]),
    )


def position_lines(positions: Iterable[Position], user: User, now: datetime) -> list[PositionLine]:
    """Count the invitations of each position by state. One query."""
    counted = (
        with_stage(Invitation.objects.seen_by(user), now)
        .order_by()
        .values("position", "stage")
        .annotate(count=Count("pk"))
    )
    counts: Counter[tuple[int, str]] = Counter(
        {(row["position"], row["stage"]): row["count"] for row in counted}
    )
    return [
        PositionLine(
            title=position.title,
            address=reverse("admin:interview_invitation_changelist")
            + f"?position__id__exact={position.pk}",
            invite_address=reverse("admin:interview_invitation_add") + f"?position={position.pk}",
            counts=[counts[position.pk, state.value] for state in HEADINGS],
        )
        for position in positions
    ]
