"""What the functions cost: this month, by position and candidate, and what-if."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from interview.domain import costs
from interview.rules.costs.front_doors import Door, Line, what_if
from interview.rules.costs.talk import talk_figures

SHOWN = 10
"""Candidates in the table, the dearest first."""

NOTHING_BILLED = (
    "Nothing was billed by the millisecond: we do not run on Lambda here, or not yet. All is 0."
)
LEFT_OUT = (
    "Free tiers are not subtracted. Database, mail, logs and files are not in it, nor what a"
    " process had not noted when AWS ended it: a lower bound."
)


class Command(BaseCommand):
    help = "Say what the functions cost, and what they would cost with more to do."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", help="Such as 2026-11; the running one when absent.")
        parser.add_argument(
            "--what-if",
            action="store_true",
            help="Compare front doors from 0.1 to 1000 requests a second.",
        )
        parser.add_argument("--json", action="store_true", help="For programs.")

    def handle(self, **options: Any) -> None:
        now = timezone.now()
        found = self.doors(now) if options["what_if"] else self.month(options["month"], now)
        if options["json"]:
            self.stdout.write(json.dumps(found, default=str))
        elif options["what_if"]:
            self.write_doors(found)
        else:
            self.write_month(found)

    def month(self, wanted: str | None, now: datetime) -> dict[str, Any]:
        month = costs.month_of(_first_day(wanted) if wanted else now.date(), today=now.date())
        forecast = month.forecast
        return {
            "month": f"{month.first:%Y-%m}",
            "currency": "USD",
            "spent": month.spent,
            "fixed": settings.COST_FIXED,
            "forecast": asdict(forecast) if forecast else None,
            "cap": settings.COST_CAP or None,
            "public_links_paused": costs.public_links_paused(now),
            "attempts": len(month.attempts),
            "per_candidate": month.per_candidate,
            "web": sum(day.web for day in month.days),
            "worker": sum(day.worker for day in month.days),
            "grader": sum(day.grader for day in month.days),
            "by_position": [asdict(share) for share in month.by_position],
            "by_candidate": [asdict(share) for share in month.by_candidate],
            "prices_of": costs.current_prices().checked_on,
        }

    def doors(self, now: datetime) -> dict[str, Any]:
        load, is_measured = costs.measured_load(now.date())
        prices = costs.current_prices()
        return {
            "currency": "USD",
            "load": asdict(load),
            "load_is_measured": is_measured,
            "prices_of": prices.checked_on,
            "talk": asdict(talk_figures(prices)),
            "lines": [_line(line) for line in what_if(load, prices)],
        }

    def write_month(self, found: dict[str, Any]) -> None:
        say = self.stdout.write
        say(f"{found['month']}, in US dollars, prices of {found['prices_of']}")
        for name in ("web", "worker", "grader", "spent"):
            say(f"  {'total' if name == 'spent' else name:10}{found[name]:12.4f}")
        if found["fixed"]:
            say(f"  {'fixed':10}{found['fixed']:12.2f}  whatever happens (COST_FIXED)")
        if not found["spent"]:
            say(NOTHING_BILLED)
        elif (forecast := found["forecast"]) is not None:
            say(
                f"By the end of the month about {forecast['expected']:.2f}, in 95 of 100 months"
                f" like the last weeks between {forecast['low']:.2f} and {forecast['high']:.2f}."
            )
        else:
            say("No forecast: it needs a week of days.")
        if found["cap"]:
            state = "reached: public links are paused" if found["public_links_paused"] else "kept"
            say(f"Cap of {found['cap']} a month: {state}.")
        say(f"{found['attempts']} candidates, {found['per_candidate']:.4f} each on average")
        for title, shares in (("By position", "by_position"), ("By candidate", "by_candidate")):
            if found[shares]:
                say(f"{title}:")
            for share in found[shares][:SHOWN]:
                total = share["grader"] + share["shared"]
                say(f"  {total:10.4f}  {share['attempts']:4}  {share['name']}")
            if len(found[shares]) > SHOWN:
                say(f"  and {len(found[shares]) - SHOWN} more")
        say(LEFT_OUT)

    def write_doors(self, found: dict[str, Any]) -> None:
        say, load = self.stdout.write, found["load"]
        say(f"Dollars a month at even load, prices of {found['prices_of']}, no free tiers.")
        source = "measured here" if found["load_is_measured"] else "usual, not measured yet"
        say(
            f"A request: {load['page_ms']:.0f} ms at {load['page_memory_mb']:.0f} MB,"
            f" {load['answer_bytes'] / 1024:.1f} KB out. A grading:"
            f" {load['grading_ms']:.0f} ms, for one in {1 / load['gradings_a_request']:.0f}"
            f" requests ({source})."
        )
        doors = [door.value for door in Door]
        head = "".join(f"{name:>14}" for name in doors)
        say(f"{'req/s':>7}{head}  {'cheapest':14}{'grading by function':>20}{'by container':>14}")
        for line in found["lines"]:
            prices = "".join(f"{line['by_door'][name]:14.2f}" for name in doors)
            cheapest = line["cheapest_protected"]
            say(
                f"{line['requests_a_second']:7g}{prices}  {cheapest:14}"
                f"{line['grading_by_function']:20.2f}{line['grading_by_container']:14.2f}"
            )
        say(
            "Cheapest: among the doors that we open. A Function URL is shown for comparison:"
            " anybody may invoke it, past limits and logs of a front door."
        )
        talk = found["talk"]
        say("The talk's figures, by the same prices, door and transfer only:")
        say(f"  {talk['five_million']:8.2f}  5 million requests through a REST API, 3 KB each")
        say(f"  {talk['hundred_a_second']:8.2f}  100 requests a second through it")
        say(
            f"  {talk['always_on']:8.2f}  a function of 128 MB busy all month"
            f" ({talk['always_on_arm']:.2f} on arm; a t2.nano: {talk['t2_nano']:.2f})"
        )
        say("Web and grading may move to containers one without the other.")


def _line(line: Line) -> dict[str, Any]:
    return {
        **asdict(line),
        "by_door": {door.value: price for door, price in line.by_door.items()},
        "cheapest": line.cheapest.value,
        "cheapest_protected": line.cheapest_protected.value,
    }


def _first_day(month: str) -> date:
    try:
        return datetime.strptime(month, "%Y-%m").date()  # noqa: DTZ007 -- a month has no zone
    except ValueError:
        raise CommandError(f"{month!r} is no month. Write it as 2026-11.") from None
