"""Is an answer lost or a submission stuck when worker, grader and web are killed under load?

Candidates save and submit without a pause, through gunicorn, SQS (the emulator's) and two
workers, into a PostgreSQL. Fifty times a process of ours is killed with kill -9: the
worker, its grader or a part of that, gunicorn or one of its workers; all that ended is
started again, as a container platform does. A candidate's browser tries again until
the web answers; what the web has confirmed has to be there in the end.

    python -m benchmarks.kills [KILLS] [--seed N]

Exit status: 1 if a confirmed answer is missing or other than it was, a submission is not
graded, has two grades or a verdict that its program does not deserve, else 0. Takes
some five minutes.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import signal
import sys
import threading
import time
from collections import Counter
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPException
from http.cookies import SimpleCookie
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from benchmarks._queue_place import Supervised, place, supervised
from tests.postgres import free_port

KILLS = 50
PAUSE_SECONDS = (0.5, 2.5)
CANDIDATES = 3
BREATH_SECONDS = 0.5
"""Between two submissions of a candidate, so that two cores keep up."""

PATIENCE_SECONDS = 600
"""For what waits when the last kill was done: the slowest way is by the sweep, two minutes."""

GRADER_GENERATIONS = 3
"""Below a worker: guardian, keeper, zygote."""

WEB_GENERATIONS = 2
"""gunicorn, and its workers."""

TOKEN = "a" * 32


class NoRedirects(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


@dataclass
class Candidates:
    """Everybody who submits, and what the web has confirmed to them.

    confirmed: the texts by code of the attempt, in the order of confirmation.
    tries: requests that had to be sent again.
    """

    site: str
    attempts: list[tuple[str, str]]
    confirmed: dict[str, list[str]] = field(default_factory=dict)
    tries: int = 0
    over: threading.Event = field(default_factory=threading.Event)

    def sit(self, number: int) -> None:
        """Submit one text after the other in attempts of one's own, until all is over."""
        mine = self.attempts[number::CANDIDATES]
        for turn in range(10**6):
            if self.over.wait(BREATH_SECONDS):
                return
            code, session = mine[turn % len(mine)]
            text = f"print(input())  # {turn}"
            while not self.submitted(code, text, session):
                self.tries += 1
                if self.over.wait(0.2):
                    return
            self.confirmed.setdefault(code, []).append(text)

    def submitted(self, code: str, text: str, session: str) -> bool:
        """Open the question's page and press Submit; say whether the web confirmed it."""
        status, page = self.ask(f"{code}/1/", session)
        seen = re.search(r'name="revision" value="(\d+)"', page)
        if status != 200 or seen is None:
            return False
        form = {"text": text, "language": "python", "revision": seen[1]}
        status, _ = self.ask(f"{code}/1/submit/", session, {**form, "csrfmiddlewaretoken": TOKEN})
        return status == 302

    def ask(self, page: str, session: str, form: dict[str, str] | None = None) -> tuple[int, str]:
        """Send one request; return its status, 0 if nobody answered, and the page."""
        from quizzes.access import COOKIE

        cookies = SimpleCookie({COOKIE: session, "csrftoken": TOKEN})
        request = Request(
            f"{self.site}/attempt/{page}",
            data=urlencode(form).encode() if form else None,
            headers={"Cookie": cookies.output(header="", sep=";").strip()},
        )
        try:
            opener = build_opener(ProxyHandler({}), NoRedirects)
            with opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as answer:
            return answer.code, ""
        except (OSError, HTTPException):
            return 0, ""


def admitted_attempts(count: int) -> list[tuple[str, str]]:
    """Return codes of attempts, each with the session of a browser that has started it."""
    from django.utils import timezone

    from quizzes.domain.sessions import open_session
    from quizzes.models import Attempt
    from tests.factories import AttemptFactory, QuestionFactory, QuizFactory

    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="coding")
    found = []
    for _ in range(count):
        attempt = AttemptFactory(quiz=quiz)
        session = open_session(attempt=attempt, now=timezone.now())
        found.append((attempt.code, session.code))
    Attempt.objects.update(closes_at=timezone.now() + timedelta(days=1))
    return found


def victims(web: Supervised, workers: list[Supervised]) -> dict[str, list[int]]:
    """Return who may be killed: process ids by kind.

        worker -> guardian -> keeper -> zygote -> stem -> run

    Stem and run belong to one submission: killed from outside, that is a program which
    ended by a signal, and says nothing about ours.
    """
    found: dict[str, list[int]] = {"worker": [], "grader": [], "web": []}
    for worker in workers:
        first, *below = worker.family()
        found["worker"] += first
        found["grader"] += [pid for generation in below[:GRADER_GENERATIONS] for pid in generation]
    found["web"] = [pid for generation in web.family()[:WEB_GENERATIONS] for pid in generation]
    return {kind: pids for kind, pids in found.items() if pids}


