"""What the site and the grader use is noted, cheaply, and never at the cost of a page."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interview.domain import usage
from interview.domain.usage import Meter, start_up_ms
from interview.models import DailyUse, GraderCall
from quizzes import gateway
from quizzes.domain import grading, trials
from quizzes.rules.function_reports import Billed
from tests.factories import ECHO, NOON, AnswerFactory, AttemptFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

NEXT_DAY = NOON + timedelta(days=1)


class Clock:
    """Stands still until it is moved."""

    seconds = 1000.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def meter(clock):
    return Meter(clock)


def noted():
    return list(DailyUse.objects.order_by("day").values_list("day", "requests", "busy_ms"))


def test_the_first_request_is_noted_and_the_next_ones_once_a_minute(meter, clock):
    with CaptureQueriesContext(connection) as queries:
        for _ in range(50):
            meter.count(now=NOON, requests=1, busy_ms=10)
    first = noted()
    clock.seconds += 60
    with CaptureQueriesContext(connection) as later:
        meter.count(now=NOON, requests=1, busy_ms=10)

    assert first == [(NOON.date(), 1, 10)]
    assert noted() == [(NOON.date(), 51, 510)]
    assert sum("UPDATE" in query["sql"] for query in queries) == 2  # one, and the new row's
    assert [query["sql"].split()[0] for query in later] == ["UPDATE"]


def test_each_day_has_its_own_row(meter, clock):
    meter.count(now=NOON, requests=1, busy_ms=10)
    meter.count(now=NOON, requests=1, busy_ms=10)
    clock.seconds += 60
    meter.count(now=NEXT_DAY, requests=1, busy_ms=5)

    assert noted() == [(NOON.date(), 2, 20), (NEXT_DAY.date(), 1, 5)]


def test_what_cannot_be_noted_waits_for_the_next_minute(meter, clock, monkeypatch):
    def fail(*_):
        raise DatabaseError("away")

    with monkeypatch.context() as away:
        away.setattr(usage, "add_to_day", fail)
        meter.count(now=NOON, requests=1, busy_ms=10)
    clock.seconds += 60
    meter.count(now=NOON, requests=1, busy_ms=10)

    assert noted() == [(NOON.date(), 2, 20)]


def test_functions_are_told_apart(clock, settings):
    for stage in ("web", "worker"):
        settings.STAGE, settings.FUNCTION_MEMORY_MB = stage, 1024
        Meter(clock).count(now=NOON, requests=1, billed_ms=40)

    assert list(DailyUse.objects.values_list("function", "memory_mb", "billed_ms")) == [
        ("web", 1024, 40),
        ("worker", 1024, 40),
    ]


def test_a_server_counts_pages_and_bills_nothing(client, settings, meter, monkeypatch):
    settings.NOTES_USE = True
    monkeypatch.setattr(usage, "meter", meter)

    page = client.get("/")

    row = DailyUse.objects.get()
    assert (row.function, row.requests, row.billed_ms) == ("", 1, 0)
    assert row.answer_bytes == len(page.content)
    assert row.busy_ms > 0


def test_an_invocation_is_billed_whole_milliseconds_and_the_first_its_start(
    settings, meter, clock, monkeypatch
):
    settings.NOTES_USE, settings.FUNCTION_NAME, settings.STAGE = True, "interview-web", "web"
    monkeypatch.setattr(usage, "meter", meter)
    monkeypatch.setattr(usage, "start_up_ms", lambda: 450.2)

    usage.count_invocation(now=NOON, took_ms=20.1, is_first=True)
    clock.seconds += 60
    usage.count_invocation(now=NOON, took_ms=20.1, is_first=False)

    row = DailyUse.objects.get()
    assert (row.requests, row.billed_ms, row.busy_ms) == (2, 471 + 21, 42)


def test_the_start_of_a_function_is_never_longer_than_lambda_allows():
    assert 0 < start_up_ms() <= 10_000


# The grader


def coding_answer():
    attempt = AttemptFactory(closes_at=timezone.now() + timedelta(hours=1))
    return AnswerFactory(attempt=attempt, text=ECHO, language="python", revision=1)


def test_a_grading_is_kept_with_its_wait_and_its_attempt():
    submission = SubmissionFactory(answer=coding_answer())
    submission.state_at = timezone.now() - timedelta(seconds=30)
    submission.save()

    grading.grade_submission.call(submission.pk)

    call = GraderCall.objects.get()
    assert (call.job, call.attempt) == (submission.code, submission.answer.attempt)
    assert (call.finding, call.language, call.billed_ms) == ("judged", "python", 0)
    assert 30_000 <= call.waited_ms < 60_000
    assert call.took_ms > 0


def test_a_run_on_the_samples_is_kept_for_the_attempt_and_waited_for_nobody():
    answer = coding_answer()

    trials.run_samples(answer=answer, now=timezone.now())

    call = GraderCall.objects.get()
    assert (call.attempt, call.waited_ms) == (answer.attempt, None)


def test_a_grader_that_cannot_be_reached_is_kept_as_well(settings, monkeypatch):
    def fail(errand):
        gateway.note_billed({"LogResult": ""})
        raise gateway.GraderUnavailable("The function failed: MemoryError.")

    monkeypatch.setattr(gateway.DOORS["lambda"], "send", fail)
    settings.GRADER = "lambda"
    submission = SubmissionFactory(answer=coding_answer())

    grading.grade_submission.call(submission.pk)

    call = GraderCall.objects.get()
    assert (call.finding, call.invocations, call.billed_ms) == ("unavailable", 2, 0)


def test_what_all_invocations_are_billed_is_added_up():
    call = usage.note_grader_call(
        job="x",
        language="python",
        finding="judged",
        took_ms=100,
        waited_ms=None,
        billed=[Billed(40, 1769), Billed(60, 1769)],
        now=datetime(2026, 3, 2, tzinfo=UTC),
    )

    assert (call.invocations, call.billed_ms, call.memory_mb) == (2, 100, 1769)


def test_the_price_of_an_attempt_stays_when_the_attempt_is_erased():
    submission = SubmissionFactory(answer=coding_answer())
    grading.grade_submission.call(submission.pk)

    submission.answer.attempt.delete()

    assert GraderCall.objects.get().attempt is None
