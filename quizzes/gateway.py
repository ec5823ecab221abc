"""The one way from the web to the grader. Speaks grading.protocol and knows nothing else of it.

`child` keeps warm `python -m grading serve` beside this process, which get an
almost empty environment: no secret of ours, no database address.
"""

import atexit
import base64
import json
import os
import queue
import selectors
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any

from django.conf import settings
from django.dispatch import Signal

from grading.protocol import Job, Judgement, ProtocolError, longest_seconds
from quizzes.rules.function_reports import Billed, billed_in

SERVE = (sys.executable, "-P", "-m", "grading", "serve", "--at-once", "1")
"""Each child runs one test case at a time, and there is a child for each core."""

CORES = os.cpu_count() or 1

START_SECONDS = 20
"""How long a fresh grader may take to be ready. Source: a guess, 50 times the usual."""

MARGIN_SECONDS = 10
"""What an answer may take beyond what the job allows, to compare and to travel. A guess."""


class GraderUnavailable(Exception):
    """The grader did not answer, or not in words we understand. It is our fault."""


asked = Signal()
"""job, answer, took_ms, billed. The grader answered, or failed: ``answer`` is a Judgement or the
GraderUnavailable. Sent in the thread that asked, once per job, whatever the number of tries;
``billed`` lists a Billed for each invocation of a function, and is empty for a child."""

_billed: ContextVar[list[Billed]] = ContextVar("billed")
"""Where invocations note what they are charged, while a job is being judged."""


def judge_all(jobs: Sequence[Job]) -> list[Judgement | GraderUnavailable]:
    """Have several jobs judged side by side; return for each what `judge` returns or raises."""
    with ThreadPoolExecutor(CORES) as pool:
        answers = pool.map(_answer, jobs)
        return [_told(job, *answer) for job, answer in zip(jobs, answers, strict=True)]


def judge(job: Job) -> Judgement:
    """Have one job judged, and wait for it.

    A grader that fails is replaced and asked once more. What the job allows
    bounds the wait, with MARGIN_SECONDS on top, twice at most.

    Raises:
        GraderUnavailable: both tries failed; the message says how.
    """
    answer = _told(job, *_answer(job))
    if isinstance(answer, GraderUnavailable):
        raise answer
    return answer


def _answer(job: Job) -> tuple[Judgement | GraderUnavailable, int, list[Billed]]:
    """Ask, and once more if need be; return the answer, how long it took in ms, and its price."""
    ask = ASK[settings.GRADER]
    billed: list[Billed] = []
    _billed.set(billed)
    start = time.monotonic()
    answer: Judgement | GraderUnavailable
    try:
        try:
            answer = ask(job)
        except GraderUnavailable:
            answer = ask(job)
    except GraderUnavailable as refusal:
        answer = refusal
    return answer, round(1000 * (time.monotonic() - start)), billed


def _told(
    job: Job, answer: Judgement | GraderUnavailable, took_ms: int, billed: list[Billed]
) -> Judgement | GraderUnavailable:
    """Send the news of an answer and return it. A listener that fails must not cost a grade."""
    asked.send_robust(sender=None, job=job, answer=answer, took_ms=took_ms, billed=billed)
    return answer


def budget_seconds(job: Job) -> float:
    """Return how long an answer to this job may take."""
    return longest_seconds(job) + MARGIN_SECONDS


