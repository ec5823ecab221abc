"""Copies in the bucket that have still to be erased: nothing to do but to see why."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display

from quizzes.models import CopyErasure


@admin.register(CopyErasure)
class CopyErasureAdmin(ModelAdmin):
    """The sweep tries each again every minute; a row that stays needs the bucket mended."""

    list_display = ("attempt_code", "asked_at", "tried_at", "shown_problem")
    list_display_links = None

    @display(description=_("problem"))
    def shown_problem(self, erasure: CopyErasure) -> str:
        return erasure.problem or str(_("None. A last look follows 15 minutes after the erasing."))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
