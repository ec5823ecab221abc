"""Asks the grader what holds where it runs."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings

from interview.integrations import aws

PROBE = (sys.executable, "-P", "-m", "grading", "doctor", "--json")
PROBE_SECONDS = 120
"""It tries every language and every attack: 10 s here. The rest is for a busy machine."""


class GraderSilent(Exception):
    """The grader could not be asked; the message says why."""


def probe() -> dict[str, Any]:
    """Return the grader's own report, as ``python -m grading doctor --json`` writes it.

    Raises:
        GraderSilent: it could not be reached, or did not answer in words we understand.
    """
    return _probe_function() if settings.GRADER == "lambda" else _probe_child()


def _probe_child() -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 -- the command is ours, no shell
            PROBE,
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.pathsep.join(os.get_exec_path()),
                "PYTHONPATH": str(settings.BASE_DIR),
                "LANG": "C.UTF-8",
                "GRADING_MINIMUM_ISOLATION": settings.GRADING_MINIMUM_ISOLATION,
            },
            capture_output=True,
            timeout=PROBE_SECONDS,
            check=False,
        )
        report: dict[str, Any] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise GraderSilent(f"{type(error).__name__}: {error}") from error
    return report


def _probe_function() -> dict[str, Any]:
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        answer = aws.client("lambda", read_seconds=PROBE_SECONDS).invoke(
            FunctionName=settings.GRADER_FUNCTION, Payload=json.dumps({"action": "probe"})
        )
        payload = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            raise GraderSilent(f"The function failed: {payload.get('errorType')}")
        report: dict[str, Any] = payload["report"]
    except (BotoCoreError, ClientError, ValueError, KeyError) as error:
        raise GraderSilent(aws.problem_in_words(error)) from error
    return report
