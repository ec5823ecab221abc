"""What one request and one grading take here, as measured."""

from datetime import date, timedelta

from django.db.models import Avg, Count, Max, Sum

from interview.choices import GraderFinding
from interview.domain.costs.months import WEB, midnight
from interview.models import DailyUse, GraderCall
from interview.rules.costs.front_doors import USUAL, Load

MEASURED_DAYS = 28
LEAST_REQUESTS = 1000
LEAST_GRADINGS = 20
"""Fewer say little. A guess."""


def measured_load(today: date) -> tuple[Load, bool]:
    """Return the load to reckon with, and whether any of it was measured on our functions.

    Pages and gradings are taken from the last MEASURED_DAYS each, where there were enough
    of them; else what is usual.
    """
    since = today - timedelta(days=MEASURED_DAYS)
    pages = DailyUse.objects.filter(day__gte=since, function=WEB).aggregate(
        requests=Sum("requests"),
        billed_ms=Sum("billed_ms"),
        answer_bytes=Sum("answer_bytes"),
        memory_mb=Max("memory_mb"),
    )
    gradings = GraderCall.objects.filter(
        at__gte=midnight(since), invocations__gt=0, finding=GraderFinding.JUDGED
    ).aggregate(number=Count("pk"), billed_ms=Avg("billed_ms"), memory_mb=Max("memory_mb"))
    enough_pages = (pages["requests"] or 0) >= LEAST_REQUESTS
    enough_gradings = gradings["number"] >= LEAST_GRADINGS
    load = Load(
        answer_bytes=pages["answer_bytes"] / pages["requests"]
        if enough_pages
        else USUAL.answer_bytes,
        page_ms=pages["billed_ms"] / pages["requests"] if enough_pages else USUAL.page_ms,
        page_memory_mb=pages["memory_mb"] if enough_pages else USUAL.page_memory_mb,
        gradings_a_request=gradings["number"] / pages["requests"]
        if enough_pages and enough_gradings
        else USUAL.gradings_a_request,
        grading_ms=gradings["billed_ms"] if enough_gradings else USUAL.grading_ms,
        grader_memory_mb=gradings["memory_mb"] if enough_gradings else USUAL.grader_memory_mb,
    )
    return load, enough_pages or enough_gradings
