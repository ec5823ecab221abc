"""The sending side, as Django's Tasks framework wants it."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from django.core import checks
from django.tasks import Task, TaskResult, TaskResultStatus
from django.tasks.backends.base import BaseTaskBackend
from django.tasks.exceptions import InvalidTask
from django.tasks.signals import task_enqueued
from django.utils import timezone

from interview.integrations.sqs.client import sqs
from interview.integrations.sqs.messages import Message

LONGEST_DELAY_SECONDS = 900
"""Source: "Amazon SQS message timers", the developer guide of SQS: 15 minutes."""


class SqsBackend(BaseTaskBackend):
    """Leaves tasks to queues of SQS. What becomes of them is not kept.

    OPTIONS: ``URLS``, the address of each queue by its name, and ``PATHS``, the
    tasks that messages may name.
    """

    supports_defer = True
    supports_async_task = False
    supports_get_result = False
    supports_priority = False

    @property
    def urls(self) -> dict[str, str]:
        """The address of each queue, by name."""
        urls: dict[str, str] = self.options["URLS"]
        return urls

    @property
    def paths(self) -> frozenset[str]:
        """The tasks that messages may name."""
        return frozenset(self.options["PATHS"])

    def validate_task(self, task: Task) -> None:
        """Refuse what SQS cannot do, and tasks that nobody would take out of the queue."""
        super().validate_task(task)
        if task.module_path not in self.paths:
            raise InvalidTask(f"{task.module_path} is not in TASK_PATHS of interview/settings.py.")

    def enqueue(self, task: Task, args: Sequence[Any], kwargs: Mapping[str, Any]) -> TaskResult:
        """Send one message.

        Raises:
            InvalidTask: it is to run later than SQS can hold it back.
            ValueError: an argument is more than an id.
            BotoCoreError, ClientError: of boto3, when SQS is away or refuses.
        """
        self.validate_task(task)
        body = Message(task.module_path, tuple(args), dict(kwargs)).to_body()
        answer = sqs().send_message(
            QueueUrl=self.urls[task.queue_name], MessageBody=body, DelaySeconds=_delay_seconds(task)
        )
        result: TaskResult = TaskResult(
            task=task,
            id=answer["MessageId"],
            status=TaskResultStatus.READY,
            enqueued_at=timezone.now(),
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
        task_enqueued.send(type(self), task_result=result)
        return result

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        return [
            checks.Error(
                f"The queue {name} has no https address: {url!r}.",
                hint="Copy the queue's URL from `aws sqs get-queue-url`.",
                id="interview.E001",
            )
            for name, url in self.urls.items()
            if not url.startswith(("https://", "http://"))
        ]


def _delay_seconds(task: Task) -> int:
    if task.run_after is None:
        return 0
    seconds = math.ceil((task.run_after - timezone.now()).total_seconds())
    if seconds > LONGEST_DELAY_SECONDS:
        raise InvalidTask(
            f"SQS holds a message back for {LONGEST_DELAY_SECONDS // 60} minutes at most, and"
            f" {task.module_path} is to run in {seconds // 60}. Leave it to the sweep instead."
        )
    return max(seconds, 0)
