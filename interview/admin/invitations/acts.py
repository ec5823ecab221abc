"""What may be done with invitations, one or many: each asks first and reports on each."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from interview import emails
from interview.admin.invitations.forms import AddTimeForm, ExtendForm
from interview.admin.seen import sees_extra_time, staff
from interview.domain import extra_time, invitations
from interview.domain.errors import (
    ExpiryInThePast,
    InvitationDecided,
    InvitationExpired,
    InvitationNotStarted,
    InvitationRevoked,
    InvitationStarted,
    InvitationUsed,
    InvitationWithdrawn,
)
from interview.models import Invitation
from interview.models.invitation import InvitationQuerySet
from quizzes.models import QuestionVersion

REFUSALS: dict[type[Exception], Any] = {
    InvitationUsed: _("the attempt is over."),
    InvitationStarted: _("the candidate has started. Add time to the attempt instead."),
    InvitationNotStarted: _("the candidate has not started. Extend the invitation instead."),
    InvitationWithdrawn: _("the candidate takes no part any more."),
    InvitationDecided: _("a decision was made, so the attempt stays as it is."),
    InvitationRevoked: _("it was revoked."),
    InvitationExpired: _("it has expired. Extend it first."),
    ExpiryInThePast: _("that moment is over already."),
}


@dataclass(frozen=True, slots=True)
class Act:
    """One verb of the interviewer's: what is asked beforehand, done, and said afterwards."""

    name: str
    question: Any
    button: Any
    done: Any
    perform: Callable[[Invitation, User, datetime, Any], None]
    form: type[forms.Form] | None = None
    shows_mail: bool = False
    is_dangerous: bool = False


def _send(invitation: Invitation, actor: User, now: datetime, _form: Any) -> None:
    invitations.send_invitation(invitation=invitation, actor=actor, now=now)


def _revoke(invitation: Invitation, actor: User, now: datetime, _form: Any) -> None:
    invitations.revoke(invitation=invitation, actor=actor, now=now)


def _extend(invitation: Invitation, actor: User, now: datetime, form: ExtendForm) -> None:
    invitations.extend(invitation=invitation, expires_at=form.expires_at(now), actor=actor, now=now)


def _add_time(invitation: Invitation, actor: User, now: datetime, form: AddTimeForm) -> None:
    extra_time.add_time(invitation=invitation, actor=actor, now=now, **form.amount)


SEND = Act(
    name="send",
    question=_("Send this mail?"),
    button=_("Send"),
    done=_("the invitation is on its way."),
    perform=_send,
    shows_mail=True,
)
REVOKE = Act(
    name="revoke",
    question=_("Take these invitations back? Nobody who has started is thrown out."),
    button=_("Revoke"),
    done=_("revoked. The link now says so."),
    perform=_revoke,
    is_dangerous=True,
)
EXTEND = Act(
    name="extend",
    question=_("Until when may the quiz be started?"),
    button=_("Extend"),
    done=_("extended."),
    perform=_extend,
    form=ExtendForm,
)
ADD_TIME = Act(
    name="add_time",
    question=_("How much time do they get on top?"),
    button=_("Add the time"),
    done=_("the time was added. Their page says so within a minute; what was over is open again."),
    perform=_add_time,
    form=AddTimeForm,
)
ACTS = {act.name: act for act in (SEND, REVOKE, EXTEND, ADD_TIME)}


def run(
    act: Act, model_admin: Any, request: HttpRequest, chosen: InvitationQuerySet
) -> HttpResponse | None:
    """Ask, or, when that was confirmed, act on each and say what became of it.

    None leads back to the list; one that was begun on an invitation's page
    leads back there.
    """
    form = act.form(request.POST if "confirmed" in request.POST else None) if act.form else None
    if "confirmed" not in request.POST or (form is not None and not form.is_valid()):
        return ask(act, model_admin, request, chosen, form)
    for invitation in chosen.select_related("candidate", "attempt"):
        try:
            act.perform(invitation, staff(request), timezone.now(), form)
        except tuple(REFUSALS) as refusal:
            level, words = messages.ERROR, REFUSALS[type(refusal)]
        else:
            level, words = messages.SUCCESS, act.done
        model_admin.message_user(request, f"{invitation.candidate.name}: {words}", level)
    if request.POST.get("from") == "page":
        return redirect("admin:interview_invitation_result", chosen[0].pk)
    return None


def ask(
    act: Act,
    model_admin: Any,
    request: HttpRequest,
    chosen: InvitationQuerySet,
    form: forms.Form | None = None,
    *,
    from_page: bool = False,
) -> HttpResponse:
    """Show what would be done to whom, with a button that does it."""
    invited = list(chosen.with_progress())
    return render(
        request,
        "admin/interview/invitation/confirm.html",
        {
            **model_admin.admin_site.each_context(request),
            "title": act.question,
            "opts": model_admin.opts,
            "act": act,
            "form": form or (act.form() if act.form else None),
            "address": reverse("admin:interview_invitation_changelist"),
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "from_page": from_page or request.POST.get("from") == "page",
            "rows": [_row(act, invitation, staff(request)) for invitation in invited],
        },
    )


def _row(act: Act, invitation: Invitation, user: User) -> dict[str, Any]:
    return {
        "invitation": invitation,
        "state": invitation.state(timezone.now()).label,
        "mail": emails.invitation_message(invitation, tells_extra_time=sees_extra_time(user))
        if act.shows_mail
        else None,
        "is_empty": act.shows_mail
        and not QuestionVersion.objects.asked_by(invitation.quiz).exists(),
    }
