"""The queues of tasks, each with one for the messages that nobody could work off."""

import json
import time
from typing import Any

from botocore.exceptions import ClientError

from deploy.deployment import Deployment
from deploy.ownership import Owned, Tags
from deploy.plan import Differences, Resource

DAY_SECONDS = 24 * 3600
KEPT_SECONDS = 14 * DAY_SECONDS
"""The longest that SQS keeps a message. Source: SetQueueAttributes, Amazon SQS API Reference."""

TRIES = 3
"""Deliveries before a message counts as dead: the third time it is no bad luck."""

VISIBILITY_TIMEOUTS = 6
"""How many of the worker's timeouts a message stays hidden.

Source: "Configuring a queue to use with Lambda" in the AWS Lambda Developer Guide.
"""

DELETED_RECENTLY_SECONDS = 60
"""Until a deleted queue's name is free again. Source: DeleteQueue, Amazon SQS API Reference."""


class Queue(Owned):
    """A queue and its attributes; compares only those that are wanted."""

    kind = "queue"

    def __init__(self, deployment: Deployment, purpose: str, attributes: dict[str, Any]) -> None:
        self.deployment = deployment
        self.purpose = purpose
        self.name = deployment.names.queue(purpose)
        self.attributes = {
            "MessageRetentionPeriod": str(KEPT_SECONDS),
            "SqsManagedSseEnabled": "true",
            **attributes,
        }

    def tags(self) -> Tags | None:
        url = self.deployment.queue_url(self.purpose)
        if url is None:
            return None
        tags: Tags = self.deployment.client("sqs").list_queue_tags(QueueUrl=url).get("Tags", {})
        return tags

    def differences(self) -> Differences | None:
        url = self.deployment.queue_url(self.purpose)
        if url is None:
            return None
        sqs = self.deployment.client("sqs")
        there = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]
        return [
            f"{name} {there.get(name, 'absent')} -> {wanted}"
            for name, wanted in self.attributes.items()
            if _value(there.get(name)) != _value(wanted)
        ]

    def settle(self) -> None:
        sqs = self.deployment.client("sqs")
        url = self.deployment.queue_url(self.purpose) or self._create()
        sqs.set_queue_attributes(QueueUrl=url, Attributes=self.attributes)

    def _create(self) -> str:
        """Make the queue; wait where one of its name was deleted a moment ago."""
        words = {"QueueName": self.name, "Attributes": self.attributes}
        deadline = time.monotonic() + DELETED_RECENTLY_SECONDS + 5
        while True:
            try:
                answer = self.deployment.client("sqs").create_queue(
                    **words, tags=self.deployment.names.tags
                )
                return str(answer["QueueUrl"])
            except ClientError as error:
                recently = "DeletedRecently" in error.response["Error"]["Code"]
                if not recently or time.monotonic() > deadline:
                    raise
            time.sleep(5)

    def remove(self) -> None:
        url = self.deployment.queue_url(self.purpose)
        if url is not None:
            self.deployment.client("sqs").delete_queue(QueueUrl=url)


def queue_with_dead_letters(
    deployment: Deployment, purpose: str, *, timeout_seconds: int
) -> list[Resource]:
    """Return a queue and, before it, the one for its dead letters.

    timeout_seconds: how long whoever works off a message may take.
    """
    dead = f"{purpose}-dead"
    redrive = {
        "deadLetterTargetArn": deployment.names.queue_arn(dead),
        "maxReceiveCount": TRIES,
    }
    return [
        Queue(deployment, dead, {}),
        Queue(
            deployment,
            purpose,
            {
                "VisibilityTimeout": str(VISIBILITY_TIMEOUTS * timeout_seconds),
                "RedrivePolicy": json.dumps(redrive),
            },
        ),
    ]


def _value(text: str | None) -> Any:
    """Return an attribute in a form that may be compared: JSON as what it says, numbers as text."""
    if text is None or not text.startswith("{"):
        return text
    return {name: str(value) for name, value in json.loads(text).items()}
