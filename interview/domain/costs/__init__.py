"""What the functions have used, and what it comes to in money.

`public_links_paused(now)` is the cap; `month_of(day, today=...)` is the bill.
"""

from interview.domain.costs.cap import public_links_paused, spent_this_month
from interview.domain.costs.load import measured_load
from interview.domain.costs.months import Month, month_of
from interview.domain.costs.prices import current_prices

__all__ = [
    "Month",
    "current_prices",
    "measured_load",
    "month_of",
    "public_links_paused",
    "spent_this_month",
]
