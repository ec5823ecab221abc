"""Several of django_tasks_db's workers side by side in one process, for `TASKS=database`."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from threading import Event

from django.db import OperationalError, close_old_connections
from django.tasks import DEFAULT_TASK_BACKEND_ALIAS
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands import db_worker

from interview.integrations.loops import run_until_stopped

logger = logging.getLogger(__name__)

INTERVAL_SECONDS = 0.5
"""Between two looks at an empty table. A guess: a candidate does not notice it."""

PAUSE_SECONDS = 10.0
"""Between two tries while the database is away. A guess."""


class Worker:
    """Takes the tasks of some queues in the database until it is told to stop."""

    def __init__(
        self,
        queues: Sequence[str],
        *,
        at_once: int,
        on_sign_of_life: Callable[[], None] = lambda: None,
    ) -> None:
        """at_once: how many tasks are worked on side by side, whatever the queue."""
        self._queues = list(queues)
        self._at_once = at_once
        self._on_sign_of_life = on_sign_of_life
        self._stopping = Event()
        self._hands: list[db_worker.Worker] = []

    def run(self) -> None:
        """Work until `stop`, then finish what is in hand. Raises what a hand raises."""
        self._hands = [self._hand() for _ in range(self._at_once)]
        run_until_stopped(
            [partial(self._work, hand) for hand in self._hands],
            stopping=self._stopping,
            on_sign_of_life=self._on_sign_of_life,
        )

    def stop(self) -> None:
        """Take no more tasks. May be called from a signal handler, and twice."""
        self._stopping.set()
        for hand in self._hands:
            hand.running = False

    def _hand(self) -> db_worker.Worker:
        return db_worker.Worker(
            queue_names=self._queues,
            interval=INTERVAL_SECONDS,
            batch=True,  # it comes back when the table is empty, and we look again
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def _work(self, hand: db_worker.Worker) -> None:
        while not self._stopping.wait(INTERVAL_SECONDS):
            try:
                hand.run()
            except OperationalError as error:
                logger.warning("The queue in the database cannot be read: %s", error)
                close_old_connections()
                self._stopping.wait(PAUSE_SECONDS)
