import json
from datetime import timedelta

import pytest
from django.tasks import task, task_backends
from django.tasks.exceptions import InvalidTask
from django.utils import timezone

from interview.domain.faults import report_ungraded
from interview.integrations.sqs import SqsBackend
from quizzes.choices import SubmissionState
from quizzes.domain import grading
from quizzes.models import Submission
from tests.architecture.test_tasks import tasks_of_ours
from tests.factories import ECHO, NOON, AnswerFactory, SubmissionFactory

pytestmark = pytest.mark.deployment


def test_a_task_becomes_a_message_with_its_ids(on_sqs):
    grading.grade_submission.enqueue(7)

    (body,) = on_sqs.bodies()
    assert json.loads(body) == {
        "version": 1,
        "task": "quizzes.domain.grading.grade_submission",
        "args": [7],
        "kwargs": {},
    }


def test_every_task_of_ours_may_be_sent(on_sqs):
    for one in tasks_of_ours():
        one.get_backend().validate_task(one)


def test_a_task_that_no_worker_would_take_is_refused_when_it_is_made(on_sqs):
    with pytest.raises(InvalidTask, match="TASK_PATHS"):
        task(unlisted)


def unlisted():
    """A task that somebody forgot to list."""


def test_a_task_waits_as_long_as_sqs_can_hold_it_back(on_sqs):
    soon = timezone.now() + timedelta(minutes=14)

    report_ungraded.using(run_after=soon).enqueue("a-code")

    assert on_sqs.bodies() == []
    names = ["ApproximateNumberOfMessagesDelayed"]
    found = on_sqs.sqs.get_queue_attributes(QueueUrl=on_sqs.url, AttributeNames=names)
    assert found["Attributes"] == {"ApproximateNumberOfMessagesDelayed": "1"}


def test_a_longer_wait_is_refused_in_words(on_sqs):
    late = timezone.now() + timedelta(minutes=16)

    with pytest.raises(InvalidTask, match="15 minutes at most"):
        report_ungraded.using(run_after=late).enqueue("a-code")


def test_results_are_not_kept(on_sqs):
    result = grading.grade_submission.enqueue(7)

    assert not task_backends["default"].supports_get_result
    with pytest.raises(NotImplementedError):
        result.refresh()


def test_a_queue_without_an_address_is_named_at_the_start():
    backend = SqsBackend("default", {"OPTIONS": {"URLS": {"default": "tasks"}, "PATHS": []}})

    (error,) = backend.check()

    assert "The queue default has no https address: 'tasks'." in error.msg


@pytest.mark.django_db
def test_a_submission_waits_for_the_sweep_while_the_queue_is_away(on_sqs, settings):
    answer = AnswerFactory(attempt__closes_at=NOON, attempt__finished=True, text=ECHO)
    submission = SubmissionFactory(answer=answer)
    urls = settings.TASKS["default"]["OPTIONS"]["URLS"]
    there, urls["default"] = urls["default"], f"{on_sqs.url}-which-is-not-there"

    grading.send_to_grader(submission)
    sent_while_away = Submission.objects.get().sent_at
    urls["default"] = there
    sent_again = grading.send_stuck_again(now=submission.state_at + timedelta(minutes=2))

    submission.refresh_from_db()
    assert (sent_while_away, sent_again) == (None, 1)
    assert submission.state == SubmissionState.QUEUED
    assert len(on_sqs.bodies()) == 1
