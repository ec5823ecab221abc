"""Noticing that we could not be reached, and giving the minutes back.

    sweep ----beat----> Heartbeat        every minute, while all is well
    sweep --(nothing for QUIET)--        we were away
    sweep ----beat----> an Outage for each stretch in which nobody was heard
                        of, and its minutes for every attempt that it hit

The sweep may have been away alone, while pages were served. So what counts is
not that it was silent, but that everything was: a stretch ends with any event
of any attempt.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain, pairwise

from django.db import transaction

from accounts.models import User
from quizzes.choices import EventKind, OutageSource, TimeCause
from quizzes.domain import events, time
from quizzes.domain.errors import OutagesOverlap
from quizzes.models import Attempt, AttemptEvent, Heartbeat, Outage
from quizzes.rules import timing

logger = logging.getLogger(__name__)

SWEEP = "sweep"

QUIET = timedelta(minutes=3)
"""Silence that is no outage yet. Source: three times the sweep's interval, so that one missed
minute, or a restart, is none."""

GIVEN_BACK_UNASKED = timedelta(hours=2)
"""A longer outage waits for a person: its candidates have gone, and may have been told of
another day. Source: a guess, at the length of a usual quiz."""


@transaction.atomic
def beat(*, now: datetime) -> list[Outage]:
    """Say that we are alive. Return the outages since the last time, given back as far as may be.

    Two sweeps at once come one after the other, and the second finds a beat
    that is fresh. Call it before overdue attempts are finished.
    """
    heartbeat, is_first = Heartbeat.objects.select_for_update().get_or_create(
        name=SWEEP, defaults={"at": now}
    )
    if is_first or heartbeat.at >= now:
        return []
    last, heartbeat.at = heartbeat.at, now
    heartbeat.save(update_fields=["at"])
    if now - last <= QUIET:
        return []
    found = [
        Outage(began_at=began_at, ended_at=ended_at, source=OutageSource.HEARTBEAT)
        for began_at, ended_at in silent_stretches(last, now)
    ]
    return [outage for outage in found if _settle(outage, now=now)]


def silent_stretches(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    """Return from when to when nothing was heard of anybody, longer than QUIET."""
    heard = (
        AttemptEvent.objects.filter(at__gt=since, at__lt=until)
        .order_by("at")
        .values_list("at", flat=True)
    )
    moments = chain([since], heard.iterator(), [until])
    return ((one, other) for one, other in pairwise(moments) if other - one > QUIET)


def _settle(outage: Outage, *, now: datetime) -> bool:
    """Keep an outage that hit somebody, and give it back unless it is too long for that."""
    if not hit_by(outage):
        return False
    outage.save()
    if outage.ended_at - outage.began_at <= GIVEN_BACK_UNASKED:
        give_back(outage=outage, now=now)
    else:
        logger.error("Outage %s was long. Give it back in the admin, under Outages.", outage.pk)
    return True


def hit_by(outage: Outage) -> list[Attempt]:
    """Return the attempts that lost time, but for those that were decided about since."""
    return list(
        Attempt.objects.hit_by(began_at=outage.began_at, ended_at=outage.ended_at).exclude(
            events__kind=EventKind.DECIDED
        )
    )


@transaction.atomic
def note_outage(*, began_at: datetime, ended_at: datetime, actor: User, now: datetime) -> Outage:
    """Keep an outage that a person knows of, and give it back at once.

    Raises:
        OutagesOverlap: part of this time was given back already.
    """
    _hold(now)
    known = Outage.objects.filter(began_at__lt=ended_at, ended_at__gt=began_at)
    if known.filter(given_back_at__isnull=False).exists():
        raise OutagesOverlap(str(known.first()))
    outage = Outage.objects.create(
        began_at=began_at,
        ended_at=ended_at,
        source=OutageSource.STAFF,
        noted_by=events.staff(actor),
    )
    return give_back(outage=outage, now=now, actor=actor)


@transaction.atomic
def give_back(*, outage: Outage, now: datetime, actor: User | None = None) -> Outage:
    """Give every attempt that an outage hit as many minutes as it lost. A second call does nothing.

    Attempts that ran out during it, or since, open again. What overlaps an outage that
    was given back before is not given back again.
    """
    _hold(now)
    outage = Outage.objects.select_for_update().get(pk=outage.pk)
    if outage.given_back_at is not None:
        return outage
    stretches = not_given_back(outage)
    given = 0
    for attempt in hit_by(outage):
        lost = timing.time_lost(
            started_at=attempt.started_at, closes_at=attempt.closes_at, stretches=stretches
        )
        if not lost:
            continue
        given += 1
        time.add_time(
            attempt=attempt,
            by=lost,
            cause=TimeCause.OUTAGE,
            now=now,
            actor=events.staff(actor),
        )
    outage.given_back_at, outage.given_back_to = now, given
    outage.save(update_fields=["given_back_at", "given_back_to"])
    logger.warning(
        "Outage %s of %s was given back to %s attempts.",
        outage.pk,
        outage.ended_at - outage.began_at,
        given,
    )
    return outage


def not_given_back(outage: Outage) -> list[tuple[datetime, datetime]]:
    """Return the stretches of an outage that lie in no other that was given back."""
    known = Outage.objects.filter(
        given_back_at__isnull=False,
        began_at__lt=outage.ended_at,
        ended_at__gt=outage.began_at,
    )
    return timing.without(
        (outage.began_at, outage.ended_at), list(known.values_list("began_at", "ended_at"))
    )


def _hold(now: datetime) -> Heartbeat:
    """Lock the sweep's heartbeat, so that outages are given back one after the other."""
    heartbeat, _ = Heartbeat.objects.select_for_update().get_or_create(
        name=SWEEP, defaults={"at": now}
    )
    return heartbeat
