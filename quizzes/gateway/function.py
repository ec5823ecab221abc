"""The grader's Lambda function. What it answers is trusted no more than what a child does.

What an invocation may come to, and what is made of it:

    a judgement                       it is checked like any other
    throttled                         asked again, after a random and growing pause
    the function timed out            GraderSilent: errands are made to end long before that
    its process ended                 GraderStopped
    it left, changed by an earlier    GraderStale: another environment is asked
    it raised                         GraderUnavailable: an error of ours
    no right, no such function        GraderRefused
"""

import json
import random
import re
import threading
import time
from functools import lru_cache
from typing import Any

from django.conf import settings

from grading.protocol import Job, Judgement, ProtocolError, TooLarge, packed_job
from quizzes.gateway import patience
from quizzes.gateway.billing import note_billed
from quizzes.gateway.errands import Errand
from quizzes.gateway.errors import (
    DoesNotFit,
    GraderBusy,
    GraderRefused,
    GraderSilent,
    GraderStale,
    GraderStopped,
    GraderUnavailable,
    NoTimeLeft,
)

MOST_TEST_CASES = 2_000
"""In one errand: their verdicts and figures then stay far below what an answer may weigh."""

FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 10.0
"""Between two tries while the function has no room; a guess. Each pause is a random part of what
it may be, so that those who wait do not come back together."""

WAIT_STEP_SECONDS = 30
"""Waits are rounded to this, so that a few clients do for all jobs."""

NO_ROOM = frozenset(
    {
        "TooManyRequestsException",
        "EC2ThrottledException",
        "ENILimitReachedException",
        "ServiceException",
        "ResourceConflictException",
        "ResourceNotReadyException",
    }
)
"""Errors of Invoke that pass by themselves. Source: "Invoke" in Lambda's API reference."""

ENDED = "Runtime."
TIMED_OUT = "Sandbox.Timedout"
TIMED_OUT_MESSAGE = "Task timed out"
"""How Lambda names what happened to a function whose handler did not raise: Runtime.ExitError,
Runtime.OutOfMemory. An import that fails is named so, too; then a known-good job fails as well.
Source: "Troubleshoot execution issues" in Lambda's developer guide."""

STALE_MESSAGE = re.compile(r"(?:exit status |^)75$")
"""How the handler leaves an environment that was changed before the job came: by the exit status
EX_TEMPFAIL of sysexits(3). Source: ``grading.handler.STALE_STATUS``, compared in a test."""

_making_clients = threading.Lock()


class GraderFunction:
    """The function that GRADER_FUNCTION names, as a way to a grader."""

    def pack(self, job: Job) -> bytes:
        """Return the event that carries a job.

        Raises:
            DoesNotFit: it is too large, or may take longer than the function lives.
        """
        seconds = patience.budget_seconds(job)
        if seconds > settings.GRADER_FUNCTION_SECONDS:
            raise DoesNotFit(
                f"judging may take {seconds:.0f} s, and the grader's function is ended after"
                f" {settings.GRADER_FUNCTION_SECONDS}. Lower the time limit."
            )
        if len(job.test_cases) > MOST_TEST_CASES:
            raise DoesNotFit(f"there are more than {MOST_TEST_CASES:,} test cases.")
        try:
            return packed_job(job)
        except TooLarge as error:
            raise DoesNotFit(f"{error}. Make it smaller.") from error

    def send(self, errand: Errand) -> Judgement:
        """Invoke the function; see above for what may be raised."""
        from botocore.exceptions import BotoCoreError, ClientError, ReadTimeoutError

        budget = patience.budget_seconds(errand.job) + patience.START_SECONDS + WAIT_STEP_SECONDS
        give_up_at = time.monotonic() + patience.patience(budget)
        pause = FIRST_PAUSE_SECONDS
        while True:
            seconds = patience.patience(budget)
            try:
                return _judgement(_invoke(errand.packed, seconds=seconds))
            except ReadTimeoutError as error:
                if seconds < budget:
                    raise NoTimeLeft("The function had not answered when time was up.") from error
                raise GraderSilent("The function's answer never came.") from error
            except ClientError as error:
                code = error.response["Error"]["Code"]
                if code not in NO_ROOM:
                    raise GraderRefused(f"The function cannot be asked: {error}") from error
                if time.monotonic() + pause > give_up_at:
                    raise GraderBusy(
                        f"The function had no room for the job ({code}). If this happens often,"
                        " raise its reserved concurrency."
                    ) from error
            except BotoCoreError as error:
                raise GraderUnavailable(f"{type(error).__name__}: {error}") from error
            time.sleep(random.uniform(0, pause))  # noqa: S311 -- no secret
            pause = min(2 * pause, LONGEST_PAUSE_SECONDS)


def asked_for_languages() -> list[dict[str, Any]]:
    """Return what the function says of its languages.

    Raises:
        GraderUnavailable: it did not answer, or in no words that we understand.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = _invoke(json.dumps({"action": "languages"}).encode(), seconds=WAIT_STEP_SECONDS)
        languages: list[dict[str, Any]] = json.loads(answer["Payload"])["languages"]
    except (BotoCoreError, ClientError, ValueError, KeyError, TypeError) as error:
        raise GraderUnavailable(f"{type(error).__name__}: {error}") from error
    return languages


def _invoke(payload: bytes, *, seconds: float) -> dict[str, Any]:
    """Return what Invoke answers, with its payload read."""
    with _making_clients:
        client = _client(_rounded_down(seconds))
    answer = client.invoke(
        FunctionName=settings.GRADER_FUNCTION,
        Payload=payload,
        LogType="Tail",  # the last 4 KB of its log, with the report of what is billed
    )
    note_billed(answer)
    return {**answer, "Payload": answer["Payload"].read()}


def _rounded_down(seconds: float) -> int:
    """Return whole steps, and whole seconds of what is shorter than one."""
    steps = int(seconds // WAIT_STEP_SECONDS)
    return steps * WAIT_STEP_SECONDS or int(seconds)


@lru_cache(maxsize=4)
def _client(read_seconds: int) -> Any:
    """Return a client that waits so long for an answer. It may be used by several threads."""
    import boto3  # 0.3 s to import, and only needed on AWS
    from botocore.config import Config

    return boto3.session.Session().client(
        "lambda",
        config=Config(
            read_timeout=read_seconds,
            connect_timeout=5,
            tcp_keepalive=True,
            max_pool_connections=50,
            retries={"total_max_attempts": 1},
        ),
    )


def _judgement(answer: dict[str, Any]) -> Judgement:
    """Read what the function answered, or say what became of it."""
    try:
        payload = json.loads(answer["Payload"])
        if "FunctionError" in answer:
            raise _failure(str(payload.get("errorType")), str(payload.get("errorMessage", "")))
        return Judgement.from_json(payload["judgement"])
    except (ValueError, KeyError, TypeError, AttributeError, ProtocolError) as problem:
        raise GraderUnavailable(f"{type(problem).__name__}: {problem}") from problem


def _failure(kind: str, message: str) -> GraderUnavailable:
    if kind == TIMED_OUT or TIMED_OUT_MESSAGE in message:
        return GraderSilent("The function was ended for taking too long.")
    if STALE_MESSAGE.search(message):
        return GraderStale("The function's environment had been changed, and left.")
    if kind.startswith(ENDED) or kind == "SystemExit":  # the handler's own way to leave
        return GraderStopped(f"The function's process ended: {kind}.")
    return GraderUnavailable(f"The function failed: {kind}.")
