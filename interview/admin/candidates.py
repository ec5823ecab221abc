"""Candidates: who they are, what they need, and what they were invited to."""

from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display

from interview.admin.seen import SeenByPosition, sees_extra_time, staff
from interview.admin.stages import COLOURS
from interview.models import Candidate, Invitation
from quizzes.admin.buttons import Button, ModelAdminWithButtons


class InvitationsOfCandidate(TabularInline):
    """Their invitations, as far as this member of staff sees them. Each leads to its page."""

    model = Invitation
    fields = readonly_fields = ("page", "position", "quiz", "shown_state")
    extra = 0
    can_delete = False
    show_title = False
    verbose_name_plural = _("invitations")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        return Invitation.objects.seen_by(staff(request)).with_progress()

    def has_add_permission(self, request: HttpRequest, obj: Candidate | None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Candidate | None = None) -> bool:
        return False

    @display(description=_("invitation"))
    def page(self, invitation: Invitation) -> SafeString:
        return format_html(
            '<a class="text-link" href="{}">{}</a>',
            reverse("admin:interview_invitation_result", args=[invitation.pk]),
            gettext("Open"),
        )

    @display(description=_("state"), label=COLOURS)
    def shown_state(self, invitation: Invitation) -> tuple[str, str]:
        state = invitation.state(timezone.now())
        return state, str(state.label)


@admin.register(Candidate)
class CandidateAdmin(SeenByPosition, ModelAdminWithButtons):
    """Interviewers add candidates by inviting them."""

    list_display = ("person", "language", "invitation_count", "created_at")
    search_fields = ("name", "email")
    list_filter = ("language",)
    inlines = (InvitationsOfCandidate,)
    warn_unsaved_form = True
    compressed_fields = True
    actions = None
    readonly_fields = ("extra_time_asked_at",)

    def get_fieldsets(self, request: HttpRequest, obj: Candidate | None = None) -> Any:
        who = (None, {"fields": ("name", "email", "language", "notes")})
        if not sees_extra_time(staff(request)):
            return (who,)
        extra_time = {
            "fields": ("extra_time_percent", "extra_time_asked_at"),
            "description": _("Not shown to those who judge the answers."),
        }
        return (who, (_("Extra time"), extra_time))

    def get_queryset(self, request: HttpRequest) -> QuerySet[Candidate]:
        seen = Q(invitations__in=Invitation.objects.seen_by(staff(request)))
        return (
            super()
            .get_queryset(request)
            .annotate(invitation_count=Count("invitations", filter=seen, distinct=True))
        )

    @display(description=_("candidate"), header=True, ordering="name")
    def person(self, candidate: Candidate) -> tuple[str, str]:
        return candidate.name, candidate.email

    @display(description=_("invitations"), ordering="invitation_count")
    def invitation_count(self, candidate: Any) -> int:
        return int(candidate.invitation_count)

    def get_buttons(self, request: HttpRequest, obj: Candidate) -> list[Button]:
        if not request.user.has_perm("interview.add_invitation"):
            return []
        address = f"{reverse('admin:interview_invitation_add')}?candidate={obj.pk}"
        return [Button(gettext("Invite"), address, "person_add", is_primary=True, is_link=True)]
