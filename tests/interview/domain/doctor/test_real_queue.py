"""The doctor's candidate through a queue of SQS, a worker of its own process, and the grader."""

import signal
import subprocess
import sys

import pytest
from django.conf import settings as project

from interview.domain.doctor import State
from interview.domain.doctor.checks.journey import Journey
from interview.domain.doctor.checks.queue import DeadLetters, Queue
from interview.integrations.sqs import client
from interview.models import Candidate, GraderCall
from tests.deployment.emulator import running_emulator
from tests.journeys.worker import environment

pytestmark = [
    pytest.mark.deployment,
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True),
]

END_SECONDS = 30


@pytest.fixture
def queue(monkeypatch, settings):
    """Have this process send its tasks to SQS, and return what a worker has to know."""
    with running_emulator() as emulator:
        for name, value in emulator.environment().items():
            monkeypatch.setenv(name, value)
        client._client.cache_clear()
        address = emulator.client("sqs").create_queue(QueueName="interview-tasks")["QueueUrl"]
        settings.TASK_OPTIONS = {"URLS": {"default": address}, "PATHS": settings.TASK_PATHS}
        settings.TASKS = {
            "default": {
                "BACKEND": settings.TASK_BACKENDS["sqs"],
                "QUEUES": ["default"],
                "OPTIONS": settings.TASK_OPTIONS,
            }
        }
        yield {**emulator.environment(), "TASKS": "sqs", "TASKS_QUEUE": address}
        client._client.cache_clear()


@pytest.fixture
def worker(queue, site):
    """Run `manage.py work` on that queue, for the test's database."""
    process = subprocess.Popen(
        [sys.executable, "manage.py", "work", "--at-once", "1"],
        cwd=project.BASE_DIR,
        env={**environment(site), **queue},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    yield process
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(END_SECONDS)
    finally:
        process.kill()
        process.wait()


def test_a_candidate_is_graded_through_a_real_queue(worker):
    finding = Journey().find()

    assert finding.state == State.FINE, finding
    call = GraderCall.objects.get()
    assert (call.finding, call.attempt) == ("judged", None)
    assert call.waited_ms is not None
    assert Candidate.objects.count() == 0


def test_a_queue_that_nobody_reads_is_found_out_by_the_candidate_alone(queue, site):
    """The queue itself answers, so its own check has nothing to say but about dead letters."""
    finding = Journey(verdict_seconds=2).find()

    assert finding.state == State.BROKEN
    assert "Nobody took the submission from the queue" in finding.words
    assert Queue().find().words == "The queue interview-tasks has no dead-letter queue."
    assert DeadLetters().find().state == State.FINE
