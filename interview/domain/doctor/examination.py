"""Goes through the checks, in the order in which one would look: ourselves, others, everything."""

import logging
import time
from collections.abc import Iterable, Iterator

from django.db import DatabaseError

from interview.domain.doctor.check import Check, Report, State, broken
from interview.domain.doctor.checks.backups import Backups
from interview.domain.doctor.checks.clocks import Clocks
from interview.domain.doctor.checks.database import Database, Migrations
from interview.domain.doctor.checks.grader import Grader
from interview.domain.doctor.checks.journey import Journey
from interview.domain.doctor.checks.mail import Mail
from interview.domain.doctor.checks.money import Money
from interview.domain.doctor.checks.queue import DeadLetters, Queue
from interview.domain.doctor.checks.safety import Safety
from interview.domain.doctor.checks.site import Site, StaticFiles
from interview.domain.doctor.checks.storage import Storage
from interview.logs import Event, event

CHECKS: tuple[type[Check], ...] = (
    Safety,
    Database,
    Migrations,
    Clocks,
    Site,
    StaticFiles,
    Storage,
    Mail,
    Queue,
    DeadLetters,
    Grader,
    Journey,
    Backups,
    Money,
)


def examine(names: Iterable[str] = ()) -> Iterator[Report]:
    """Yield the report of each check, or of those that are named, when it is done."""
    wanted = set(names)
    for check in CHECKS:
        if not wanted or check.name in wanted:
            yield examine_one(check())


def examine_one(check: Check) -> Report:
    """Make one check. A check that fails itself has found something broken."""
    start = time.monotonic()
    try:
        finding = check.find()
    except DatabaseError as error:
        finding = broken(
            f"The database refuses what this asks ({type(error).__name__}).",
            "Mend what the checks Database and Migrations say, and look again.",
        )
    except Exception as error:
        logging.getLogger(__name__).exception("A check of the doctor failed.")
        finding = broken(
            f"This could not be looked at: {type(error).__name__}.",
            "The log says where it happened. What the other checks say may be the cause.",
        )
    took_ms = round(1000 * (time.monotonic() - start))
    event(Event.CHECKED, check=check.name, finding=finding.state.value, took_ms=took_ms)
    return Report(check.name, check.title, finding, took_ms)


def worst(reports: Iterable[Report]) -> State:
    """Return the state of the whole: that of the worst finding."""
    order = [State.FINE, State.WARNING, State.BROKEN]
    return max((report.finding.state for report in reports), key=order.index, default=State.FINE)
