"""Saves and submits of many candidates at once, through pgbouncer in transaction mode.

    make prove pooler                     40 candidates, 25 saves each, 5 connections
    python -m benchmarks.pooler --candidates 6 --saves 3

Starts a PostgreSQL and a pgbouncer of its own. Every candidate saves and then
submits over a connection of a thread's own, while the database has far fewer;
each save has to be there afterwards, in order and nobody else's.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import quantiles

from development import pgbouncer
from development.steps import ROOT
from tests.pooler import running_pooler
from tests.postgres import running_postgres

CONNECTIONS = 5
AGAIN = "POOLER_PROOF_INSIDE"


@contextmanager
def reached_over_pooler() -> Iterator[dict[str, str]]:
    """Yield the environment of a project whose database is behind a pooler."""
    with (
        running_postgres() as address,
        running_pooler(address, connections=CONNECTIONS) as pooled,
    ):
        yield {**os.environ, "DATABASE_URL": pooled, AGAIN: "true"}


def outside(arguments: list[str]) -> int:
    pgbouncer.prepare()
    with reached_over_pooler() as env:
        migrated = subprocess.run(
            [sys.executable, ROOT / "manage.py", "migrate", "--verbosity", "0"],
            env={**env, "ENVIRONMENT": "test", "SECRET_KEY": "x"},
            check=False,
        )
        if migrated.returncode != 0:
            return migrated.returncode
        return subprocess.call([sys.executable, "-m", "benchmarks.pooler", *arguments], env=env)


def inside(*, candidates: int, saves: int) -> int:
    """Play the candidates, compare what is stored with what was typed, and say both."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from django.db import close_old_connections, connection
    from django.utils import timezone

    from quizzes.domain import answers, submissions
    from quizzes.models import AnswerRevision, Attempt, Submission
    from tests.factories import AttemptFactory, QuestionFactory, QuizFactory

    quiz = QuizFactory()
    QuestionFactory(kind="text", quiz=quiz)
    attempts = [AttemptFactory(quiz=quiz) for _ in range(candidates)]

    def play(attempt: Attempt) -> list[float]:
        took = []
        for number in range(saves):
            start = time.perf_counter()
            content = answers.Content(text=f"{attempt.code} {number}")
            answer = answers.save_answer(
                attempt=attempt, number=1, content=content, now=timezone.now()
            )
            took.append(time.perf_counter() - start)
            close_old_connections()  # as between two requests
        start = time.perf_counter()
        submissions.submit_answer(answer=answer, now=timezone.now())
        took.append(time.perf_counter() - start)
        connection.close()
        return took

    start = time.perf_counter()
    with ThreadPoolExecutor(candidates) as pool:
        took = [seconds for each in pool.map(play, attempts) for seconds in each]
    whole = time.perf_counter() - start

    wrong = [
        attempt.code
        for attempt in attempts
        if [text for _, text in typed(AnswerRevision, attempt)]
        != [f"{attempt.code} {number}" for number in range(saves)]
        or Submission.objects.get(answer__attempt=attempt).text != f"{attempt.code} {saves - 1}"
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend'"
        )
        used = cursor.fetchone()[0]
    ordered = quantiles(took, n=100)
    print(f"{candidates} candidates at once over {used} connections of at most {CONNECTIONS}")
    print(f"{len(took)} saves and submits in {whole:.1f} s, {len(took) / whole:.0f} a second")
    print(f"median {ordered[49] * 1000:.0f} ms, 95th of a hundred {ordered[94] * 1000:.0f} ms")
    print(f"attempts in which something is missing or a stranger's: {len(wrong)}")
    return 1 if wrong or used > CONNECTIONS else 0


def typed(revisions: type, attempt: object) -> list[tuple[int, str]]:
    """Return the saved texts of an attempt in their order."""
    return list(
        revisions.objects.filter(answer__attempt=attempt)  # type: ignore[attr-defined]
        .order_by("number")
        .values_list("number", "text")
    )


def main() -> int:
    arguments = sys.argv[1:]
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--candidates", type=int, default=40)
    parser.add_argument("--saves", type=int, default=25)
    wanted = parser.parse_args(arguments)
    if AGAIN in os.environ:
        return inside(candidates=wanted.candidates, saves=wanted.saves)
    return outside(arguments)


if __name__ == "__main__":
    sys.exit(main())
