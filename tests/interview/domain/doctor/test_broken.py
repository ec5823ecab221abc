"""A broken system is called so, in words that say what to do."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.db.migrations.recorder import MigrationRecorder
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from interview.domain.doctor import State
from interview.domain.doctor.checks.clocks import Clocks
from interview.domain.doctor.checks.database import Database, Migrations
from interview.domain.doctor.checks.grader import Grader, finding_of
from interview.domain.doctor.checks.journey import Journey
from interview.domain.doctor.checks.mail import Mail, finding_of_ses
from interview.domain.doctor.checks.money import Money
from interview.domain.doctor.checks.queue import DeadLetters, Queue
from interview.domain.doctor.checks.safety import Safety
from interview.domain.doctor.checks.site import Site
from interview.models import Candidate, DailyUse
from tests.factories import NOON
from tests.postgres import free_port

pytestmark = pytest.mark.django_db

SMTP = "django.core.mail.backends.smtp.EmailBackend"
IN_DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}


@pytest.fixture
def closed_port():
    return free_port()


def is_broken(finding, words, remedy):
    assert finding.state == State.BROKEN
    assert words in finding.words
    assert remedy in finding.remedy


def test_a_mail_server_that_is_away(settings, closed_port):
    settings.MAILERS = {
        "default": {"BACKEND": SMTP, "OPTIONS": {"host": "127.0.0.1", "port": closed_port}}
    }

    is_broken(Mail().find(), "Connection refused", "EMAIL_URL")


def test_mail_that_reaches_nobody_in_production(settings):
    settings.PRODUCTION = True
    settings.MAILERS = {"default": {"BACKEND": "django.core.mail.backends.dummy.EmailBackend"}}

    finding = Mail().find()

    assert (finding.state, finding.remedy) == (
        State.WARNING,
        "Set EMAIL_URL to a mail server.",
    )


def test_ses_in_its_sandbox():
    is_broken(finding_of_ses(sends=True, is_open=False), "sandbox", "production access")


def test_ses_that_has_stopped():
    is_broken(finding_of_ses(sends=False, is_open=True), "stopped", "console of SES")


def test_ses_that_sends_to_everybody():
    assert finding_of_ses(sends=True, is_open=True).state == State.FINE


def test_a_site_that_is_away(settings, closed_port):
    settings.SITE_URL = f"http://127.0.0.1:{closed_port}"

    is_broken(Site().find(), "Nobody answers at http://127.0.0.1", "SITE_URL")


def test_a_clock_that_is_an_hour_off():
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        finding = Clocks().find()

    is_broken(finding, "the database is 1:00:0", "NTP")


def test_migrations_that_are_missing():
    newest = MigrationRecorder.Migration.objects.filter(app="interview").latest("name")
    newest.delete()

    is_broken(Migrations().find(), f"Not applied yet: interview {newest.name}.", "migrate")


@pytest.mark.postgresql
def test_a_database_with_few_connections_left(monkeypatch):
    monkeypatch.setattr("interview.domain.doctor.checks.database.connections", lambda: (80, 100))

    finding = Database().find()

    assert finding.state == State.WARNING
    assert finding.words == "80 of 100 connections are taken."


def test_sqlite_in_production(settings, monkeypatch):
    settings.PRODUCTION = True
    monkeypatch.setattr(
        "interview.domain.doctor.checks.database.connection",
        SimpleNamespace(ensure_connection=lambda: None, vendor="sqlite"),
    )

    is_broken(Database().find(), "SQLite serves one machine", "DATABASE_URL")


def test_tasks_that_nobody_takes(settings):
    settings.TASKS = IN_DATABASE
    task = DBTaskResult.objects.create(
        task_path="quizzes.domain.grading.grade_submission", args_kwargs={}, run_after=NOON
    )
    DBTaskResult.objects.filter(pk=task.pk).update(
        enqueued_at=timezone.now() - timedelta(minutes=7)
    )

    is_broken(Queue().find(), "1 tasks wait, the oldest for 7", "Start a worker")


def test_tasks_that_failed_for_good(settings):
    settings.TASKS = IN_DATABASE
    DBTaskResult.objects.create(
        task_path="interview.domain.faults.report_ungraded",
        args_kwargs={},
        run_after=NOON,
        status=TaskResultStatus.FAILED,
        finished_at=timezone.now() - timedelta(days=2),
    )

    finding = DeadLetters().find()

    assert finding.state == State.WARNING
    assert "the first 2" in finding.words
    assert "report_ungraded" in finding.words


@pytest.mark.django_db(transaction=True)
def test_a_queue_without_a_worker_keeps_the_candidate_waiting(site, settings):
    settings.TASKS = IN_DATABASE

    finding = Journey(verdict_seconds=1).find()

    is_broken(finding, "Nobody took the submission from the queue", "Start a worker")
    assert Candidate.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_grader_that_is_away_leaves_the_candidate_ungraded(site, settings, monkeypatch):
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "none")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "none")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    settings.GRADER = "lambda"

    is_broken(Grader().find(), "EndpointConnectionError", settings.GRADER_FUNCTION)
    is_broken(Journey().find(), "The grader failed twice", "the check of the grader")


REPORT = {
    "available": True,
    "layers": ["lockdown"],
    "languages": {"python": {"available": True, "reason": ""}},
    "attacks": [{"refused": True, "if_not_refused": "Files may be read."}],
}


def test_a_grader_that_holds_everything_is_fine():
    assert finding_of(REPORT).state == State.FINE


def test_a_language_that_cannot_be_judged():
    gone = {"python": {"available": False, "reason": "no such program"}}

    is_broken(finding_of({**REPORT, "languages": gone}), "python: no such program", "Install")


def test_an_attack_that_gets_somewhere():
    attack = {"refused": False, "if_not_refused": "Files may be read."}

    finding = finding_of({**REPORT, "attacks": [attack]})

    assert finding.state == State.WARNING
    assert "1 of 1 attacks were not refused. Files may be read." in finding.words


def test_settings_that_let_strangers_in(settings):
    settings.PRODUCTION, settings.DEBUG, settings.ALLOWED_HOSTS = True, True, ["*"]

    finding = Safety().find()

    is_broken(finding, "DEBUG is on", "docs/operations.md")
    assert "ALLOWED_HOSTS takes any name." in finding.words


def test_prices_that_are_older_than_a_year():
    with time_machine.travel(timezone.now() + timedelta(days=800)):
        finding = Money().find()

    assert finding.state == State.WARNING
    assert "interview/prices.toml" in finding.remedy


def test_a_cap_that_is_reached(settings):
    settings.COST_CAP = 1
    DailyUse.objects.create(day=timezone.now().date(), function="web", requests=10_000_000)

    assert "public links are paused" in Money().find().words
