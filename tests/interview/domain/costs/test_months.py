"""What a month has cost, by day, by position and by candidate."""

from datetime import UTC, date, datetime, timedelta

import pytest

from interview.domain.costs import measured_load, month_of, public_links_paused, spent_this_month
from interview.models import DailyUse, GraderCall
from interview.rules.costs.front_doors import USUAL
from tests.factories import AttemptFactory, InvitationFactory, PositionFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 20)
AT = datetime(2026, 11, 10, 9, tzinfo=UTC)


def web_day(day, **amounts):
    """One GB for 1,000 seconds, a million requests that send nothing: $1 + $0.20 + $0.0166667."""
    return DailyUse.objects.create(
        day=day,
        function="web",
        memory_mb=1024,
        **{"requests": 1_000_000, "billed_ms": 1_000_000, **amounts},
    )


def started(position, *, at=AT, **facts):
    attempt = AttemptFactory(started_at=at, closes_at=at + timedelta(hours=1), **facts)
    InvitationFactory(position=position, attempt=attempt)
    return attempt


def graded(attempt, *, billed_ms, at=AT):
    GraderCall.objects.create(
        at=at, job="j", attempt=attempt, finding="judged", took_ms=billed_ms,
        invocations=1, billed_ms=billed_ms, memory_mb=1024,
    )  # fmt: skip


def test_pages_cost_their_door_their_requests_and_their_time():
    web_day(date(2026, 11, 3))

    month = month_of(TODAY, today=TODAY)

    assert month.spent == pytest.approx(1 + 0.2 + 1000 * 0.0000166667)
    assert [day.day for day in month.days if day.web] == [date(2026, 11, 3)]
    assert len(month.days) == 20


def test_answers_are_paid_by_the_gigabyte():
    web_day(date(2026, 11, 3), requests=1, billed_ms=0, answer_bytes=10 * 1024**3)

    assert month_of(TODAY, today=TODAY).spent == pytest.approx(0.9, abs=1e-5)


def test_other_months_cost_nothing_here():
    web_day(date(2026, 10, 31))

    assert month_of(TODAY, today=TODAY).spent == 0
    assert month_of(date(2026, 10, 5), today=TODAY).spent > 1
    assert month_of(date(2026, 10, 5), today=TODAY).forecast is None


def test_a_laptop_costs_nothing():
    DailyUse.objects.create(day=TODAY, function="", requests=5000, busy_ms=90_000)
    GraderCall.objects.create(at=AT, job="j", finding="judged", took_ms=100)

    assert month_of(TODAY, today=TODAY).spent == 0


def test_each_candidate_pays_for_their_gradings_and_shares_the_rest(position):
    other = PositionFactory(title="Gardener")
    dear, cheap, elsewhere = started(position), started(position), started(other)
    graded(dear, billed_ms=60_000_000)
    graded(dear, billed_ms=60_000_000)
    web_day(AT.date())

    month = month_of(TODAY, today=TODAY)

    grading = 2 * (60_000 * 0.0000166667 + 0.2 / 1_000_000)
    shared = month.days[9].web / 3
    assert [(share.name, share.grader) for share in month.by_candidate][:1] == [
        (dear.code, pytest.approx(grading))
    ]
    assert {share.name for share in month.by_candidate} == {dear.code, cheap.code, elsewhere.code}
    assert {share.name: share.total for share in month.by_position} == {
        position.title: pytest.approx(grading + 2 * shared),
        "Gardener": pytest.approx(shared),
    }
    assert month.per_candidate == pytest.approx(month.spent / 3)


def test_previews_and_practice_are_nobody_s_candidates(position):
    started(position, purpose="practice")
    AttemptFactory(started_at=AT, closes_at=AT + timedelta(hours=1), purpose="preview")

    assert month_of(TODAY, today=TODAY).attempts == ()


def test_month_is_forecast_from_the_last_four_weeks():
    for number in range(1, 29):
        web_day(TODAY - timedelta(days=number))

    month = month_of(TODAY, today=TODAY)

    assert month.forecast is not None
    day = month.days[0].total
    assert month.spent == pytest.approx(19 * day)
    assert month.forecast.expected == pytest.approx(29 * day)
    assert month.forecast.low == pytest.approx(month.forecast.high)


@pytest.mark.parametrize(("cap", "paused"), [(0, False), (1, True), (2, False)])
def test_public_links_pause_when_the_cap_is_reached(settings, cap, paused):
    settings.COST_CAP = cap
    web_day(date(2026, 11, 3))
    now = datetime(2026, 11, 20, 12, tzinfo=UTC)

    assert public_links_paused(now) is paused


def test_public_links_open_again_with_the_next_month(settings):
    settings.COST_CAP = 1
    web_day(date(2026, 11, 3))
    end = datetime(2026, 11, 30, 23, 59, tzinfo=UTC)

    assert public_links_paused(end)
    assert not public_links_paused(end + timedelta(minutes=1))
    assert spent_this_month(end + timedelta(minutes=1)) == 0


def test_without_a_cap_nothing_is_asked(settings, django_assert_num_queries):
    settings.COST_CAP = 0

    with django_assert_num_queries(0):
        assert not public_links_paused(AT)


def test_load_is_the_usual_until_there_is_enough_to_measure():
    web_day(TODAY, requests=999, billed_ms=999)

    assert measured_load(TODAY) == (USUAL, False)


def test_load_is_what_was_measured():
    web_day(TODAY, requests=2000, billed_ms=50_000, answer_bytes=8_000_000)
    for _ in range(20):
        graded(None, billed_ms=900)

    load, is_measured = measured_load(TODAY)

    assert is_measured
    assert (load.page_ms, load.answer_bytes, load.grading_ms) == (25, 4000, 900)
    assert (load.gradings_a_request, load.grader_memory_mb) == (0.01, 1024)
