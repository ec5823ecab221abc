"""The worker of a server or container, on whichever queue TASKS names."""

import logging
import os
import signal
from pathlib import Path
from threading import Event, Thread
from types import FrameType
from typing import Any, Protocol

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import close_old_connections

from interview.integrations import sqs

logger = logging.getLogger(__name__)

SWEEP_SECONDS = 60


class Worker(Protocol):
    def run(self) -> None: ...
    def stop(self) -> None: ...


class Command(BaseCommand):
    help = "Run the tasks of a queue until SIGTERM, then finish those in hand and end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--queue",
            nargs="+",
            choices=settings.TASK_QUEUES,
            default=["default"],
            help="Which queues to work for (default: default).",
        )
        parser.add_argument(
            "--at-once",
            type=int,
            default=os.cpu_count() or 1,
            help="How many tasks to run side by side (default: one for each core, %(default)s).",
        )
        parser.add_argument(
            "--sweep",
            action="store_true",
            help=f"Sweep every {SWEEP_SECONDS} seconds as well, as `manage.py sweep` does.",
        )
        parser.add_argument(
            "--alive",
            type=Path,
            metavar="FILE",
            help="Touch this file every few seconds, for a health check to look at.",
        )

    def handle(
        self,
        *,
        queue: list[str],
        at_once: int,
        sweep: bool,
        alive: Path | None,
        **options: Any,
    ) -> None:
        if at_once < 1:
            raise CommandError("--at-once must be 1 or more.")
        worker = self.worker(queue, at_once, alive)
        over = Event()

        def stop(number: int, frame: FrameType | None) -> None:
            signal.signal(number, signal.SIG_DFL)  # a second one ends us at once
            over.set()
            worker.stop()

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, stop)
        sweeping = Thread(target=self.sweep_until, args=(over,), name="sweep")
        if sweep:
            sweeping.start()
        self.stdout.write(f"Working for {', '.join(queue)}, {at_once} at once.")
        try:
            worker.run()
        finally:
            over.set()
            if sweep:
                sweeping.join()
        self.stdout.write("All that was in hand is finished.")

    def worker(self, queues: list[str], at_once: int, alive: Path | None) -> Worker:
        """Return a worker for the place where this deployment keeps its tasks."""
        on_sign_of_life = alive.touch if alive else lambda: None
        if settings.TASK_BACKEND == "sqs":
            urls = {name: settings.TASK_OPTIONS["URLS"][name] for name in queues}
            return sqs.Worker(urls, at_once=at_once, on_sign_of_life=on_sign_of_life)
        if settings.TASK_BACKEND == "database":
            from interview.integrations import database_queue  # of an app that is there only then

            return database_queue.Worker(queues, at_once=at_once, on_sign_of_life=on_sign_of_life)
        raise CommandError("TASKS=immediate leaves nothing to a worker. See docs/operations.md.")

    def sweep_until(self, over: Event) -> None:
        """Sweep every minute; a sweep that fails is logged, and the next one does its work."""
        while True:
            try:
                call_command("sweep", stdout=self.stdout)
            except Exception:
                logger.exception("The sweep failed.")
            finally:
                close_old_connections()
            if over.wait(SWEEP_SECONDS):
                return
