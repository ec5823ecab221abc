"""The admin's pages about the system itself: what happens, whether it works, what it costs."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.module_loading import import_string


def system_urls() -> list[URLPattern]:
    return [
        path("system/events/", page("events.events"), name="system_events"),
        path("system/doctor/", page("doctor.doctor"), name="system_doctor"),
        path("system/doctor/<slug:check>/", page("doctor.examine"), name="system_examine"),
        path("system/costs/", page("costs.costs"), name="system_costs"),
    ]


def page(name: str) -> Any:
    """Return a view of this package that is imported when it is first asked for.

    These pages reckon and look at much, and every other page that starts cold would pay for them.
    """

    def view(request: HttpRequest, **found: Any) -> HttpResponse:
        answer: HttpResponse = import_string(f"{__name__}.{name}")(request, **found)
        return answer

    return admin.site.admin_view(view)
