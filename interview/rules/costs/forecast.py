"""What a month will have cost, with how sure we are."""

import calendar
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, stdev

LOOKS_BACK_DAYS = 28
"""Four whole weeks: weekends, when nobody is interviewed, weigh as much as they should."""

LEAST_DAYS = 7
"""Fewer say nothing about a week."""

NORMAL_95 = 1.96
"""Half the width of 95 % of a normal distribution, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """Dollars that this month will have cost: expected, and 95 % of months like these between."""

    expected: float
    low: float
    high: float


def days_left(today: date) -> int:
    """Return how many days of the month come after this one."""
    return calendar.monthrange(today.year, today.month)[1] - today.day


def forecast(*, spent: float, recent: Sequence[float], today: date) -> Forecast | None:
    """Return what this month will have cost.

    spent: this month until now, today included.
    recent: the cost of each of the last whole days, at most LOOKS_BACK_DAYS of them, with
        zeros for quiet days.

    Days to come are taken to be like recent ones, and independent: the interval is
    that of a sum of new values, given a mean that is itself measured. None when fewer
    than LEAST_DAYS are known.
    """
    if len(recent) < LEAST_DAYS:
        return None
    left = days_left(today)
    expected = spent + left * fmean(recent)
    spread = stdev(recent) * math.sqrt(left * (1 + left / len(recent)))
    return Forecast(
        expected=expected,
        low=max(spent, expected - NORMAL_95 * spread),
        high=expected + NORMAL_95 * spread,
    )
