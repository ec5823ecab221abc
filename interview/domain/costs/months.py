"""What the functions cost: by the day, this month, by candidate and by position.

The grader's price is known for each attempt. What the web's and the worker's functions cost
in a month is shared evenly by the attempts that were started in it: they are the traffic.
"""

import calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property

from django.db.models import BigIntegerField, F, Sum
from django.db.models.functions import Cast, TruncDate

from interview.domain.costs.prices import current_prices
from interview.models import DailyUse, GraderCall
from interview.rules.costs import bills, forecast
from interview.rules.costs.bills import FunctionUse
from interview.rules.costs.forecast import Forecast
from interview.rules.costs.prices import Prices
from quizzes.choices import Purpose
from quizzes.models import Attempt

WEB = "web"


@dataclass(frozen=True, slots=True)
class DayCost:
    """Dollars of one day (UTC): pages with their answers, the worker, the grader."""

    day: date
    web: float = 0.0
    worker: float = 0.0
    grader: float = 0.0

    @property
    def total(self) -> float:
        return self.web + self.worker + self.grader

    @property
    def shared(self) -> float:
        """What belongs to no attempt in particular."""
        return self.web + self.worker


@dataclass(frozen=True, slots=True)
class Share:
    """Dollars of one candidate's attempt, or of all attempts for one position.

    name: an attempt's code or a position's title.
    """

    name: str
    attempts: int
    grader: float
    shared: float

    @property
    def total(self) -> float:
        return self.grader + self.shared

    @property
    def per_attempt(self) -> float:
        return self.total / self.attempts if self.attempts else 0.0


@dataclass(frozen=True)
class Month:
    """One calendar month until ``today``, and what it will come to.

    first: its first day. today: the last day that counts.
    """

    first: date
    today: date
    days: tuple[DayCost, ...]
    recent: tuple[DayCost, ...]
    attempts: tuple[tuple[str, str, float], ...]

    @property
    def is_running(self) -> bool:
        return (self.first.year, self.first.month) == (self.today.year, self.today.month)

    @cached_property
    def spent(self) -> float:
        return sum(day.total for day in self.days)

    @cached_property
    def forecast(self) -> Forecast | None:
        """What the running month will have cost; None when it is over or too little is known."""
        if not self.is_running:
            return None
        recent = [day.total for day in self.recent]
        return forecast.forecast(spent=self.spent, recent=recent, today=self.today)

    @property
    def shared_per_attempt(self) -> float:
        shared = sum(day.shared for day in self.days)
        return shared / len(self.attempts) if self.attempts else 0.0

    @cached_property
    def by_candidate(self) -> list[Share]:
        """The attempts started in this month, the dearest first."""
        shares = [
            Share(name=code, attempts=1, grader=grader, shared=self.shared_per_attempt)
            for code, _, grader in self.attempts
        ]
        return sorted(shares, key=lambda share: (-share.total, share.name))

    @cached_property
    def by_position(self) -> list[Share]:
        """The same summed by position, the dearest first."""
        graders: defaultdict[str, list[float]] = defaultdict(list)
        for _, position, grader in self.attempts:
            graders[position].append(grader)
        shares = [
            Share(
                name=position,
                attempts=len(prices),
                grader=sum(prices),
                shared=len(prices) * self.shared_per_attempt,
            )
            for position, prices in graders.items()
        ]
        return sorted(shares, key=lambda share: (-share.total, share.name))

    @property
    def per_candidate(self) -> float:
        """The mean of ``by_candidate``."""
        total = sum(share.total for share in self.by_candidate)
        return total / len(self.attempts) if self.attempts else 0.0


def month_of(day: date, *, today: date) -> Month:
    """Return what the month of this day has cost, until today. Four queries."""
    first = day.replace(day=1)
    last = min(today, first.replace(day=calendar.monthrange(first.year, first.month)[1]))
    looks_back = today - timedelta(days=forecast.LOOKS_BACK_DAYS)
    costs = costs_by_day(since=min(first, looks_back), until=today)
    return Month(
        first=first,
        today=today,
        days=tuple(costs.get(one, DayCost(one)) for one in days(first, last)),
        recent=recent_days(costs, today),
        attempts=tuple(attempts_of(first, last)),
    )


