"""The receiving side on Lambda: AWS hands us records and wants to know which failed."""

import logging
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from django.tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends

from interview.integrations.sqs.backend import SqsBackend
from interview.integrations.sqs.running import run
from quizzes import gateway

logger = logging.getLogger(__name__)

type Record = dict[str, Any]

MARGIN_SECONDS = 5
"""Of a function's time, kept for writing down how it ended. A guess."""


def is_ours(record: Record) -> bool:
    """Say whether a record comes from a queue of this deployment."""
    backend = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    if record.get("eventSource") != "aws:sqs" or not isinstance(backend, SqsBackend):
        return False
    names = {url.rpartition("/")[2] for url in backend.urls.values()}
    return str(record.get("eventSourceARN")).rpartition(":")[2] in names


def take(
    records: Sequence[Record], *, seconds_left: Callable[[], float] | None = None
) -> dict[str, Any]:
    """Run the tasks of a batch, and return which messages stay in their queue.

    A message that fails, or that is none of ours, is reported by its id and comes
    again, in the end to the dead-letter queue; its neighbours are done and deleted.
    The event source has to have ReportBatchItemFailures: without, AWS deletes all.

    seconds_left: until this function is ended; waiting for a grader stops before.
    """
    failed = [record["messageId"] for record in records if not _done(record, seconds_left)]
    return {"batchItemFailures": [{"itemIdentifier": message_id} for message_id in failed]}


def _done(record: Record, seconds_left: Callable[[], float] | None) -> bool:
    message_id = str(record["messageId"])
    try:
        with _bounded(seconds_left):
            run(str(record["body"]), message_id=message_id)
    except Exception as error:
        logger.exception("Message %s failed: %s.", message_id, type(error).__name__)
        return False
    return True


def _bounded(seconds_left: Callable[[], float] | None) -> AbstractContextManager[None]:
    if seconds_left is None:
        return nullcontext()
    return gateway.finishing_within(seconds_left() - MARGIN_SECONDS)
