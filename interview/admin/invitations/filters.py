"""How the list of invitations is narrowed."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import DropdownFilter, RelatedDropdownFilter

from interview.admin.stages import with_stage
from interview.choices import InvitationState
from interview.models import Invitation


class StageFilter(DropdownFilter):
    title = _("state")
    parameter_name = "stage"

    def lookups(
        self, request: HttpRequest, model_admin: ModelAdmin
    ) -> Sequence[tuple[str, object]]:
        return InvitationState.choices

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Invitation]
    ) -> QuerySet[Invitation]:
        if self.value() not in InvitationState:
            return queryset
        return with_stage(queryset, timezone.now()).filter(stage=self.value())


class SeenRelatedFilter(RelatedDropdownFilter):
    """Offers what occurs in the rows that this member of staff sees, and nothing else."""

    def field_choices(
        self, field: Any, request: HttpRequest, model_admin: ModelAdmin
    ) -> list[tuple[Any, str]]:
        seen = model_admin.get_queryset(request).order_by().values(field.name)
        choices: list[tuple[Any, str]] = field.get_choices(
            include_blank=False, limit_choices_to={"pk__in": seen}
        )
        return choices
