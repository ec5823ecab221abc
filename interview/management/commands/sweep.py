"""What has to happen with nobody there.

Minutes of an outage of ours are given back, overdue attempts are closed, lost submissions sent
again. In this order: who ran out of time while we were away goes on.

A step that fails keeps no other from being taken; the command ends with an error then.
"""

import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from interview.domain import letters, mails, practice
from quizzes.domain import attempts, copies, grading, outages, toolchains

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 60

type Step = Callable[..., int | Sequence[object]]
"""Takes ``now``; returns how much it did, or what."""

STEPS: dict[str, Step] = {
    "Outages found (see Outages in the admin)": outages.beat,
    "Attempts finished": attempts.finish_overdue,
    "Submissions sent again": grading.send_stuck_again,
    "Mails sent again": mails.mail_again,
    "Letters sent again": letters.send_again,
    "Submissions copied": copies.copy_missing,
    "Practices erased": practice.erase_old,
    "Attempts whose copies were erased": copies.erase_missing,
    "Graders that told of new languages": toolchains.ask_grader,
}
"""In their order."""


class Command(BaseCommand):
    help = "Finish attempts whose time ran out and send lost submissions to the grader again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--forever",
            action="store_true",
            help=f"Do it every {INTERVAL_SECONDS} seconds until stopped, instead of once.",
        )

    def handle(self, *, forever: bool, **options: Any) -> None:
        failed = self.sweep()
        while forever:
            time.sleep(INTERVAL_SECONDS)
            close_old_connections()
            self.sweep()
        if failed:
            raise CommandError(f"Not all was done; the log says why: {', '.join(failed)}.")

    def sweep(self) -> list[str]:
        """Take every step, whatever becomes of the others; return those that failed."""
        now = timezone.now()
        return [name for name, step in STEPS.items() if not self._takes(name, step, now)]

    def _takes(self, name: str, step: Step, now: datetime) -> bool:
        try:
            done = step(now=now)
        except Exception:  # of one step, which keeps no other from being taken
            logger.exception("The sweep could not do all of this: %s.", name)
            return False
        if number := done if isinstance(done, int) else len(done):
            self.stdout.write(f"{name}: {number}.")
        return True
