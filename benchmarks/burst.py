"""Are 500 submissions at once all graded, none twice, in what time and order?

A quiz ends for 500 candidates: each presses Submit within the same few seconds. Their
submissions go through SQS (the emulator's) to two workers with two hands each, into a
PostgreSQL. Every tenth message is sent twice, since SQS may deliver twice.

    python -m benchmarks.burst [COUNT]

Exit status: 1 if a submission is not graded, or has two grades, or a message is dead,
else 0. Takes about two minutes on two cores.
"""

from __future__ import annotations

import argparse
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from statistics import median, quantiles
from typing import Any

from benchmarks._queue_place import Place, place, supervised

COUNT = 500
PRESSING_AT_ONCE = 20
WORKERS, HANDS = 2, 2
SENT_TWICE_EVERY = 10
PATIENCE_SECONDS = 900


def attempts(count: int) -> list[Any]:
    """Return so many attempts at one coding question, each with an answer that is right."""
    from django.utils import timezone

    from quizzes.models import Answer, Attempt
    from tests.factories import AttemptFactory, QuestionFactory, QuizFactory

    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="coding")
    for _ in range(count):
        AttemptFactory(quiz=quiz)
    Attempt.objects.update(closes_at=timezone.now() + timedelta(days=1))
    Answer.objects.update(text="print(input())", language="python", revision=1)
    return list(Answer.objects.order_by("pk"))


def press_submit(answers: list[Any]) -> float:
    """Submit all at once; return how many seconds that took."""
    from django.db import connections
    from django.utils import timezone

    from quizzes.domain import grading, submissions

    def press(place_in_line: int) -> None:
        submission = submissions.submit_answer(answer=answers[place_in_line], now=timezone.now())
        if place_in_line % SENT_TWICE_EVERY == 0:
            grading.grade_submission.enqueue(submission.pk)
        connections.close_all()

    start = time.monotonic()
    with ThreadPoolExecutor(PRESSING_AT_ONCE) as candidates:
        list(candidates.map(press, range(len(answers))))
    return time.monotonic() - start


def wait_until_done(where: Place) -> None:
    """Wait until the queue is empty, which it is when every message's work is done."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while where.waiting() and time.monotonic() < deadline:
        time.sleep(0.5)


def report(where: Place, count: int, pressing_seconds: float) -> int:
    """Print what became of the submissions; return the exit status."""
    from django.db.models import Count

    from quizzes.models import Submission

    found = list(Submission.objects.annotate(times=Count("grades")).order_by("submitted_at"))
    graded = [one for one in found if one.state == "graded"]
    twice = [one for one in found if one.times > 1]
    waits = [(one.state_at - one.submitted_at).total_seconds() for one in graded]
    by_end = {one.pk: place for place, one in enumerate(sorted(graded, key=_ended))}
    moved = [abs(by_end[one.pk] - place) for place, one in enumerate(graded)]
    last = max(map(_ended, graded)) - min(one.submitted_at for one in found)
    print(f"submitted              {len(found)} in {pressing_seconds:.1f} s")
    print(f"graded                 {len(graded)}, of them accepted {_accepted(graded)}")
    print(f"graded twice           {len(twice)}")
    print(f"messages               {count + -(-count // SENT_TWICE_EVERY)}, dead {where.dead()}")
    print(
        f"first to last          {last.total_seconds():.1f} s,"
        f" {len(graded) / last.total_seconds():.1f} a second"
    )
    print(
        f"wait, seconds          median {median(waits):.1f}, 95 % {quantiles(waits, n=20)[-1]:.1f},"
        f" longest {max(waits):.1f}"
    )
    print(f"places out of order    median {median(moved):.0f}, most {max(moved)}")
    good = len(graded) == len(found) == _accepted(graded) == count
    return 0 if good and not twice and not where.dead() else 1


def _ended(submission: Any) -> Any:
    return submission.state_at


def _accepted(submissions: list[Any]) -> int:
    return sum(one.grade.verdict == "accepted" for one in submissions)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("count", nargs="?", type=int, default=COUNT)
    count = parser.parse_args(arguments).count
    with place() as where, ExitStack() as running:
        answers = attempts(count)
        for number in range(WORKERS):
            options = ("--at-once", str(HANDS))
            running.enter_context(
                supervised("worker.sh", *options, place=where, name=f"worker-{number}")
            )
        seconds = press_submit(answers)
        wait_until_done(where)
        return report(where, count, seconds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
