"""The page of events: is grading healthy, and what became of one submission?"""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interview.admin.seen import staff
from interview.admin.system.rights import EVENTS, only_with
from interview.domain import health
from interview.domain.stories import story_of


@require_safe
@only_with(EVENTS)
def events(request: HttpRequest) -> HttpResponse:
    """Show what matters lately; with a code in the address, what became of that submission."""
    now = timezone.now()
    code = request.GET.get("code", "").strip()
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": _("Events"),
        "health": health.grading_health(now),
        "spans": [
            (name, health.times(now, span))
            for name, span in zip(
                (_("Last hour"), _("Last day"), _("Last week")), health.SPANS, strict=True
            )
        ],
        "pages": health.page_days(now.date()),
        "pending": health.pending(),
        "faults": health.faults(now),
        "code": code,
        "story": story_of(code, staff(request)),
    }
    return render(request, "admin/system/events.html", context)
