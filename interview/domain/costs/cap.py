"""The cap: when this month has cost so much, public links pause until the next."""

from datetime import UTC, datetime

from django.conf import settings

from interview.domain.costs.months import costs_by_day


def public_links_paused(now: datetime) -> bool:
    """Return whether links that anybody may use are paused, because COST_CAP is reached.

    They open again with the next month (UTC), or when the cap is raised. Invitations that
    were sent to somebody are never paused. Two small queries; none without a cap.
    """
    return bool(settings.COST_CAP) and spent_this_month(now) >= settings.COST_CAP


def spent_this_month(now: datetime) -> float:
    """Return what the functions have cost since the first of the month, in dollars."""
    today = now.astimezone(UTC).date()
    costs = costs_by_day(since=today.replace(day=1), until=today)
    return sum(day.total for day in costs.values())
