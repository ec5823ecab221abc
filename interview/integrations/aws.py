"""Asks AWS, briefly: a question of the doctor's must not hang."""

from typing import Any

NUMBERS = {"403": "AccessDenied", "404": "NoSuchBucket"}
"""Answers to HEAD have no body to name the problem in."""

CONNECT_SECONDS = 3
READ_SECONDS = 15


def client(service: str, *, read_seconds: int = READ_SECONDS) -> Any:
    """Return boto3's client for a service, in the region and with the rights of this process."""
    import boto3  # 0.3 s to import, and only needed on AWS
    from botocore.config import Config

    patience = Config(
        connect_timeout=CONNECT_SECONDS,
        read_timeout=read_seconds,
        retries={"total_max_attempts": 2},
    )
    return boto3.client(service, config=patience)


def problem_in_words(error: Exception) -> str:
    """Return what AWS, or the way there, objected to: "AccessDenied", "NoSuchBucket"."""
    response = getattr(error, "response", None) or {}
    code = str(response.get("Error", {}).get("Code") or type(error).__name__)
    return NUMBERS.get(code, code)
