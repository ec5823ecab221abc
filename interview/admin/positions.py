"""Positions: who interviews for them, what they ask, and by what they judge."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import TabularInline
from unfold.decorators import display
from unfold.widgets import UnfoldAdminTextareaWidget

from interview.admin.seen import SeenByPosition, staff
from interview.admin.stages import with_stage
from interview.choices import InvitationState
from interview.models import Criterion, Invitation, Position
from interview.rules import rubric
from quizzes.admin.buttons import Button, ModelAdminWithButtons


class CriterionForm(forms.ModelForm):
    """A line of a rubric. Its levels have words for each, or for none."""

    class Meta:
        model = Criterion
        fields = ("name", "levels", "order")
        widgets = {"levels": UnfoldAdminTextareaWidget(attrs={"rows": 5})}

    def clean_levels(self) -> str:
        levels: str = self.cleaned_data["levels"]
        if not rubric.has_fitting_lines(levels):
            raise forms.ValidationError(
                _("Write one line for each of the %(count)d levels, weakest first, or none.")
                % {"count": len(rubric.LEVELS)}
            )
        return levels


class CriterionInline(TabularInline):
    model = Criterion
    form = CriterionForm
    fields = ("name", "levels", "order")
    ordering_field = "order"
    hide_ordering_field = True
    show_title = False
    extra = 0

    def formfield_for_dbfield(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.widget.attrs.setdefault("aria-label", str(field.label))
        return field


@admin.register(Position)
class PositionAdmin(SeenByPosition, ModelAdminWithButtons):
    """Administrators say who interviews; interviewers keep the quiz and the rubric of their own."""

    list_display = ("title", "shown_open", "quiz", "invited", "waiting")
    list_filter = ("is_open",)
    list_select_related = ("quiz",)
    search_fields = ("title", "description")
    autocomplete_fields = ("interviewers", "quiz")
    inlines = (CriterionInline,)
    warn_unsaved_form = True
    compressed_fields = True
    actions = None
    fieldsets = (
        (None, {"fields": ("title", "is_open", "quiz", "interviewers", "description")}),
        (
            _("What candidates see at their links after the decision"),
            {
                "fields": ("tells_score", "tells_verdicts", "tells_feedback", "tells_answers"),
                "description": _(
                    "Without any, they read that it is decided, and nothing else. The decision"
                    " itself and its reason are never shown."
                ),
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> QuerySet[Position]:
        positions = super().get_queryset(request)
        if not self._is_list(request):
            return positions
        waiting = (
            with_stage(Invitation.objects.filter(position=OuterRef("pk")), timezone.now())
            .filter(stage=InvitationState.GRADED)
            .order_by()
            .values("position")
            .annotate(count=Count("pk"))
            .values("count")
        )
        return positions.annotate(
            invited_count=Count("invitations", distinct=True),
            waiting_count=Coalesce(Subquery(waiting, output_field=IntegerField()), 0),
        )

    def _is_list(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        return match is not None and match.url_name == "interview_position_changelist"

    @display(description=_("state"), ordering="is_open", label={True: "success", False: ""})
    def shown_open(self, position: Position) -> tuple[bool, str]:
        return position.is_open, gettext("Open") if position.is_open else gettext("Closed")

    @display(description=_("invited"), ordering="invited_count")
    def invited(self, position: Any) -> SafeString:
        return _list_link(position, position.invited_count, str(position.invited_count))

    @display(description=_("waiting for a decision"), ordering="waiting_count")
    def waiting(self, position: Any) -> SafeString:
        count = position.waiting_count
        words = ngettext("%d candidate", "%d candidates", count) % count
        return _list_link(position, count, words, stage=InvitationState.GRADED.value)

    def get_readonly_fields(
        self, request: HttpRequest, obj: Position | None = None
    ) -> tuple[str, ...]:
        """Who interviews decides who sees candidates, so that is for administrators to say."""
        return () if staff(request).sees_every_position else ("interviewers",)

    def get_buttons(self, request: HttpRequest, obj: Position) -> list[Button]:
        if not request.user.has_perm("interview.add_invitation"):
            return []
        invite = f"{reverse('admin:interview_invitation_add')}?position={obj.pk}"
        invited = f"{reverse('admin:interview_invitation_changelist')}?position__id__exact={obj.pk}"
        return [
            Button(
                gettext("Invite a candidate"), invite, "person_add", is_primary=True, is_link=True
            ),
            Button(gettext("Its invitations"), invited, "forward_to_inbox", is_link=True),
        ]


def _list_link(position: Position, count: int, words: str, **narrowed: str) -> SafeString:
    if not count:
        return format_html('<span class="is-nothing">{}</span>', "-")
    query = "".join(f"&{name}={value}" for name, value in narrowed.items())
    address = reverse("admin:interview_invitation_changelist")
    return format_html(
        '<a class="text-link" href="{}?position__id__exact={}{}">{}</a>',
        address,
        position.pk,
        query,
        words,
    )
