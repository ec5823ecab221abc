from datetime import timedelta

import pytest

from quizzes.choices import EventKind, FinishReason, OutageSource, TimeCause
from quizzes.domain import attempts, events, outages
from quizzes.domain.errors import OutagesOverlap
from quizzes.models import Attempt, Outage
from tests.factories import NOON, AttemptFactory, InterviewerFactory

MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def running(**facts):
    """An attempt of an hour that began at noon."""
    return AttemptFactory(closes_at=NOON + 60 * MINUTE, **facts)


def at(minutes):
    return NOON + minutes * MINUTE


def minutes_left_over(attempt):
    """Return how much later than at first an attempt closes, in minutes."""
    return (Attempt.objects.get(pk=attempt.pk).closes_at - at(60)) // MINUTE


def test_a_sweep_that_comes_every_minute_finds_no_outage():
    attempt = running()

    found = [outages.beat(now=at(minute)) for minute in (1, 2, 3, 6)]

    assert found == [[], [], [], []]
    assert minutes_left_over(attempt) == 0


def test_minutes_in_which_we_were_away_are_given_back_once():
    attempt, finished = running(), running(finished=True)
    began_later = AttemptFactory(closes_at=at(69))
    outages.beat(now=at(5))

    (outage,) = outages.beat(now=at(17) - SECOND)
    outages.beat(now=at(18))

    assert (outage.began_at, outage.ended_at) == (at(5), at(17) - SECOND)
    assert outage.source == OutageSource.HEARTBEAT
    assert Outage.objects.get().given_back_to == 2
    assert minutes_left_over(attempt) == 12
    assert minutes_left_over(began_later) == 9 + 8
    assert minutes_left_over(finished) == 0
    told = attempt.events.get(kind=EventKind.TIME_ADDED)
    assert (told.details["cause"], told.details["seconds"]) == (TimeCause.OUTAGE, 12 * 60)


def test_who_ran_out_of_time_while_we_were_away_goes_on_where_they_were():
    attempt = running()
    outages.beat(now=at(50))

    outages.beat(now=at(70))
    attempts.finish_overdue(now=at(70))

    attempt.refresh_from_db()
    assert attempt.is_open(at(79))
    assert attempt.closes_at == at(80)


def test_who_was_finished_by_the_clock_before_we_knew_better_goes_on_too():
    attempt = running()
    outages.beat(now=at(50))
    attempts.finish_attempt(attempt=attempt, reason=FinishReason.EXPIRED, now=at(70))

    outages.beat(now=at(70))

    attempt.refresh_from_db()
    assert attempt.is_open(at(79))


def test_a_sweep_that_was_away_alone_is_no_outage_of_ours():
    attempt, other = running(), running()
    outages.beat(now=at(5))
    for minute in range(7, 20, 2):
        events.record(other, EventKind.SAVED, now=at(minute))

    assert outages.beat(now=at(20)) == []
    assert minutes_left_over(attempt) == 0


def test_only_the_silent_stretch_is_given_back():
    attempt, other = running(), running()
    outages.beat(now=at(5))
    for minute in (7, 15, 17):
        events.record(other, EventKind.SAVED, now=at(minute))

    (outage,) = outages.beat(now=at(18))

    assert (outage.began_at, outage.ended_at) == (at(7), at(15))
    assert minutes_left_over(attempt) == 8


def test_an_outage_that_hit_nobody_is_not_kept():
    outages.beat(now=NOON)

    assert outages.beat(now=NOON + 9 * MINUTE) == []
    assert not Outage.objects.exists()


def test_a_long_outage_waits_for_a_person():
    attempt = running()
    outages.beat(now=at(5))

    (outage,) = outages.beat(now=at(5) + outages.GIVEN_BACK_UNASKED + MINUTE)
    assert minutes_left_over(attempt) == 0

    outages.give_back(outage=outage, now=at(200), actor=InterviewerFactory())
    outages.give_back(outage=outage, now=at(201))
    assert minutes_left_over(attempt) == 140 + 55


def test_an_outage_that_a_person_notes_is_given_back_but_not_twice():
    attempt, person = running(), InterviewerFactory()
    decided = running(expired=True)
    events.record(decided, EventKind.DECIDED, now=at(61))

    outages.note_outage(began_at=at(10), ended_at=at(15), actor=person, now=at(20))

    assert (minutes_left_over(attempt), minutes_left_over(decided)) == (5, 0)
    assert attempt.events.get().actor == events.staff(person)
    with pytest.raises(OutagesOverlap):
        outages.note_outage(began_at=at(14), ended_at=at(16), actor=person, now=at(20))


def test_what_a_person_noted_while_the_sweep_was_away_is_not_given_back_again():
    attempt = running()
    outages.beat(now=at(5))
    outages.note_outage(began_at=at(8), ended_at=at(12), actor=InterviewerFactory(), now=at(15))

    outages.beat(now=at(20))

    assert minutes_left_over(attempt) == 15
