"""Django's Tasks on SQS: what sends them, and what takes them.

    enqueue --> SqsBackend --> queue --> take      AWS hands batches to our function
                                 |  `--> Worker    `manage.py work` fetches them by itself
                                 `--> dead-letter queue, after several failures

Delivery is at least once and in any order, so every task has to bear a second call.
A message holds the path of a task and ids; whatever else there is stays in the database.
"""

from interview.integrations.sqs.backend import SqsBackend
from interview.integrations.sqs.taking import is_ours, take
from interview.integrations.sqs.worker import Worker

__all__ = ["SqsBackend", "Worker", "is_ours", "take"]
