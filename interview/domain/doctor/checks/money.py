"""Whether what we reckon with is current, and the cap is kept."""

from django.conf import settings
from django.utils import timezone

from interview.domain import costs
from interview.domain.doctor.check import Check, Finding, fine, warning


class Money(Check):
    name = "money"
    title = "Costs"

    def find(self) -> Finding:
        now, prices = timezone.now(), costs.current_prices()
        if costs.public_links_paused(now):
            return warning(
                f"This month has cost ${settings.COST_CAP} or more: public links are paused.",
                "Raise COST_CAP, or wait for the next month. manage.py costs says what it was.",
            )
        if prices.is_stale(now.date()):
            return warning(
                f"The prices are of {prices.checked_on}.",
                "Compare interview/prices.toml with AWS's pages, and change its date.",
            )
        spent = costs.spent_this_month(now)
        return fine(f"${spent:.2f} this month, by the prices of {prices.checked_on}.")
