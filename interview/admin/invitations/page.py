"""The list of invitations and the form of a draft. What comes afterwards is on the result page."""

from functools import partial
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import ChoicesDropdownFilter
from unfold.decorators import display

from interview.admin import words
from interview.admin.invitations import acts
from interview.admin.invitations.filters import SeenRelatedFilter, StageFilter
from interview.admin.invitations.forms import InvitationForm
from interview.admin.results.pages import ResultPages
from interview.admin.seen import SeenByPosition, sees_extra_time, staff
from interview.admin.stages import COLOURS, MAIL_COLOURS
from interview.choices import InvitationState
from interview.domain import candidates, invitations
from interview.models import Invitation, Position
from interview.models.invitation import InvitationQuerySet
from quizzes.admin.buttons import ModelAdminWithButtons


class InvitationList(ChangeList):
    """Each row leads to the page of its invitation."""

    def url_for_result(self, result: Model) -> str:
        return reverse("admin:interview_invitation_result", args=[result.pk])


@admin.register(Invitation)
class InvitationAdmin(ResultPages, SeenByPosition, ModelAdminWithButtons):
    """Who was invited to what, how far they have come, and who waits for us."""

    form = InvitationForm
    list_display = (
        "person",
        "shown_quiz",
        "shown_state",
        "sent",
        "mail",
        "opened",
        "started",
        "finished",
        "result_points",
        "decision",
    )
    list_filter = (
        StageFilter,
        ("position", SeenRelatedFilter),
        ("quiz", SeenRelatedFilter),
        ("mail_state", ChoicesDropdownFilter),
    )
    list_filter_submit = True
    list_fullwidth = True
    search_fields = ("candidate__name", "candidate__email", "position__title")
    autocomplete_fields = ("position", "candidate", "quiz")
    warn_unsaved_form = True
    compressed_fields = True
    actions = ("send", "extend", "add_time", "revoke")

    # The list

    @display(description=_("candidate"), header=True, ordering="candidate__name")
    def person(self, invitation: Invitation) -> tuple[str, str]:
        return invitation.candidate.name, invitation.position.title

    @display(description=_("quiz"), ordering="quiz__title")
    def shown_quiz(self, invitation: Invitation) -> str:
        return invitation.quiz.title

    @display(description=_("state"), label=COLOURS)
    def shown_state(self, invitation: Invitation) -> tuple[InvitationState, str]:
        return words.state_words(invitation)

    @display(description=_("sent"), ordering="sent_at")
    def sent(self, invitation: Invitation) -> str:
        return words.moment(invitation.sent_at)

    @display(description=_("mail"), ordering="mail_state", label=MAIL_COLOURS)
    def mail(self, invitation: Invitation) -> tuple[str, str] | str:
        return words.mail_label(invitation)

    @display(description=_("opened"), ordering="opened_at")
    def opened(self, invitation: Invitation) -> str:
        return words.moment(invitation.opened_at)

    @display(description=_("started"), ordering="attempt__started_at")
    def started(self, invitation: Invitation) -> str:
        return words.moment(invitation.attempt.started_at if invitation.attempt else None)

    @display(description=_("finished"), ordering="attempt__finished_at")
    def finished(self, invitation: Invitation) -> str:
        return words.moment(invitation.attempt.finished_at if invitation.attempt else None)

    @display(description=_("result"), ordering="attempt__result__points")
    def result_points(self, invitation: Invitation) -> str:
        return words.result_words(invitation)

    @display(description=_("decision"))
    def decision(self, invitation: Invitation) -> str:
        return words.decision_words(invitation)

    def get_queryset(self, request: HttpRequest) -> InvitationQuerySet:
        return Invitation.objects.seen_by(staff(request)).with_progress()

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return InvitationList

    # What may be done

    @admin.action(description=_("Send the mail…"), permissions=["change"])
    def send(self, request: HttpRequest, chosen: InvitationQuerySet) -> HttpResponse | None:
        return acts.run(acts.SEND, self, request, chosen)

    @admin.action(description=_("Extend…"), permissions=["change"])
    def extend(self, request: HttpRequest, chosen: InvitationQuerySet) -> HttpResponse | None:
        return acts.run(acts.EXTEND, self, request, chosen)

    @admin.action(description=_("Add time…"), permissions=["change"])
    def add_time(self, request: HttpRequest, chosen: InvitationQuerySet) -> HttpResponse | None:
        return acts.run(acts.ADD_TIME, self, request, chosen)

    @admin.action(description=_("Revoke…"), permissions=["change"])
    def revoke(self, request: HttpRequest, chosen: InvitationQuerySet) -> HttpResponse | None:
        return acts.run(acts.REVOKE, self, request, chosen)

    def get_urls(self) -> list[URLPattern]:
        asking = [self.shown(name, partial(self.ask, act=act)) for name, act in acts.ACTS.items()]
        return [*asking, *self.result_urls(), *super().get_urls()]

    def ask(self, request: HttpRequest, object_id: str, act: acts.Act) -> HttpResponse:
        """Show what an act would do to one invitation. Nothing is done before it is confirmed."""
        invitation = self.seen_object(request, object_id)
        chosen = self.get_queryset(request).filter(pk=invitation.pk)
        return acts.ask(act, self, request, chosen, from_page=True)

    # The form of a draft

    def get_fieldsets(self, request: HttpRequest, obj: Invitation | None = None) -> Any:
        fields = ["quiz", "window_opens_at", "expires_at"]
        if sees_extra_time(staff(request)):
            fields.append("extra_time_percent")
        terms = (_("Quiz"), {"fields": fields})
        if obj is not None:
            return [(None, {"fields": ["position", "candidate"]}), terms]
        someone_new = {
            "fields": ["name", "email", "language"],
            "description": _("Only if they are not in the list of candidates yet."),
        }
        return [
            (None, {"fields": ["position", "candidate"]}),
            (_("Or somebody new"), someone_new),
            terms,
        ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the position that was clicked, and its quiz; or with the only one there is."""
        initial: dict[str, Any] = super().get_changeform_initial_data(request)
        seen = Position.objects.seen_by(staff(request))
        if "position" in initial:
            position = seen.filter(pk=initial["position"]).first()
        else:
            open_positions = list(seen.filter(is_open=True)[:2])
            position = open_positions[0] if len(open_positions) == 1 else None
        if position is None:
            initial.pop("position", None)
            return initial
        return {**initial, "position": position.pk, "quiz": position.quiz_id}

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Edit what was not sent yet; anything else has a page of its own."""
        invitation = self.seen_object(request, object_id)
        if invitation.state(timezone.now()) is not InvitationState.DRAFT:
            return redirect("admin:interview_invitation_result", invitation.pk)
        return super().change_view(request, object_id, form_url, extra_context)

    def save_model(
        self, request: HttpRequest, obj: Invitation, form: InvitationForm, change: bool
    ) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        if obj.candidate_id is None:
            obj.candidate = self._somebody_new(request, form)
        invitations.invite(invitation=obj, actor=staff(request), now=timezone.now())

    def _somebody_new(self, request: HttpRequest, form: InvitationForm) -> Any:
        person, is_new = candidates.find_or_add(
            name=form.cleaned_data["name"],
            email=form.cleaned_data["email"],
            language=form.cleaned_data["language"] or "en",
        )
        if not is_new:
            self.message_user(
                request,
                gettext("This address is known already: the invitation is for %(name)s.")
                % {"name": person.name},
            )
        return person

    def response_add(
        self, request: HttpRequest, obj: Invitation, post_url_continue: str | None = None
    ) -> HttpResponse:
        return self._after_saving(request, obj) or super().response_add(
            request, obj, post_url_continue
        )

    def response_change(self, request: HttpRequest, obj: Invitation) -> HttpResponse:
        return self._after_saving(request, obj) or super().response_change(request, obj)

    def _after_saving(self, request: HttpRequest, invitation: Invitation) -> HttpResponse | None:
        """Go on to the mail, or to the page with the link to copy."""
        if "_send" in request.POST:
            return redirect("admin:interview_invitation_send", invitation.pk)
        if "_save" in request.POST:
            self.message_user(request, gettext("The invitation is saved. Nothing was mailed yet."))
            return redirect("admin:interview_invitation_result", invitation.pk)
        return None
