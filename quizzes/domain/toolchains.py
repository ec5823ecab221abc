"""Which languages a question may be answered in here, and what candidates read of them.

A grader beside us is asked once in the life of this process. A grader far away
is asked by the sweep, which notes the answer, and no page waits for it.
"""

import logging
import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings

from quizzes import gateway
from quizzes.choices import ProgrammingLanguage
from quizzes.domain import grading, jobs
from quizzes.models import QuestionVersion, ToldLanguages

logger = logging.getLogger(__name__)

ASK_AGAIN = timedelta(hours=1)
"""A new grader is deployed more seldom; a guess."""

READ_AGAIN_SECONDS = 600
"""How long a process goes on with what it has read; a guess."""

AFTER_FAILURE_SECONDS = 60
"""Before a grader that did not answer is asked again; a guess."""


@dataclass(frozen=True, slots=True)
class Toolchain:
    """What the grader does with a program. ``version`` is empty where nobody has told it yet.

    compile: command lines, none where the grader itself compiles. start: the same of running.
    is_elsewhere: only the containers grade it, which take submissions and no runs.
    """

    language: ProgrammingLanguage
    version: str = ""
    compile: tuple[str, ...] = ()
    start: str = ""
    is_elsewhere: bool = False


def offered(version: QuestionVersion) -> list[Toolchain]:
    """Return the languages of a question that can be graded in this deployment, in our order.

    All of them where there is none: whoever answers must be able to write something.
    """
    told = _known.languages()
    found = []
    for language in version.languages:
        if gateway.untaken(jobs.needs(version, language=language)):
            if grading.has_containers():
                found.append(Toolchain(language, is_elsewhere=True))
        elif not told or told.get(language.value, {}).get("version"):
            found.append(Toolchain(language, **told.get(language.value, {})))
    return found or [Toolchain(language) for language in version.languages]


def ask_grader(*, now: datetime) -> int:
    """Note what a grader far away has to say; return 1 if it told something new. For the sweep.

    A grader that does not answer is asked again by the next sweep: that one is away is for
    the alarms and the doctor to tell, and what it said last remains true.
    """
    if settings.GRADER != "lambda":
        return 0
    noted = ToldLanguages.objects.filter(grader=settings.GRADER_FUNCTION).first()
    if noted is not None and now - noted.told_at < ASK_AGAIN:
        return 0
    try:
        languages = gateway.told()
    except gateway.GraderUnavailable:
        logger.warning("The grader did not say which languages it knows; it is asked again.")
        return 0
    ToldLanguages.objects.update_or_create(
        grader=settings.GRADER_FUNCTION, defaults={"languages": languages, "told_at": now}
    )
    return int(noted is None or noted.languages != languages)


class _Known:
    """What this process knows of the grader's languages, by name."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        self._languages: dict[str, dict[str, Any]] = {}
        self._good_until = 0.0

    def languages(self) -> dict[str, dict[str, Any]]:
        with self._lock:
            if time.monotonic() >= self._good_until:
                self._look()
            return self._languages

    def _look(self) -> None:
        try:
            told = _noted() if settings.GRADER == "lambda" else gateway.told()
        except gateway.GraderUnavailable:
            told = []
        self._good_until = time.monotonic() + _lasting_seconds(told)
        self._languages = {one["name"]: _shown(one) for one in told}


def _lasting_seconds(told: list[dict[str, Any]]) -> float:
    """Return how long an answer is good for: what is beside us changes only with a new process."""
    if not told:
        return AFTER_FAILURE_SECONDS
    return READ_AGAIN_SECONDS if settings.GRADER == "lambda" else float("inf")


def _noted() -> list[dict[str, Any]]:
    noted = ToldLanguages.objects.filter(grader=settings.GRADER_FUNCTION).first()
    return noted.languages if noted is not None else []


def _shown(one: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": str(one["version"]),
        "compile": tuple(map(str, one["compile"])),
        "start": str(one["start"]),
    }


_known = _Known()
forget = _known.forget
