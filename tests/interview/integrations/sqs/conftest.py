"""Real queues, of the emulator, with dead-letter queues behind them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from interview.integrations.sqs import client
from tests.deployment.emulator import Emulator, running_emulator

MOST_RECEIVES = 2


@dataclass(frozen=True, slots=True)
class Queue:
    """A queue of the emulator, seen by the test as the account's root."""

    url: str
    dead_url: str
    sqs: Any

    def send(self, body: str) -> None:
        self.sqs.send_message(QueueUrl=self.url, MessageBody=body)

    def count(self) -> int:
        """Return how many messages there are, those in somebody's hands included."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        found = self.sqs.get_queue_attributes(QueueUrl=self.url, AttributeNames=names)
        return sum(int(found["Attributes"][name]) for name in names)

    def bodies(self) -> list[str]:
        return self._bodies(self.url)

    def dead_bodies(self) -> list[str]:
        return self._bodies(self.dead_url)

    def _bodies(self, url: str) -> list[str]:
        found = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10, VisibilityTimeout=0)
        return [message["Body"] for message in found.get("Messages", [])]


@pytest.fixture(scope="session")
def emulator() -> Iterator[Emulator]:
    with running_emulator(enforce_iam=False) as emulator:
        yield emulator


@pytest.fixture
def queue(emulator: Emulator, request: pytest.FixtureRequest, monkeypatch: Any) -> Queue:
    """A new queue for each test; boto3 finds the emulator as it would find AWS."""
    for name, value in emulator.environment().items():
        monkeypatch.setenv(name, value)
    client._client.cache_clear()
    sqs = emulator.client("sqs")
    name = f"queue-{abs(hash(request.node.nodeid))}"
    dead_url = sqs.create_queue(QueueName=f"{name}-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])["Attributes"]
    redrive = {"deadLetterTargetArn": arn["QueueArn"], "maxReceiveCount": str(MOST_RECEIVES)}
    url = sqs.create_queue(QueueName=name, Attributes={"RedrivePolicy": json.dumps(redrive)})
    return Queue(url["QueueUrl"], dead_url, sqs)


@pytest.fixture
def on_sqs(queue: Queue, settings: Any) -> Queue:
    """Have this process send its tasks to the queue."""
    urls = {"default": queue.url}
    settings.TASK_BACKEND = "sqs"
    settings.TASK_OPTIONS = {"URLS": urls, "PATHS": settings.TASK_PATHS}
    settings.TASKS = {
        "default": {
            "BACKEND": settings.TASK_BACKENDS["sqs"],
            "QUEUES": [*urls],
            "OPTIONS": settings.TASK_OPTIONS,
        }
    }
    return queue
