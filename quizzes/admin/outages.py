"""Outages: when we could not be reached, and whether the minutes were given back."""

from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.decorators import display

from accounts.models import User
from quizzes.admin.buttons import Button, ModelAdminWithButtons
from quizzes.domain import outages
from quizzes.domain.errors import OutagesOverlap
from quizzes.models import Outage


class OutageForm(forms.ModelForm):
    """From when to when candidates could not work. It must be over."""

    class Meta:
        model = Outage
        fields = ("began_at", "ended_at")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        began_at: datetime | None = cleaned.get("began_at")
        ended_at: datetime | None = cleaned.get("ended_at")
        if began_at is None or ended_at is None:
            return cleaned
        if ended_at <= began_at:
            self.add_error("ended_at", _("It ended before it began. Choose a later moment."))
        if ended_at > timezone.now():
            self.add_error("ended_at", _("This moment is still to come. Wait until it is over."))
        return cleaned


@admin.register(Outage)
class OutageAdmin(ModelAdminWithButtons):
    """The sweep notes them by itself. What it could not notice is noted here, and given back."""

    form = OutageForm
    list_display = ("began_at", "ended_at", "minutes", "source", "given_back")
    warn_unsaved_form = True
    actions = None

    @display(description=_("minutes"))
    def minutes(self, outage: Outage) -> int:
        return -(-(outage.ended_at - outage.began_at) // timedelta(minutes=1))

    @display(description=_("given back to"))
    def given_back(self, outage: Outage) -> str:
        if outage.given_back_at is None:
            return gettext("Nobody yet: open it to do so")
        number = outage.given_back_to
        return ngettext("%d attempt", "%d attempts", number) % number

    def get_readonly_fields(self, request: HttpRequest, obj: Outage | None = None) -> Any:
        if obj is None:
            return ()
        return ("began_at", "ended_at", "minutes", "source", "given_back_at", "given_back")

    def get_fieldsets(self, request: HttpRequest, obj: Outage | None = None) -> Any:
        if obj is not None:
            return ((None, {"fields": self.get_readonly_fields(request, obj)}),)
        description = _(
            "Every attempt that ran in this time gets the minutes back that it lost."
            " Attempts that ran out since then are opened again, unless they were decided about."
        )
        return ((None, {"fields": ("began_at", "ended_at"), "description": description}),)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Outage, form: OutageForm, change: bool) -> None:
        if change:
            return
        try:
            noted = outages.note_outage(
                began_at=obj.began_at,
                ended_at=obj.ended_at,
                actor=_staff(request),
                now=timezone.now(),
            )
        except OutagesOverlap:
            told = gettext("Part of this time was given back already. Nothing was done.")
            self.message_user(request, told, messages.ERROR)
            return
        obj.pk = noted.pk
        self._tell(request, noted)

    def log_addition(self, request: HttpRequest, obj: Outage, message: Any) -> Any:
        """Leave Django's own log alone where nothing was kept."""
        return super().log_addition(request, obj, message) if obj.pk else None

    def response_add(
        self, request: HttpRequest, obj: Outage, post_url_continue: str | None = None
    ) -> HttpResponse:
        return redirect("admin:quizzes_outage_changelist")

    # The button

    def get_buttons(self, request: HttpRequest, obj: Outage) -> list[Button]:
        if obj.given_back_at is not None:
            return []
        address = self.address_of("give-back", obj)
        return [Button(gettext("Give the minutes back"), address, "more_time", is_primary=True)]

    def get_urls(self) -> list[URLPattern]:
        return [self.pressed("give-back", self.give_back), *super().get_urls()]

    def give_back(self, request: HttpRequest, object_id: str) -> HttpResponse:
        outage = self.seen_object(request, object_id)
        if not self.has_change_permission(request, outage):
            raise PermissionDenied
        self._tell(
            request,
            outages.give_back(outage=outage, now=timezone.now(), actor=_staff(request)),
        )
        return redirect("admin:quizzes_outage_changelist")

    def _tell(self, request: HttpRequest, outage: Outage) -> None:
        number = outage.given_back_to
        told = ngettext(
            "%d attempt got its minutes back.", "%d attempts got their minutes back.", number
        )
        self.message_user(request, told % number, messages.SUCCESS)


def _staff(request: HttpRequest) -> User:
    """Return who asks: the admin lets in nobody but staff."""
    return cast(User, request.user)