def days(first: date, last: date) -> Iterable[date]:
    """Yield each day from the first to the last, both included."""
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def recent_days(costs: dict[date, DayCost], today: date) -> tuple[DayCost, ...]:
    """Return the last whole days, quiet ones included, as far back as anything is known."""
    known = [day for day in costs if day < today]
    if not known:
        return ()
    first = max(min(known), today - timedelta(days=forecast.LOOKS_BACK_DAYS))
    return tuple(costs.get(day, DayCost(day)) for day in days(first, today - timedelta(days=1)))


def costs_by_day(*, since: date, until: date) -> dict[date, DayCost]:
    """Return the cost of each day on which anything was billed."""
    prices = current_prices()
    web: defaultdict[date, float] = defaultdict(float)
    worker: defaultdict[date, float] = defaultdict(float)
    for use in DailyUse.objects.filter(day__range=(since, until)).exclude(function=""):
        (web if use.function == WEB else worker)[use.day] += function_cost(use, prices)
    grader = grader_by_day(since, until, prices)
    return {
        day: DayCost(day, web=web[day], worker=worker[day], grader=grader.get(day, 0.0))
        for day in {*web, *worker, *grader}
    }


def function_cost(use: DailyUse, prices: Prices) -> float:
    """Return what a function's day cost; the web's with its front door and what it sent."""
    seconds = bills.gb_seconds(billed_ms=use.billed_ms, memory_mb=use.memory_mb)
    price = bills.function_price(FunctionUse(use.requests, seconds), prices)
    if use.function != WEB:
        return price + bills.queue_price(use.requests, prices)
    per_answer = use.answer_bytes / max(use.requests, 1)
    return price + bills.door_price(
        use.requests, answer_bytes=per_answer, door=prices.http_api, prices=prices
    )


def grader_by_day(since: date, until: date, prices: Prices) -> dict[date, float]:
    """Return what the grader's function cost on each day that it was asked."""
    calls = (
        GraderCall.objects.filter(
            at__gte=midnight(since), at__lt=midnight(until) + timedelta(days=1), invocations__gt=0
        )
        .order_by()
        .values(day=TruncDate("at", tzinfo=UTC))
        .annotate(total=Sum("invocations"), mb_ms=mb_ms())
    )
    return {row["day"]: grader_price(row["total"], row["mb_ms"], prices) for row in calls}


def mb_ms(path: str = "") -> Sum:
    """Add up memory in MB times billed milliseconds; 20 minutes alone pass what 32 bits hold."""
    billed = Cast(F(f"{path}billed_ms"), BigIntegerField())
    return Sum(billed * F(f"{path}memory_mb"), output_field=BigIntegerField())


def grader_price(invocations: int, used_mb_ms: int, prices: Prices) -> float:
    """Return the price of so many invocations that used so much: memory in MB times ms."""
    seconds = bills.gb_seconds(billed_ms=used_mb_ms, memory_mb=1)
    return bills.function_price(FunctionUse(invocations, seconds), prices)


def attempts_of(first: date, last: date) -> Iterable[tuple[str, str, float]]:
    """Yield code, position and grader's price of each candidate's attempt started in these days."""
    prices = current_prices()
    started = (
        Attempt.objects.filter(
            purpose=Purpose.REAL,
            started_at__gte=midnight(first),
            started_at__lt=midnight(last) + timedelta(days=1),
            invitation__isnull=False,
        )
        .order_by("started_at")
        .values_list("code", "invitation__position__title")
        .annotate(
            total=Sum("grader_calls__invocations"),
            mb_ms=mb_ms("grader_calls__"),
        )
    )
    for code, position, total, used_mb_ms in started:
        yield code, position, grader_price(total or 0, used_mb_ms or 0, prices)


def midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
