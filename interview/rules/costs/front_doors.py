"""Which front door is the cheapest at so many requests a second.

A month of even load at each rate; no free tiers, no database, no logs: these cost the same
behind every door.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

from interview.rules.costs import (
    BYTES_A_GB,
    FULL_CPU_MB,
    HOURS_A_MONTH,
    SECONDS_A_MONTH,
    bills,
)
from interview.rules.costs.bills import FunctionUse
from interview.rules.costs.prices import Prices

RATES = (0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000)
"""Requests per second in the table."""

TASK_VCPU, TASK_GB = 0.5, 1.0
"""Of one container with gunicorn. Source: our web process takes 60 MB, so memory is not tight."""

LEAST_TASKS = 2
"""So that the site stays up while one is replaced."""

TARGET_LOAD = 0.6
"""Share of a container's CPU that even load may take; the rest is for peaks. A guess."""

BALANCER_ADDRESSES = 2
"""A load balancer stands in at least two zones. Source: ALB's user guide, "Availability Zones"."""

CONNECTIONS_A_REQUEST = 0.1
"""New ones; browsers keep them open. A guess."""

UNIT_CONNECTIONS_A_SECOND = 25
UNIT_GB_AN_HOUR = 1.0
"""What one capacity unit of a load balancer takes. Source: Elastic Load Balancing's prices."""


class Door(StrEnum):
    REST_API = "REST API"
    HTTP_API = "HTTP API"
    FUNCTION_URL = "Function URL"
    CONTAINER = "Container"


@dataclass(frozen=True, slots=True)
class Load:
    """What one request and one grading take. Times are what Lambda would bill, in ms.

    answer_bytes: of one answer.
    gradings_a_request: how many programs are judged for each request.
    """

    answer_bytes: float = 3 * 1024
    page_ms: float = 30.0
    page_memory_mb: float = 1024.0
    gradings_a_request: float = 1 / 40
    grading_ms: float = 1500.0
    grader_memory_mb: float = 1769.0
    worker_memory_mb: float = 1024.0


USUAL = Load()
"""Until there is something measured. Answers as in the talk; the rest are guesses: an hour's quiz
makes about 400 requests, mostly saves, and has ten programs judged."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table: dollars a month, by door, and what the judging costs beside it."""

    requests_a_second: float
    by_door: dict[Door, float]
    grading_by_function: float
    grading_by_container: float

    @property
    def cheapest(self) -> Door:
        return min(self.by_door, key=self.by_door.__getitem__)

    @property
    def cheapest_protected(self) -> Door:
        """The cheapest without the Function URL, which we do not open: anybody may invoke it."""
        others = {door: price for door, price in self.by_door.items() if door != Door.FUNCTION_URL}
        return min(others, key=others.__getitem__)


def what_if(load: Load, prices: Prices) -> list[Line]:
    """Return the table, slowest rate first."""
    return [line_at(rate, load, prices) for rate in RATES]


def line_at(requests_a_second: float, load: Load, prices: Prices) -> Line:
    """Return what a month at one rate costs."""
    requests = requests_a_second * SECONDS_A_MONTH
    web = bills.function_price(
        FunctionUse(
            requests=round(requests),
            gb_seconds=requests
            * bills.gb_seconds(billed_ms=load.page_ms, memory_mb=load.page_memory_mb),
        ),
        prices,
    )
    doors = {
        Door.REST_API: prices.rest_api,
        Door.HTTP_API: prices.http_api,
        Door.FUNCTION_URL: prices.function_url,
    }
    by_door = {
        door: web
        + bills.door_price(requests, answer_bytes=load.answer_bytes, door=steps, prices=prices)
        for door, steps in doors.items()
    }
    by_door[Door.CONTAINER] = container_price(requests_a_second, load, prices)
    gradings = requests_a_second * load.gradings_a_request
    return Line(
        requests_a_second=requests_a_second,
        by_door=by_door,
        grading_by_function=grading_by_function(gradings, load, prices),
        grading_by_container=grading_by_container(gradings, load, prices),
    )


def container_price(requests_a_second: float, load: Load, prices: Prices) -> float:
    """Return what containers behind a load balancer cost in a month, with what they send.

    A request takes of a vCPU what it would get of one in a function of the same memory.
    """
    vcpus = cpus_busy(requests_a_second, load.page_ms, load.page_memory_mb) / TARGET_LOAD
    tasks = max(LEAST_TASKS, math.ceil(vcpus / TASK_VCPU))
    sent_bytes = requests_a_second * SECONDS_A_MONTH * load.answer_bytes
    units = max(
        requests_a_second * CONNECTIONS_A_REQUEST / UNIT_CONNECTIONS_A_SECOND,
        sent_bytes / BYTES_A_GB / HOURS_A_MONTH / UNIT_GB_AN_HOUR,
    )
    hourly = (
        tasks * task_hour(TASK_VCPU, TASK_GB, prices)
        + (tasks + BALANCER_ADDRESSES) * prices.address_hour
        + prices.load_balancer_hour
        + units * prices.load_balancer_unit_hour
    )
    return hourly * HOURS_A_MONTH + bills.transfer_price(sent_bytes, prices)


def cpus_busy(a_second: float, milliseconds: float, memory_mb: float) -> float:
    """Return how many vCPUs are busy on average with what functions of this memory would do."""
    return a_second * milliseconds / 1000 * min(1.0, memory_mb / FULL_CPU_MB)


def task_hour(vcpus: float, gb: float, prices: Prices) -> float:
    """Return the price of one container for one hour, without its address."""
    return vcpus * prices.vcpu_hour + gb * prices.container_gb_hour


def grading_by_function(gradings_a_second: float, load: Load, prices: Prices) -> float:
    """Return what a month of judging costs on Lambda: grader, worker that waits, queue."""
    gradings = gradings_a_second * SECONDS_A_MONTH
    memory_mb = load.grader_memory_mb + load.worker_memory_mb
    use = FunctionUse(
        requests=round(2 * gradings),
        gb_seconds=gradings * bills.gb_seconds(billed_ms=load.grading_ms, memory_mb=memory_mb),
    )
    return bills.function_price(use, prices) + bills.queue_price(gradings, prices)


def grading_by_container(gradings_a_second: float, load: Load, prices: Prices) -> float:
    """Return what a month of judging costs on workers of one vCPU and 2 GB that are always on."""
    busy = cpus_busy(gradings_a_second, load.grading_ms, load.grader_memory_mb)
    workers = max(1, math.ceil(busy / TARGET_LOAD))
    hourly = workers * (task_hour(1.0, 2.0, prices) + prices.address_hour)
    gradings = gradings_a_second * SECONDS_A_MONTH
    return hourly * HOURS_A_MONTH + bills.queue_price(gradings, prices)