def kill_at_random(
    kills: int, dice: random.Random, web: Supervised, workers: list[Supervised]
) -> Counter[str]:
    """Kill so many processes, starting again whatever has ended; count them by kind."""
    killed: Counter[str] = Counter()
    while killed.total() < kills:
        time.sleep(dice.uniform(*PAUSE_SECONDS))
        for program in (web, *workers):
            program.keep_up()
        living = victims(web, workers)
        kind = dice.choice(sorted(living))
        with suppress(ProcessLookupError):  # it has ended by itself since
            os.kill(dice.choice(living[kind]), signal.SIGKILL)
            killed[kind] += 1
    return killed


def wait_until_done(programs: list[Supervised]) -> float:
    """Wait until no submission waits; return how many seconds that took, at most the patience."""
    from quizzes.models import Submission

    start = time.monotonic()
    waiting = Submission.objects.filter(state__in=["queued", "grading"])
    while waiting.exists() and time.monotonic() - start < PATIENCE_SECONDS:
        for program in programs:
            program.keep_up()
        time.sleep(0.5)
    return time.monotonic() - start


def missing_answers(confirmed: dict[str, list[str]]) -> int:
    """Count the confirmed texts of which there is no submission, or none saved that late."""
    from quizzes.models import Submission

    return sum(
        not Submission.objects.filter(answer__attempt__code=code, text=text).exists()
        for code, texts in confirmed.items()
        for text in texts
    )


def report(candidates: Candidates, killed: Counter[str], waited: float, dead: int) -> int:
    """Print what became of the answers; return the exit status."""
    from django.db.models import Count

    from quizzes.models import Submission

    found = list(Submission.objects.annotate(times=Count("grades")))
    texts = sum(map(len, candidates.confirmed.values()))
    missing = missing_answers(candidates.confirmed)
    states = Counter(one.state for one in found)
    verdicts = Counter(one.grade.verdict for one in found if one.grade)
    twice = sum(one.times > 1 for one in found)
    tries = Counter(one.tries for one in found)
    print(f"killed                 {dict(sorted(killed.items()))}")
    print(
        f"confirmed submissions  {texts}, missing {missing}; requests sent again {candidates.tries}"
    )
    print(f"submissions            {len(found)}: {dict(states)}, verdicts {dict(verdicts)}")
    print(f"graded twice           {twice}")
    print(f"taken by a worker      {dict(sorted(tries.items()))} (times: submissions)")
    for reason in sorted({_reason(one) for one in found} - {""}):
        print(f"not accepted           {reason}")
    print(f"done after last kill   {waited:.0f} s; dead messages {dead}")
    good = states.keys() == {"graded"} and verdicts.keys() == {"accepted"}
    return 0 if good and texts and not missing and not twice else 1


def _reason(submission: Any) -> str:
    """Return why a submission was not accepted; empty if it was."""
    if submission.grade is None:
        return str(submission.problem)
    runs = submission.grade.judgement["runs"]
    refused = [run for run in runs if run["verdict"] != "accepted"]
    return f"{refused[0]['verdict']}, {refused[0]['reason']}" if refused else ""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kills", nargs="?", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=4)
    options = parser.parse_args(arguments)
    with place() as where, ExitStack() as running:
        port = free_port()
        candidates = Candidates(f"http://127.0.0.1:{port}", admitted_attempts(2 * CANDIDATES))
        bind = ("--bind", f"127.0.0.1:{port}", "--workers", "2")
        web = running.enter_context(supervised("web.sh", *bind, place=where, name="web"))
        workers = [
            running.enter_context(
                supervised("worker.sh", "--at-once", "2", place=where, name=f"worker-{number}")
            )
            for number in range(2)
        ]
        sitting = [
            threading.Thread(target=candidates.sit, args=(number,)) for number in range(CANDIDATES)
        ]
        for candidate in sitting:
            candidate.start()
        while not candidates.confirmed:
            time.sleep(0.1)
        try:
            dice = random.Random(options.seed)
            killed = kill_at_random(options.kills, dice, web, workers)
        finally:
            candidates.over.set()
            for candidate in sitting:
                candidate.join()
        waited = wait_until_done([web, *workers])
        return report(candidates, killed, waited, where.dead())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
