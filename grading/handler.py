"""Lambda's door: an event with a job in, its judgement out.

    Lambda's runtime (guardian) --> keeper --> zygote --> stem --> run

The guardian lives as long as the execution environment, so every invocation but the
first finds the zygote warm.

Lambda starts the runtime as an ordinary process, which a program of the same user may
look into and there find credentials and events. So before its first event it starts
itself again, unreadable, with the same command line and environment.
"""

from __future__ import annotations

import os
import sys

from grading.sandbox import unreadable

STALE_STATUS = os.EX_TEMPFAIL
"""Of a process that leaves before it judges: ask again, elsewhere. Source: sysexits(3)."""

_MARK = "GRADING_STARTED_AGAIN"
"""In the environment, so that a runtime that stays readable does not start itself for ever."""


def _hide_from_submissions() -> None:
    in_lambda = "AWS_LAMBDA_RUNTIME_API" in os.environ
    if in_lambda and _MARK not in os.environ and not unreadable.is_unreadable():
        os.environ[_MARK] = "yes"
        unreadable.become([sys.executable, *sys.orig_argv[1:]], keep=tuple(os.environ))


_hide_from_submissions()  # before the imports below, which would be made twice

from typing import Any  # noqa: E402

from grading.guardian import MINIMUM_VARIABLE, Guardian, Options  # noqa: E402
from grading.protocol import ProtocolError, fitting, unpacked_job  # noqa: E402
from grading.sandbox.layers import MinimumIsolation  # noqa: E402
from grading.sandbox.library import PACKAGES_VARIABLE  # noqa: E402
from grading.unjudged import misunderstood  # noqa: E402

os.environ.setdefault(PACKAGES_VARIABLE, str(unreadable.PROJECT))
_guardian = Guardian(Options(minimum=MinimumIsolation.read(os.environ.get(MINIMUM_VARIABLE, ""))))


def handler(event: dict[str, Any], context: object) -> dict[str, Any]:
    """Judge the job of an event; return ``{"judgement": ...}``, whatever the event is.

    The job is ``event["job"]``, or ``event["job_gzip"]``: `grading.protocol.envelope`.
    Excerpts are cut as far as the answer needs to travel.

    ``{"action": "probe"}`` instead gives ``{"report": ...}``: what holds in this very
    function, as ``python -m grading doctor --json`` says it. For a first deployment.
    ``{"action": "languages"}`` gives ``{"languages": [...]}``, as
    ``python -m grading.languages --json`` says it, for candidates to read.

    A job that is missing or not understood is a judge_error that says so.

    If our limits, priority or processors change while we judge, this process ends
    without an answer: it is the submission's doing, and the caller asks elsewhere. If
    they were changed before, it ends with STALE_STATUS, for which nobody who is asked
    about now is to blame.
    """
    if not _guardian.is_as_it_was():
        sys.exit(STALE_STATUS)
    if event.get("action") == "probe":
        from grading.doctor import examination  # once, at a first deployment

        return {"report": examination(_guardian)}
    if event.get("action") == "languages":
        from grading.languages import LANGUAGES  # as rarely
        from grading.languages.described import description

        return {"languages": [description(language) for language in LANGUAGES]}
    try:
        judgement = _guardian.judge(unpacked_job(event))
    except ProtocolError as error:
        judgement = misunderstood(str(error))
    if not _guardian.is_as_it_was():
        sys.exit("this submission changed the limits of its grader")
    return {"judgement": fitting(judgement).to_json()}
