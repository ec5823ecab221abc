"""The connection to SQS, made when it is first needed."""

import threading
from functools import cache
from typing import Any

WAIT_SECONDS = 5
"""How long one request for messages waits for some. Twenty is the most that SQS allows, and would
cost less; but whoever is told to stop has to wait for it. Twelve requests a minute are 520,000 a
month, within the million that is free: "Amazon SQS pricing"."""

_making = threading.Lock()


def sqs() -> Any:
    """Return the client of this process; threads share it."""
    with _making:
        return _client()


@cache
def _client() -> Any:
    import boto3  # 0.3 s to import, and only needed on AWS
    from botocore.config import Config

    return boto3.session.Session().client(
        "sqs",
        config=Config(
            connect_timeout=3,
            read_timeout=WAIT_SECONDS + 10,
            max_pool_connections=50,
            retries={"total_max_attempts": 2, "mode": "standard"},
        ),
    )
