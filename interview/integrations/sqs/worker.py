"""The receiving side on a server: fetches messages, and works on several side by side.

    Worker --thread--> Reader, one for each queue --threads--> hands, one message each
                         `--thread--> keeps what is in hand hidden from other workers

A message is deleted when its task is done. One whose task failed, or whose worker was
killed, comes into view again after VISIBILITY_SECONDS, and goes to the dead-letter
queue when that has happened as often as the queue allows.
"""

import logging
import random
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import batched
from threading import Event, Lock, Semaphore, Thread
from typing import Any

from django.db import close_old_connections

from interview.integrations.loops import run_until_stopped
from interview.integrations.sqs.client import WAIT_SECONDS, sqs
from interview.integrations.sqs.running import run

logger = logging.getLogger(__name__)

type Message = dict[str, Any]

VISIBILITY_SECONDS = 60
"""How long nobody else sees a message in hand. Longer than quizzes.domain.claims.LEASE, so that
whoever gets the message of a dead worker finds the submission free."""

MOST_IN_ONE_REQUEST = 10
"""Source: ReceiveMessage and ChangeMessageVisibilityBatch in the API reference of SQS."""

LONGEST_PAUSE_SECONDS = 30.0
"""Between two tries while SQS is away; a guess."""


class Worker:
    """Takes the messages of some queues until it is told to stop."""

    def __init__(
        self,
        urls: Mapping[str, str],
        *,
        at_once: int,
        visibility_seconds: int = VISIBILITY_SECONDS,
        on_sign_of_life: Callable[[], None] = lambda: None,
    ) -> None:
        """urls: of the queues, by name.

        at_once: how many messages of each queue are worked on side by side.
        """
        self._on_sign_of_life = on_sign_of_life
        self._stopping = Event()
        self._readers = [
            Reader(name, url, at_once, visibility_seconds, self._stopping)
            for name, url in urls.items()
        ]

    def run(self) -> None:
        """Work until `stop`, then finish what is in hand. Raises what a reader raises."""
        run_until_stopped(
            [reader.run for reader in self._readers],
            stopping=self._stopping,
            on_sign_of_life=self._on_sign_of_life,
        )

    def stop(self) -> None:
        """Take no more messages. May be called from a signal handler, and twice."""
        self._stopping.set()


class Reader:
    """Takes the messages of one queue, as many as it has hands free."""

    def __init__(
        self,
        name: str,
        url: str,
        at_once: int,
        visibility_seconds: int,
        stopping: Event,
    ) -> None:
        self.name = name
        self._url = url
        self._at_once = at_once
        self._visibility_seconds = visibility_seconds
        self._stopping = stopping
        self._free_hands = Semaphore(at_once)
        self._in_hand: dict[str, str] = {}  # receipt handles, by message id
        self._lock = Lock()
        self._all_done = Event()

    def run(self) -> None:
        keeping = Thread(target=self._keep_hidden, name=f"keep {self.name}")
        keeping.start()
        try:
            with ThreadPoolExecutor(self._at_once, thread_name_prefix=self.name) as hands:
                while not self._stopping.is_set():
                    self._turn(hands)
        finally:
            self._all_done.set()
            keeping.join()

    def _turn(self, hands: ThreadPoolExecutor) -> None:
        """Wait for a free hand and give messages to all that are free."""
        if not self._free_hands.acquire(timeout=WAIT_SECONDS):
            return
        free = 1
        while free < MOST_IN_ONE_REQUEST and self._free_hands.acquire(blocking=False):
            free += 1
        messages = self._receive(free)
        if self._stopping.is_set():
            self._put_back(messages)
            messages = []
        for _ in range(free - len(messages)):
            self._free_hands.release()
        for message in messages:
            hands.submit(self._work, message)

    def _receive(self, most: int) -> list[Message]:
        """Return up to so many messages; none when SQS is away, after a pause."""
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer = sqs().receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=most,
                WaitTimeSeconds=WAIT_SECONDS,
                VisibilityTimeout=self._visibility_seconds,
            )
        except (BotoCoreError, ClientError) as error:
            logger.warning("Queue %s cannot be read: %s", self.name, error)
            self._stopping.wait(random.uniform(1, LONGEST_PAUSE_SECONDS))  # noqa: S311 -- no secret
            return []
        messages: list[Message] = answer.get("Messages", [])
        with self._lock:
            self._in_hand |= {one["MessageId"]: one["ReceiptHandle"] for one in messages}
        return messages

    def _work(self, message: Message) -> None:
        """Run one message's task and delete the message; leave it there if that fails."""
        message_id = message["MessageId"]
        close_old_connections()
        try:
            run(message["Body"], message_id=message_id)
            sqs().delete_message(QueueUrl=self._url, ReceiptHandle=message["ReceiptHandle"])
        except Exception as error:
            logger.exception("Message %s failed: %s.", message_id, type(error).__name__)
        finally:
            close_old_connections()
            with self._lock:
                self._in_hand.pop(message_id, None)
            self._free_hands.release()

    def _keep_hidden(self) -> None:
        """Hide what is in hand for longer, three times in the time for which it is hidden."""
        while not self._all_done.wait(self._visibility_seconds / 3):
            with self._lock:
                in_hand = dict(self._in_hand)
            self._change_visibility(in_hand, self._visibility_seconds)

    def _put_back(self, messages: list[Message]) -> None:
        """Show messages to other workers at once."""
        with self._lock:
            receipts = {one["MessageId"]: self._in_hand.pop(one["MessageId"]) for one in messages}
        self._change_visibility(receipts, 0)

    def _change_visibility(self, receipts: Mapping[str, str], seconds: int) -> None:
        from botocore.exceptions import BotoCoreError, ClientError

        for some in batched(receipts.values(), MOST_IN_ONE_REQUEST):
            entries = [
                {"Id": str(number), "ReceiptHandle": receipt, "VisibilityTimeout": seconds}
                for number, receipt in enumerate(some)
            ]
            try:
                sqs().change_message_visibility_batch(QueueUrl=self._url, Entries=entries)
            except (BotoCoreError, ClientError) as error:
                logger.warning("Messages of queue %s stay as hidden: %s", self.name, error)
