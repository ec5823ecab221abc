"""The forms by which candidates are invited."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminEmailInputWidget,
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from interview.models import Candidate, Invitation


class InvitationForm(forms.ModelForm):
    """A draft of an invitation: to a candidate who is known, or to a new one by name and address.

    A quiz that is left empty is the position's usual one.
    """

    name = forms.CharField(
        label=_("name"), max_length=150, required=False, widget=UnfoldAdminTextInputWidget
    )
    email = forms.EmailField(
        label=_("e-mail address"), required=False, widget=UnfoldAdminEmailInputWidget
    )
    language = forms.ChoiceField(
        label=_("language"),
        choices=settings.LANGUAGES,
        required=False,
        widget=UnfoldAdminSelectWidget,
    )

    class Meta:
        model = Invitation
        fields = (
            "position",
            "candidate",
            "quiz",
            "window_opens_at",
            "expires_at",
            "extra_time_percent",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "candidate" in self.fields:
            self.fields["candidate"].required = False
        if "quiz" in self.fields:
            self.fields["quiz"].required = False
            self.fields["quiz"].help_text = _("Leave empty for the position's usual quiz.")

    def clean_expires_at(self) -> datetime:
        expires_at: datetime = self.cleaned_data["expires_at"]
        if expires_at <= timezone.now():
            raise forms.ValidationError(_("This moment is over already. Choose a later one."))
        return expires_at

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("quiz") and cleaned.get("position"):
            cleaned["quiz"] = cleaned["position"].quiz
            if cleaned["quiz"] is None:
                self.add_error("quiz", _("This position has no usual quiz. Choose one."))
        if cleaned.get("quiz") and cleaned["quiz"].is_practice:
            self.add_error("quiz", _("This is the practice quiz. Everybody gets it anyway."))
        if not cleaned.get("candidate") and "candidate" in self.fields:
            self._clean_new_candidate(cleaned)
        return cleaned

    def _clean_new_candidate(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", _("Choose a candidate above, or say the address of a new one."))
        elif not cleaned.get("name") and not self._is_known(cleaned.get("email")):
            self.add_error("name", _("A new candidate needs a name."))

    @staticmethod
    def _is_known(email: str | None) -> bool:
        return bool(email) and Candidate.objects.filter(email__iexact=email).exists()


class ExtendForm(forms.Form):
    """How long invitations are open from now on."""

    days = forms.IntegerField(
        label=_("Days from now"),
        min_value=1,
        max_value=365,
        initial=7,
        widget=UnfoldAdminIntegerFieldWidget,
    )

    def expires_at(self, now: datetime) -> datetime:
        return now + timedelta(days=self.cleaned_data["days"])


class AddTimeForm(forms.Form):
    """How much time is added to attempts that run or are over."""

    MINUTES, PERCENT = "minutes", "percent"

    number = forms.IntegerField(
        label=_("How much"),
        min_value=1,
        max_value=600,
        initial=10,
        widget=UnfoldAdminIntegerFieldWidget,
    )
    unit = forms.ChoiceField(
        label=_("Unit"),
        choices=[(MINUTES, _("minutes")), (PERCENT, _("percent of what each of them has"))],
        initial=MINUTES,
        widget=UnfoldAdminSelectWidget,
    )

    @property
    def amount(self) -> dict[str, int]:
        return {self.cleaned_data["unit"]: self.cleaned_data["number"]}
