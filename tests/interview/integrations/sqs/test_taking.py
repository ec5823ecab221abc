"""What our function makes of a batch of messages."""

import pytest

from interview import lambda_entry
from interview.integrations import sqs
from interview.integrations.sqs.messages import Message
from interview.lambda_entry import UnknownEvent
from quizzes.choices import SubmissionState
from tests.factories import ECHO, NOON, AnswerFactory, AttemptFactory, SubmissionFactory

URL = "https://sqs.us-east-1.amazonaws.com/123456789012/interview-tasks"
GRADE = "quizzes.domain.grading.grade_submission"


@pytest.fixture(autouse=True)
def deployed(settings):
    """The settings of a deployment whose queue nothing is sent to here."""
    settings.TASKS = {
        "default": {
            "BACKEND": settings.TASK_BACKENDS["sqs"],
            "QUEUES": ["default"],
            "OPTIONS": {"URLS": {"default": URL}, "PATHS": settings.TASK_PATHS},
        }
    }


class Context:
    def get_remaining_time_in_millis(self):
        return 300_000


def record(number, body, *, queue="interview-tasks"):
    return {
        "messageId": f"message-{number}",
        "body": body,
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:us-east-1:123456789012:{queue}",
    }


def submission_of(source):
    attempt = AttemptFactory(closes_at=NOON, finished=True)
    return SubmissionFactory(answer=AnswerFactory(attempt=attempt, text=source))


@pytest.mark.django_db
def test_a_poisoned_message_stays_and_its_neighbours_are_graded():
    first, second = submission_of(ECHO), submission_of(ECHO)
    bodies = [
        Message(GRADE, (first.pk,)).to_body(),
        "poison",
        Message("os.abort").to_body(),
        Message(GRADE, ("no-number",)).to_body(),
        Message(GRADE, (second.pk,)).to_body(),
    ]
    event = {"Records": [record(number, body) for number, body in enumerate(bodies)]}

    answer = lambda_entry.carry_out(event, Context())

    assert answer == {
        "batchItemFailures": [{"itemIdentifier": f"message-{number}"} for number in (1, 2, 3)]
    }
    for submission in (first, second):
        submission.refresh_from_db()
        assert submission.state == SubmissionState.GRADED


@pytest.mark.django_db
def test_the_same_message_twice_in_a_batch_grades_once():
    submission = submission_of(ECHO)
    body = Message(GRADE, (submission.pk,)).to_body()

    answer = sqs.take([record(1, body), record(2, body)])

    assert answer == {"batchItemFailures": []}
    assert submission.grades.count() == 1


@pytest.mark.django_db
def test_a_message_comes_again_when_the_function_has_no_time_for_it():
    submission = submission_of(ECHO)

    answer = sqs.take(
        [record(1, Message(GRADE, (submission.pk,)).to_body())], seconds_left=lambda: 5.5
    )

    submission.refresh_from_db()
    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-1"}]}
    assert submission.state == SubmissionState.QUEUED


def test_messages_of_another_queue_are_an_error():
    with pytest.raises(UnknownEvent):
        lambda_entry.carry_out({"Records": [record(1, "{}", queue="other")]}, Context())


def test_a_log_tells_which_message_failed_and_not_what_it_says(caplog):
    sqs.take([record(1, '{"version": 1, "task": "planted"}')])

    assert "message-1" in caplog.text
    assert "planted" not in caplog.text
