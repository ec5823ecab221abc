"""The three figures of the talk that this project grew from, with the inputs that give them."""

from dataclasses import dataclass

from interview.rules.costs import HOURS_A_MONTH, SECONDS_A_MONTH
from interview.rules.costs.bills import FunctionUse, door_price, function_price, gb_seconds
from interview.rules.costs.prices import Prices

ANSWER_BYTES = 3 * 1024
"""3 KB, with 1024 bytes to a KB."""


@dataclass(frozen=True, slots=True)
class TalkFigures:
    """Dollars a month of 30 days, without free tiers.

    five_million: 5 million requests through a REST API that answers 3 KB:
        5 million at $3.50 a million, and 14.305 GB at $0.09.
    hundred_a_second: the same for 100 requests a second, which are 259.2 million.
    always_on: a function of 128 MB that is busy all month, 324,000 GB-s; on arm as well.
    t2_nano: 720 hours of the server that the talk compared it with.
    """

    five_million: float
    hundred_a_second: float
    always_on: float
    always_on_arm: float
    t2_nano: float


def talk_figures(prices: Prices) -> TalkFigures:
    """Return the talk's figures at these prices."""

    def through_rest(requests: float) -> float:
        return door_price(requests, answer_bytes=ANSWER_BYTES, door=prices.rest_api, prices=prices)

    seconds = gb_seconds(billed_ms=1000 * SECONDS_A_MONTH, memory_mb=128)
    return TalkFigures(
        five_million=through_rest(5_000_000),
        hundred_a_second=through_rest(100 * SECONDS_A_MONTH),
        always_on=function_price(FunctionUse(gb_seconds=seconds), prices),
        always_on_arm=seconds * prices.gb_second_arm,
        t2_nano=HOURS_A_MONTH * prices.t2_nano_hour,
    )
