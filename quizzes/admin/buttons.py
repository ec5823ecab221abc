"""Buttons on change forms: each posts, for a link must change nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe
from unfold.admin import ModelAdmin


@dataclass(frozen=True, slots=True)
class Button:
    """A button above a change form.

    icon: a name of Material Symbols.
    fields: what is posted with it; empty for a link, which only shows something.
    """

    label: str
    address: str
    icon: str = ""
    is_primary: bool = False
    is_link: bool = False
    fields: dict[str, str] = field(default_factory=dict)


class ModelAdminWithButtons(ModelAdmin):
    """Shows what ``get_buttons`` returns above the form."""

    change_form_outer_before_template = "admin/partials/buttons.html"

    def get_buttons(self, request: HttpRequest, obj: Any) -> list[Button]:
        return []

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj") or context.get("original")
        context["buttons"] = self.get_buttons(request, obj) if obj is not None else []
        return super().render_change_form(request, context, *args, **kwargs)

    def pressed(self, name: str, view: Callable[..., HttpResponse]) -> URLPattern:
        """Return the address of a button: POST only, for the object before it."""
        return self._address(name, require_POST(view))

    def shown(self, name: str, view: Callable[..., HttpResponse]) -> URLPattern:
        """Return the address of a page about an object: it only shows."""
        return self._address(name, require_safe(view))

    def address_of(self, name: str, obj: Model) -> str:
        return reverse(f"admin:{self._name(name)}", args=[obj.pk])

    def _address(self, name: str, view: Callable[..., HttpResponse]) -> URLPattern:
        return path(
            f"<path:object_id>/{name}/", self.admin_site.admin_view(view), name=self._name(name)
        )

    def _name(self, name: str) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}_{name.replace('-', '_')}"

    def seen_object(self, request: HttpRequest, object_id: str) -> Any:
        """Return an object that this member of staff may see.

        Raises:
            Http404: there is none, or it is none of theirs.
            PermissionDenied: they see no such objects at all.
        """
        if not self.has_view_permission(request):
            raise PermissionDenied
        obj = self.get_object(request, unquote(object_id))
        if obj is None or not self.has_view_permission(request, obj):
            raise Http404
        return obj
