"""What was used, and what it costs."""

from dataclasses import dataclass

from interview.rules.costs import BYTES_A_GB, MB_A_GB, MILLION
from interview.rules.costs.prices import Prices, Steps, stepped_price

QUEUE_REQUESTS_A_TASK = 3
"""Send, receive, delete. Source: "Amazon SQS actions", SQS's developer guide."""


@dataclass(frozen=True, slots=True)
class FunctionUse:
    """What a function has done.

    requests: invocations.
    gb_seconds: memory it was given, in GB, times billed seconds.
    """

    requests: int = 0
    gb_seconds: float = 0.0

    def __add__(self, other: "FunctionUse") -> "FunctionUse":
        return FunctionUse(self.requests + other.requests, self.gb_seconds + other.gb_seconds)


def gb_seconds(*, billed_ms: float, memory_mb: float) -> float:
    """Return what a function is billed for by time."""
    return memory_mb / MB_A_GB * billed_ms / 1000


def function_price(use: FunctionUse, prices: Prices) -> float:
    """Return what a function costs, without free tier."""
    by_requests = use.requests / MILLION * prices.function_requests
    return by_requests + use.gb_seconds * prices.gb_second


def transfer_price(sent_bytes: float, prices: Prices) -> float:
    """Return what it costs to send so many bytes to the internet in a month."""
    return stepped_price(sent_bytes / BYTES_A_GB, prices.transfer)


def door_price(requests: float, *, answer_bytes: float, door: Steps, prices: Prices) -> float:
    """Return what a front door and the answers through it cost in a month, without free tier.

    answer_bytes: of one answer, on average; at most 512 KB, HTTP API's step.
    """
    passing = stepped_price(requests / MILLION, door)
    return passing + transfer_price(requests * answer_bytes, prices)


def queue_price(tasks: float, prices: Prices) -> float:
    """Return what it costs to send so many tasks through the queue."""
    return tasks * QUEUE_REQUESTS_A_TASK / MILLION * prices.queue_requests