class WarmChild:
    """A `python -m grading serve`, started when first asked and kept.

    One job at a time: threads wait for each other. Whatever goes wrong ends
    the child, so that the next job meets a fresh one.
    """

    def __init__(
        self, command: Sequence[str] = SERVE, *, start_seconds: float = START_SECONDS
    ) -> None:
        self._command = command
        self._start_seconds = start_seconds
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def judge(self, job: Job) -> Judgement:
        """Raises GraderUnavailable when the child dies, is silent, or answers something else."""
        with self._lock:
            process = self._running()
            try:
                line = _exchange(process, job, seconds=self._start_seconds + budget_seconds(job))
                judgement = Judgement.from_json(json.loads(line))
            except (OSError, TimeoutError, ValueError, ProtocolError) as problem:
                self._end()
                raise GraderUnavailable(f"{type(problem).__name__}: {problem}") from problem
            if judgement.code != job.code:
                self._end()
                raise GraderUnavailable("The grader answered another job.")
            return judgement

    def close(self) -> None:
        """End the child; the next job starts another one."""
        with self._lock:
            self._end()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is None:
            return self._process
        self._end()
        self._process = subprocess.Popen(  # noqa: S603 -- the command is ours, no shell
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=settings.BASE_DIR,
            env={
                "PATH": os.pathsep.join(os.get_exec_path()),  # where compilers are found
                "PYTHONPATH": str(settings.BASE_DIR),
                "LANG": "C.UTF-8",
                "GRADING_MINIMUM_ISOLATION": settings.GRADING_MINIMUM_ISOLATION,
            },
        )
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                pipe.close()


class WarmChildren:
    """Several warm children, each started when it is first needed.

    As many jobs are judged side by side; further ones wait for a child to be free.
    """

    def __init__(self, number: int) -> None:
        self._all = [WarmChild() for _ in range(number)]
        self._idle: queue.LifoQueue[WarmChild] = queue.LifoQueue()
        for child in self._all:
            self._idle.put(child)

    def judge(self, job: Job) -> Judgement:
        """Raises GraderUnavailable as WarmChild does."""
        child = self._idle.get()
        try:
            return child.judge(job)
        finally:
            self._idle.put(child)

    def close(self) -> None:
        """End all children; the next job starts another one."""
        for child in self._all:
            child.close()


def _exchange(process: subprocess.Popen[bytes], job: Job, *, seconds: float) -> bytes:
    """Send one line, and return the line that comes back within ``seconds``.

    Raises TimeoutError when none does in time, OSError when the child is gone.
    """
    if process.stdin is None or process.stdout is None:
        raise OSError("The grader has no pipes.")
    process.stdin.write(json.dumps(job.to_json()).encode() + b"\n")
    process.stdin.flush()
    deadline = time.monotonic() + seconds
    received = bytearray()
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        while not received.endswith(b"\n"):
            if not selector.select(timeout=max(deadline - time.monotonic(), 0)):
                raise TimeoutError("The grader did not answer in time.")
            chunk = os.read(process.stdout.fileno(), 1 << 16)
            if not chunk:
                raise ConnectionError("The grader ended without an answer.")
            received += chunk
    return bytes(received)


def _invoke_function(job: Job) -> Judgement:
    """Have a Lambda function judge a job. Its answer is trusted no more than a child's."""
    import boto3  # 0.3 s to import, and only needed on AWS
    from botocore.config import Config
    from botocore.exceptions import BotoCoreError, ClientError

    patience = Config(
        read_timeout=budget_seconds(job) + START_SECONDS, retries={"total_max_attempts": 1}
    )
    try:
        client: Any = boto3.client("lambda", config=patience)
        answer = client.invoke(
            FunctionName=settings.GRADER_FUNCTION,
            Payload=json.dumps({"job": job.to_json()}),
            LogType="Tail",  # the last 4 KB of its log, with the report of what is billed
        )
        note_billed(answer)
        payload = json.loads(answer["Payload"].read())
        if "FunctionError" in answer:
            raise GraderUnavailable(f"The function failed: {payload.get('errorType')}")
        return Judgement.from_json(payload["judgement"])
    except (BotoCoreError, ClientError, ValueError, KeyError, ProtocolError) as problem:
        raise GraderUnavailable(f"{type(problem).__name__}: {problem}") from problem


def note_billed(answer: dict[str, Any]) -> None:
    """Note what an invocation with LogType Tail was charged. Call it once for each."""
    tail = base64.b64decode(answer.get("LogResult", "")).decode(errors="replace")
    if (noted := _billed.get(None)) is not None:
        noted.append(billed_in(tail))


warm_children = WarmChildren(CORES)
atexit.register(warm_children.close)

ASK: dict[str, Callable[[Job], Judgement]] = {
    "child": warm_children.judge,
    "lambda": _invoke_function,
}
