"""What the proofs of the queue run on: PostgreSQL, SQS of the emulator, workers, the web.

proof --+-- PostgreSQL
        +-- emulator: the queue and its dead-letter queue
        +-- containers/worker.sh, several     (started again when they are killed)
        '-- containers/web.sh                 (likewise)
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from development.steps import MANAGE, ROOT
from tests.deployment.emulator import Emulator, running_emulator
from tests.postgres import running_postgres

STOP_SECONDS = 60
MOST_RECEIVES = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Everything that outlives a single process of ours.

    env: of every process; the proof's own has it too, before Django starts.
    """

    env: dict[str, str]
    queue_url: str
    dead_url: str
    emulator: Emulator
    logs: Path

    def waiting(self) -> int:
        """Return how many messages the queue holds, those in somebody's hands included."""
        return self._count(self.queue_url)

    def dead(self) -> int:
        return self._count(self.dead_url)

    def _count(self, url: str) -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        sqs = self.emulator.client("sqs")
        found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return sum(int(found[name]) for name in names)


@contextmanager
def place() -> Iterator[Place]:
    """Start database and queues, migrate, and set Django up in this process."""
    with ExitStack() as afterwards:
        address = afterwards.enter_context(running_postgres())
        emulator = afterwards.enter_context(running_emulator(enforce_iam=False))
        folder = Path(afterwards.enter_context(TemporaryDirectory(prefix="queue-proof-")))
        queue_url, dead_url = _queues(emulator.client("sqs"))
        env = {
            **emulator.environment(),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "TMPDIR": str(folder),
            "ENV_FILE": os.devnull,
            "ENVIRONMENT": "test",
            "SECRET_KEY": "no secret: only a proof uses it",
            "DATABASE_URL": address,
            "TASKS": "sqs",
            "TASKS_QUEUE": queue_url,
            "PYTHONUNBUFFERED": "1",
        }
        subprocess.run([*MANAGE, "migrate", "--verbosity=0"], cwd=ROOT, env=env, check=True)
        os.environ.update(env, DJANGO_SETTINGS_MODULE="interview.settings")
        import django

        django.setup()
        yield Place(env, queue_url, dead_url, emulator, folder)


def _queues(sqs: Any) -> tuple[str, str]:
    dead_url: str = sqs.create_queue(QueueName="tasks-dead")["QueueUrl"]
    found = sqs.get_queue_attributes(QueueUrl=dead_url, AttributeNames=["QueueArn"])
    redrive = {
        "deadLetterTargetArn": found["Attributes"]["QueueArn"],
        "maxReceiveCount": str(MOST_RECEIVES),
    }
    made = sqs.create_queue(QueueName="tasks", Attributes={"RedrivePolicy": json.dumps(redrive)})
    return made["QueueUrl"], dead_url


class Supervised:
    """A program that is started again when it has ended, as a container platform does."""

    def __init__(self, script: str, options: Sequence[str], place: Place, name: str) -> None:
        self.name = name
        self._command = [str(ROOT / "containers" / script), *options]
        self._env = {**place.env, "TMPDIR": str(place.logs / name)}
        (place.logs / name).mkdir()
        self._log = place.logs / f"{name}.log"
        self.starts = 0
        self._start()

    def _start(self) -> None:
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command,
                env=self._env,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.starts += 1

    def keep_up(self) -> None:
        """Start it again if it has ended."""
        if self.process.poll() is not None:
            self._start()

    def family(self) -> list[list[int]]:
        """Return process ids by generation: the process itself, its children, theirs, ..."""
        generations = [[self.process.pid]]
        while generations[-1]:
            generations.append([child for pid in generations[-1] for child in _children(pid)])
        return generations[:-1]

    def stop(self) -> int:
        """End it politely; return its exit status."""
        self.process.terminate()
        try:
            return self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            return self.process.wait()

    def last_lines(self, count: int = 15) -> str:
        return "\n".join(self._log.read_text(errors="replace").splitlines()[-count:])


def _children(pid: int) -> list[int]:
    """Return the children of a process; none if it has ended."""
    try:
        lists = [task.read_text() for task in Path(f"/proc/{pid}/task").glob("*/children")]
    except OSError:
        return []
    return [int(child) for children in lists for child in children.split()]


@contextmanager
def supervised(script: str, *options: str, place: Place, name: str) -> Iterator[Supervised]:
    program = Supervised(script, options, place, name)
    try:
        yield program
    finally:
        program.stop()
