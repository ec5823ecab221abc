"""The page of costs: this month, by position and candidate, and which front door is cheapest."""

from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from interview.admin.system.rights import COSTS, only_with
from interview.domain import costs as domain
from interview.domain.costs.months import DayCost
from interview.rules.costs.front_doors import Door, what_if

SHOWN = 10
"""Candidates in the table."""

CHART_WIDTH, CHART_HEIGHT = 620, 120
"""Units of the picture; it is as wide as its place."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One day of the picture: where it stands, how high, and what it says."""

    day: date
    total: float
    x: float
    y: float
    width: float
    height: float


@require_safe
@only_with(COSTS)
def costs(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    month = domain.month_of(_wanted(request, now), today=now.date())
    load, is_measured = domain.measured_load(now.date())
    prices = domain.current_prices()
    return render(
        request,
        "admin/system/costs.html",
        {
            **admin.site.each_context(request),
            "title": _("Costs"),
            "month": month,
            "previous": _month_before(month.first),
            "bars": bars(month.days),
            "chart": (CHART_WIDTH, CHART_HEIGHT),
            "by_candidate": month.by_candidate[:SHOWN],
            "candidates_left": max(len(month.attempts) - SHOWN, 0),
            "cap": settings.COST_CAP,
            "fixed": settings.COST_FIXED,
            "is_paused": domain.public_links_paused(now),
            "is_on_lambda": any(day.total for day in month.days) or bool(settings.FUNCTION_NAME),
            "doors": [door.value for door in Door],
            "lines": what_if(load, prices),
            "load": load,
            "load_is_measured": is_measured,
            "requests_a_grading": 1 / load.gradings_a_request,
            "prices": prices,
        },
    )


def bars(days: tuple[DayCost, ...]) -> list[Bar]:
    """Return the days as bars of a picture, the dearest as high as it."""
    highest = max((day.total for day in days), default=0.0) or 1.0
    step = CHART_WIDTH / 31
    return [
        Bar(
            day=day.day,
            total=day.total,
            x=round(number * step, 1),
            y=round(CHART_HEIGHT * (1 - day.total / highest), 1),
            width=round(step * 0.8, 1),
            height=round(CHART_HEIGHT * day.total / highest, 1),
        )
        for number, day in enumerate(days)
    ]


def _wanted(request: HttpRequest, now: datetime) -> date:
    """Return a day of the month that the address asks for, the running one by default.

    Raises:
        Http404: it is no month, or one to come.
    """
    if "month" not in request.GET:
        return now.date()
    try:
        day = datetime.strptime(request.GET["month"], "%Y-%m").date()  # noqa: DTZ007 -- no zone
    except ValueError:
        raise Http404 from None
    if day > now.date():
        raise Http404
    return day


def _month_before(first: date) -> date:
    return first.replace(year=first.year - (first.month == 1), month=(first.month - 2) % 12 + 1)
