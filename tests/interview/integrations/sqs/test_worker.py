"""The worker of a server, on real queues."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from interview.integrations.sqs import Worker
from interview.integrations.sqs.worker import VISIBILITY_SECONDS
from quizzes.choices import SubmissionState
from quizzes.domain import claims, grading
from quizzes.models import Submission
from tests.factories import ECHO, NOON, AnswerFactory, AttemptFactory, SubmissionFactory
from tests.journeys.waiting import until

pytestmark = [
    pytest.mark.deployment,
    pytest.mark.django_db(transaction=True),
    pytest.mark.postgresql,
]


@contextmanager
def working(queue, *, at_once=2, visibility_seconds=2) -> Iterator[Worker]:
    worker = Worker({"default": queue.url}, at_once=at_once, visibility_seconds=visibility_seconds)
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        yield worker
    finally:
        worker.stop()
        thread.join()


def submission_of(source):
    attempt = AttemptFactory(closes_at=NOON, finished=True)
    return SubmissionFactory(answer=AnswerFactory(attempt=attempt, text=source))


def waiting():
    states = [SubmissionState.QUEUED, SubmissionState.GRADING]
    return Submission.objects.filter(state__in=states).count()


def test_messages_that_come_twice_to_two_workers_are_graded_once(on_sqs):
    submissions = [submission_of(ECHO) for _ in range(6)]
    for submission in [*submissions, *reversed(submissions)]:
        grading.grade_submission.enqueue(submission.pk)

    with working(on_sqs), working(on_sqs):
        until(lambda: on_sqs.count() == 0)

    assert [one.grades.count() for one in submissions] == [1] * 6


def test_a_poisoned_message_ends_in_the_dead_letter_queue_beside_its_neighbour(on_sqs):
    submission = submission_of(ECHO)
    on_sqs.send("poison")
    grading.grade_submission.enqueue(submission.pk)

    with working(on_sqs, visibility_seconds=1):
        until(lambda: on_sqs.dead_bodies() == ["poison"])

    submission.refresh_from_db()
    assert submission.state == SubmissionState.GRADED


def test_a_long_job_stays_hidden_from_others_until_it_is_done(on_sqs):
    slow = submission_of("import time\ntime.sleep(2)\nprint(input())")
    grading.grade_submission.enqueue(slow.pk)

    with working(on_sqs, visibility_seconds=2):
        until(lambda: waiting() == 0)

    assert (on_sqs.count(), on_sqs.dead_bodies()) == (0, [])
    assert Submission.objects.get().tries == 1


def test_a_worker_that_is_told_to_stop_finishes_what_it_has(on_sqs):
    slow = submission_of("import time\ntime.sleep(1)\nprint(input())")
    grading.grade_submission.enqueue(slow.pk)

    with working(on_sqs, at_once=1) as worker:
        until(lambda: Submission.objects.get().state == SubmissionState.GRADING)
        worker.stop()

    assert Submission.objects.get().state == SubmissionState.GRADED
    assert on_sqs.count() == 0


def test_the_message_of_a_dead_worker_finds_the_submission_free():
    assert claims.LEASE.total_seconds() < VISIBILITY_SECONDS
