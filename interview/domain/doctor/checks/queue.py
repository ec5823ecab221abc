"""The queue: can it be reached, does somebody take from it, and what did nobody manage?"""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Min
from django.tasks import TaskResultStatus
from django.utils import timezone
from django.utils.timesince import timesince

from interview.domain.doctor.check import Check, Finding, broken, fine, warning
from interview.integrations import aws

PATIENCE = timedelta(minutes=2)
"""How long a task may wait before somebody is missed. A worker looks every minute at the latest."""

NO_WORKER = "Start a worker: manage.py work, or make deploy for the worker's function."


def queue_addresses() -> list[str]:
    """Return the queues on SQS that this deployment has; none where tasks go elsewhere."""
    options: Any = settings.TASKS["default"].get("OPTIONS", {})
    return [*options.get("URLS", {}).values()]


def uses_sqs() -> bool:
    return bool(queue_addresses())


class Queue(Check):
    name = "queue"
    title = "The queue"

    def find(self) -> Finding:
        if uses_sqs():
            return self.on_sqs()
        if str(settings.TASKS["default"]["BACKEND"]).endswith("ImmediateBackend"):
            words = "There is no queue: whoever submits waits for the verdict."
            if settings.PRODUCTION:
                return warning(words, "Set TASKS to database or sqs.")
            return fine(words)
        return self.in_database()

    def in_database(self) -> Finding:
        from django_tasks_db.models import DBTaskResult  # an app that is there without SQS alone

        waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        oldest = waiting.aggregate(oldest=Min("enqueued_at"))["oldest"]
        if oldest is None:
            return fine("No task waits in the database.")
        if timezone.now() - oldest > PATIENCE:
            return broken(
                f"{waiting.count()} tasks wait, the oldest for {timesince(oldest)}.", NO_WORKER
            )
        return fine(f"{waiting.count()} tasks wait, none for long.")

    def on_sqs(self) -> Finding:
        from botocore.exceptions import BotoCoreError, ClientError

        waiting = 0
        for address in queue_addresses():
            try:
                found = attributes(address)
            except (BotoCoreError, ClientError) as error:
                return broken(
                    f"The queue {name_of(address)} refuses: {aws.problem_in_words(error)}.",
                    "Make it (make deploy), or give TASKS_QUEUE the address of the one there is.",
                )
            if "RedrivePolicy" not in found:
                return warning(
                    f"The queue {name_of(address)} has no dead-letter queue.",
                    "make deploy gives it one; without it a poisoned task comes back for days.",
                )
            waiting += int(found["ApproximateNumberOfMessages"])
        return fine(f"SQS answers; about {waiting} tasks wait.")


class DeadLetters(Check):
    name = "dead_letters"
    title = "Tasks that failed"

    def find(self) -> Finding:
        return self.on_sqs() if uses_sqs() else self.in_database()

    def in_database(self) -> Finding:
        from django_tasks_db.models import DBTaskResult

        failed = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
        oldest = failed.aggregate(oldest=Min("finished_at"))["oldest"]
        if oldest is None:
            return fine("No task has failed for good.")
        paths = failed.order_by().values_list("task_path", flat=True).distinct()
        return warning(
            f"{failed.count()} tasks failed for good, the first {timesince(oldest)} ago:"
            f" {', '.join(paths)}.",
            "The log says why. When that is mended, Grade again in the admin; then"
            " manage.py prune_db_task_results removes old ones.",
        )

    def on_sqs(self) -> Finding:
        from botocore.exceptions import BotoCoreError, ClientError

        for address in queue_addresses():
            try:
                dead = dead_letter_queue(address)
                number = int(attributes(dead)["ApproximateNumberOfMessages"]) if dead else 0
                oldest = oldest_message(dead) if dead and number else None
            except (BotoCoreError, ClientError) as error:
                return broken(
                    f"The dead letters of {name_of(address)} cannot be read:"
                    f" {aws.problem_in_words(error)}.",
                    "Allow sqs:GetQueueAttributes and sqs:ReceiveMessage on it, or make deploy.",
                )
            if number:
                age = f", one for {timesince(oldest)}" if oldest else ""
                return broken(
                    f"{number} dead letters lie in {name_of(dead)}{age}.",
                    "The worker's log says why they failed. Mend it, then redrive them in the"
                    " console of SQS, or Grade again in the admin.",
                )
        return fine("There are no dead letters.")


def attributes(address: str) -> dict[str, str]:
    answer = aws.client("sqs").get_queue_attributes(QueueUrl=address, AttributeNames=["All"])
    found: dict[str, str] = answer["Attributes"]
    return found


def dead_letter_queue(address: str) -> str:
    """Return the address of a queue's dead-letter queue; empty if it has none."""
    policy = attributes(address).get("RedrivePolicy")
    if not policy:
        return ""
    name = json.loads(policy)["deadLetterTargetArn"].rpartition(":")[2]
    found: dict[str, Any] = aws.client("sqs").get_queue_url(QueueName=name)
    return str(found["QueueUrl"])


def oldest_message(address: str) -> datetime | None:
    """Return when one of the first messages was sent. It stays, and stays visible."""
    answer = aws.client("sqs").receive_message(
        QueueUrl=address,
        MaxNumberOfMessages=10,
        VisibilityTimeout=0,
        MessageSystemAttributeNames=["SentTimestamp"],
    )
    sent = [int(one["Attributes"]["SentTimestamp"]) for one in answer.get("Messages", [])]
    return datetime.fromtimestamp(min(sent) / 1000, UTC) if sent else None


def name_of(address: str) -> str:
    return address.rpartition("/")[2]
