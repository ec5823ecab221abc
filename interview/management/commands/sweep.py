"""What has to happen with nobody there.

Minutes of an outage of ours are given back, overdue attempts are closed, lost submissions sent
again. In this order: who ran out of time while we were away goes on.
"""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from interview.domain import mails
from quizzes.domain import attempts, copies, grading, outages

INTERVAL_SECONDS = 60


class Command(BaseCommand):
    help = "Finish attempts whose time ran out and send lost submissions to the grader again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--forever",
            action="store_true",
            help=f"Do it every {INTERVAL_SECONDS} seconds until stopped, instead of once.",
        )

    def handle(self, *, forever: bool, **options: Any) -> None:
        self.sweep()
        while forever:
            time.sleep(INTERVAL_SECONDS)
            close_old_connections()
            self.sweep()

    def sweep(self) -> None:
        now = timezone.now()
        if found := outages.beat(now=now):
            self.stdout.write(f"Were out of reach {len(found)} times; see Outages in the admin.")
        finished = attempts.finish_overdue(now=now)
        sent_again = grading.send_stuck_again(now=now)
        if finished or sent_again:
            self.stdout.write(f"Finished {finished} attempts, sent {sent_again} submissions again.")
        if mailed := mails.mail_again(now=now):
            self.stdout.write(f"Sent {mailed} mails again.")
        copied, erased = copies.copy_missing(now=now), copies.erase_missing(now=now)
        if copied or erased:
            self.stdout.write(f"Copied {copied} submissions, erased copies of {erased} attempts.")
