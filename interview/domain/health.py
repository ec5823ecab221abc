"""Whether grading is healthy, from what is stored: no log and no CloudWatch is needed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Max, Min, QuerySet, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from interview.choices import GraderFinding
from interview.models import DailyUse, GraderCall
from interview.rules.percentiles import percentile
from quizzes.choices import PENDING_STATES, SubmissionState
from quizzes.models import Submission

SPANS = (timedelta(hours=1), timedelta(days=1), timedelta(days=7))

LOOKED_AT = 2000
"""Calls of the grader that one span is told from, newest first; enough for a hundredth."""

SHOWN = 20
"""Rows of a list of troubles."""

LONG_WAIT = timedelta(minutes=2)
"""A worker looks every minute at the latest; who waits longer waits in vain."""

SLOW_GRADE_MS = 30_000
"""A grade that takes longer, wait included, looks broken to a candidate. A guess."""


@dataclass(frozen=True, slots=True)
class Times:
    """What grading was like in the span before now. Times in ms; None when nothing was measured.

    faults: calls that gave no judgement, or one with our fault in it.
    """

    span: timedelta
    calls: int
    faults: int
    grade: int | None
    slow_grade: int | None
    wait: int | None
    slow_wait: int | None


@dataclass(frozen=True, slots=True)
class PageDay:
    """The site's pages on one day (UTC). mean_ms: from request to answer, in the process."""

    day: date
    requests: int
    failures: int
    mean_ms: int


@dataclass(frozen=True, slots=True)
class Health:
    """``problems`` are whole sentences, most pressing first; none means healthy."""

    problems: list[str]
    waiting: int
    last_judged_at: datetime | None

    @property
    def is_well(self) -> bool:
        return not self.problems


def grading_health(now: datetime) -> Health:
    """Return what is wrong with grading now. Four queries."""
    pending = Submission.objects.filter(state__in=PENDING_STATES)
    oldest = pending.aggregate(oldest=Min("state_at"))["oldest"]
    waiting = pending.count()
    ungraded = Submission.objects.filter(state=SubmissionState.UNGRADED).count()
    last_judged = GraderCall.objects.filter(finding=GraderFinding.JUDGED)
    day = times(now, timedelta(days=1))
    problems = []
    if oldest is not None and now - oldest > LONG_WAIT:
        problems.append(
            _("A submission has waited for %(minutes)d minutes. Is a worker running?")
            % {"minutes": (now - oldest) // timedelta(minutes=1)}
        )
    if ungraded:
        problems.append(
            ngettext(
                "%d submission could not be graded and waits to be graded again.",
                "%d submissions could not be graded and wait to be graded again.",
                ungraded,
            )
            % ungraded
        )
    if day.faults:
        problems.append(
            ngettext(
                "The grader failed once in the last day.",
                "The grader failed %d times in the last day.",
                day.faults,
            )
            % (() if day.faults == 1 else day.faults)
        )
    if (day.slow_grade or 0) + (day.slow_wait or 0) > SLOW_GRADE_MS:
        problems.append(_("Grades are slow: one in twenty takes more than half a minute."))
    return Health(
        problems=problems,
        waiting=waiting,
        last_judged_at=last_judged.aggregate(at=Max("at"))["at"],
    )


def times(now: datetime, span: timedelta) -> Times:
    """Return what grading was like in a span until now. One query."""
    calls: Sequence[tuple[str, int, int | None]] = list(
        GraderCall.objects.filter(at__gt=now - span, at__lte=now).values_list(
            "finding", "took_ms", "waited_ms"
        )[:LOOKED_AT]
    )
    grades = [took for finding, took, _waited in calls if finding == GraderFinding.JUDGED]
    waits = [waited for _finding, _took, waited in calls if waited is not None]
    return Times(
        span=span,
        calls=len(calls),
        faults=len(calls) - len(grades),
        grade=percentile(grades, 50),
        slow_grade=percentile(grades, 95),
        wait=percentile(waits, 50),
        slow_wait=percentile(waits, 95),
    )


def page_days(today: date) -> list[PageDay]:
    """Return the pages of the last week, newest day first; days without any are left out."""
    rows = (
        DailyUse.objects.filter(day__gt=today - timedelta(days=7), function__in=["", "web"])
        .order_by("-day")
        .values("day")
        .annotate(total=Sum("requests"), failed=Sum("failures"), busy=Sum("busy_ms"))
    )
    return [
        PageDay(
            day=row["day"],
            requests=row["total"],
            failures=row["failed"],
            mean_ms=round(row["busy"] / row["total"]) if row["total"] else 0,
        )
        for row in rows
    ]


def pending() -> QuerySet[Submission]:
    """Return submissions that wait or are being graded, the oldest first."""
    return Submission.objects.filter(state__in=PENDING_STATES).order_by("state_at")[:SHOWN]


def faults(now: datetime) -> QuerySet[GraderCall]:
    """Return the last calls of the grader that ended by our fault."""
    return GraderCall.objects.exclude(finding=GraderFinding.JUDGED).filter(
        at__gt=now - SPANS[-1], at__lte=now
    )[:SHOWN]
