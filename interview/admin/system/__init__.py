"""The admin's pages about the system itself: what happens, whether it works, what it costs."""

from django.contrib import admin
from django.urls import URLPattern, path

from interview.admin.system.costs import costs
from interview.admin.system.doctor import doctor, examine
from interview.admin.system.events import events


def system_urls() -> list[URLPattern]:
    view = admin.site.admin_view
    return [
        path("system/events/", view(events), name="system_events"),
        path("system/doctor/", view(doctor), name="system_doctor"),
        path("system/doctor/<slug:check>/", view(examine), name="system_examine"),
        path("system/costs/", view(costs), name="system_costs"),
    ]
