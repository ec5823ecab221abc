"""The prices, as one value. They are written in interview/prices.toml."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

STALE_AFTER = timedelta(days=365)
"""When prices should be compared again. Source: a guess; Lambda's have stood for years."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a unit costs up to a total; ``up_to`` of None means all the rest."""

    price: float
    up_to: float | None = None


type Steps = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Prices:
    """What AWS asks, in US dollars.

    gb_second, gb_second_arm: of a function's memory while it is billed.
    function_requests, queue_requests: a million.
    rest_api, http_api, function_url: a million requests, in steps of millions a month.
    transfer: a GB to the internet, in steps of GB a month.
    The others are for one hour.
    """

    region: str
    checked_on: date
    gb_second: float
    gb_second_arm: float
    function_requests: float
    rest_api: Steps
    http_api: Steps
    function_url: Steps
    transfer: Steps
    queue_requests: float
    vcpu_hour: float
    container_gb_hour: float
    load_balancer_hour: float
    load_balancer_unit_hour: float
    address_hour: float
    t2_nano_hour: float

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> "Prices":
        """Read what stands in prices.toml.

        Raises:
            KeyError: a price is missing; the message is its name.
        """
        container = table["container"]
        return cls(
            region=table["region"],
            checked_on=table["checked_on"],
            gb_second=table["function"]["gb_second"],
            gb_second_arm=table["function_arm"]["gb_second"],
            function_requests=table["function"]["million_requests"],
            rest_api=_steps(table["rest_api"]["million_requests"], "up_to_millions"),
            http_api=_steps(table["http_api"]["million_requests"], "up_to_millions"),
            function_url=_steps(table["function_url"]["million_requests"], "up_to_millions"),
            transfer=_steps(table["transfer"]["gb"], "up_to_gb"),
            queue_requests=table["queue"]["million_requests"],
            vcpu_hour=container["vcpu_hour"],
            container_gb_hour=container["gb_hour"],
            load_balancer_hour=container["load_balancer_hour"],
            load_balancer_unit_hour=container["load_balancer_unit_hour"],
            address_hour=container["address_hour"],
            t2_nano_hour=table["t2_nano"]["hour"],
        )

    def is_stale(self, today: date) -> bool:
        return today - self.checked_on > STALE_AFTER


def _steps(rows: Sequence[Mapping[str, Any]], bound: str) -> Steps:
    return tuple(Step(price=row["price"], up_to=row.get(bound)) for row in rows)


def stepped_price(amount: float, steps: Steps) -> float:
    """Return the price of so many units, each at the price of the step that it falls into."""
    total, begun = 0.0, 0.0
    for step in steps:
        end = amount if step.up_to is None else min(amount, step.up_to)
        if end > begun:
            total += (end - begun) * step.price
            begun = end
    return total
