"""The doctor's page: each check by a button of its own, so that no request takes long.

The doctor himself is imported when he is called: every page that starts cold would pay for him.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from interview.admin.system.rights import DOCTOR, only_with

if TYPE_CHECKING:
    from interview.domain.doctor import Check, Report

VERDICT_SECONDS = 18
"""How long a page waits for the candidate's verdict. An HTTP API ends a request after 30 s.
Source: "Quotas for HTTP API", API Gateway's developer guide."""


@dataclass(frozen=True, slots=True)
class Row:
    """One check on the page, with what it found if it was made just now."""

    name: str
    title: str
    report: Report | None = None


@require_safe
@only_with(DOCTOR)
def doctor(request: HttpRequest) -> HttpResponse:
    return _page(request)


@require_POST
@only_with(DOCTOR)
def examine(request: HttpRequest, check: str) -> HttpResponse:
    """Make one check: answer with its row to a script, and with the whole page otherwise."""
    from interview.domain.doctor import CHECKS, examine_one

    found = next((one for one in CHECKS if one.name == check), None)
    if found is None:
        raise Http404
    report = examine_one(_made(found))
    if "X-Partial" in request.headers:
        row = Row(report.name, report.title, report)
        return render(request, "admin/system/partials/check.html", {"row": row})
    return _page(request, report)


def _made(check: type[Check]) -> Check:
    from interview.domain.doctor.checks.journey import Journey

    return Journey(VERDICT_SECONDS) if check is Journey else check()


def _page(request: HttpRequest, report: Report | None = None) -> HttpResponse:
    from interview.domain.doctor import CHECKS

    return render(
        request,
        "admin/system/doctor.html",
        {
            **admin.site.each_context(request),
            "title": _("Doctor"),
            "rows": [
                Row(one.name, one.title, report if report and report.name == one.name else None)
                for one in CHECKS
            ],
        },
    )
