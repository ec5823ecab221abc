"""Asks the grader of this deployment which languages it has, and how it compiles and runs them."""

import json
import os
import subprocess
import sys
from typing import Any

from django.conf import settings

from quizzes.gateway.errors import GraderUnavailable
from quizzes.gateway.function import asked_for_languages

LIST = (sys.executable, "-P", "-m", "grading.languages", "--json")

LIST_SECONDS = 20
"""Each tool is asked for its version, which takes 0.3 s for all on an idle machine; a guess."""


def told() -> list[dict[str, Any]]:
    """Return what the grader says of each language: see ``grading.languages.described``.

    Raises:
        GraderUnavailable: it did not answer in words we understand.
    """
    return asked_for_languages() if settings.GRADER == "lambda" else _listed_beside()


def _listed_beside() -> list[dict[str, Any]]:
    try:
        done = subprocess.run(  # noqa: S603 -- the command is ours, no shell
            LIST,
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.pathsep.join(os.get_exec_path()),
                "PYTHONPATH": str(settings.BASE_DIR),
                "LANG": "C.UTF-8",
            },
            capture_output=True,
            timeout=LIST_SECONDS,
            check=True,
        )
        listed: list[dict[str, Any]] = json.loads(done.stdout)
    except (OSError, ValueError, subprocess.SubprocessError) as error:
        raise GraderUnavailable(f"{type(error).__name__}: {error}") from error
    return listed
