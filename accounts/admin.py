"""Who works here: accounts of staff, and their roles."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as BaseUserAdmin
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.forms import ModelMultipleChoiceField
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import display
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from accounts.models import User
from accounts.roles import Role

admin.site.unregister(Group)  # a role is chosen on the person's page; what it may do is in the code


@admin.register(User)
class UserAdmin(BaseUserAdmin, ModelAdmin):
    """Colleagues sign in with their address. Candidates have no account and are not here."""

    form = UserChangeForm
    add_form = UserCreationForm
    change_password_form = AdminPasswordChangeForm

    list_display = ("person", "shown_roles", "is_active", "last_login")
    list_filter = ("groups", "is_active")
    search_fields = ("name", "email")
    ordering = ("name",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")
    warn_unsaved_form = True
    compressed_fields = True

    add_fieldsets = (
        (None, {"fields": ("name", "email", "groups")}),
        (_("Password"), {"fields": ("usable_password", "password1", "password2")}),
    )
    fieldsets = (
        (None, {"fields": ("name", "email", "groups", "is_active", "password")}),
        (_("Dates"), {"fields": ("last_login", "date_joined"), "classes": ("collapse",)}),
    )

    @display(description=_("name"), header=True, ordering="name")
    def person(self, user: User) -> tuple[str, str]:
        return user.get_full_name(), user.email

    @display(description=_("roles"))
    def shown_roles(self, user: User) -> str:
        names = [str(ROLE_NAMES.get(group.name, group.name)) for group in user.groups.all()]
        if user.is_superuser:
            names.insert(0, str(_("Superuser")))
        return ", ".join(names) or "-"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def formfield_for_manytomany(
        self, db_field: Any, request: HttpRequest, **kwargs: Any
    ) -> ModelMultipleChoiceField | None:
        if db_field.name == "groups":
            kwargs["widget"] = UnfoldAdminCheckboxSelectMultipleWidget
        field = super().formfield_for_manytomany(db_field, request, **kwargs)
        if db_field.name == "groups" and field is not None:
            field.label = _("Roles")
            field.help_text = _(
                "Interviewers see the candidates of their own positions; administrators see all"
                " of them, and this page."
            )
        return field

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """Everybody who has an account works here, and so may sign in to the admin."""
        obj.is_staff = True
        super().save_model(request, obj, form, change)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Only a superuser changes a superuser: else a new password would make one of anybody."""
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)


ROLE_NAMES = {
    Role.ADMINISTRATOR.value: _("Administrator"),
    Role.INTERVIEWER.value: _("Interviewer"),
}
