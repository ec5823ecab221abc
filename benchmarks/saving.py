"""Does any interleaving of saves, submits, devices and deadlines keep the newest text, graded once?

    make prove saving                              2,000 sequences with the lock, then 200 without
    python -m benchmarks.saving --sequences 50 --seed 7

Each sequence is one attempt on a site of its own: PostgreSQL behind gunicorn,
reached over HTTP. Two or three pages on one or two devices act at the same
moment, each in a thread, by a plan drawn from the seed: numbered saves, saves
whose answer is lost, replayed, reordered and doubled ones, forged ends of time,
submits, runs, reloads, taking over, minutes added and time running out. Then
three requests finish the attempt at once. What is stored is compared with what
each page was told. The same without row locks has to fail.
"""

import argparse
import logging
import random
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import pairwise
from typing import Any

from benchmarks._served_site import WITHOUT_LOCK, Browser, Reply, served_site

SEQUENCES, UNLOCKED_SEQUENCES = 2000, 200
AT_ONCE = 4  # sequences; each has up to three pages
WORKERS, THREADS = 2, 6
ACTS_OF_A_PAGE = 4
CODING_SHARE = 0.1
KNOWN_STATES = {"saved", "conflict", "replaced", "closed"}


@dataclass(slots=True)
class Sent:
    """One save of a page and what it was told: a state, or "lost" when nobody listened."""

    text: str
    page: str
    sequence: int
    state: str
    sent_at: float
    got_at: float


@dataclass(slots=True)
class Page:
    """A question's page in a browser, as static/quizzes/question.js would act."""

    browser: Browser
    address: str
    name: str
    dice: random.Random
    is_coding: bool
    told: list[Sent] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    sequence: int = 0
    base: int = 0
    text: str = ""
    bodies: list[dict[str, Any]] = field(default_factory=list)

    def next_body(self) -> dict[str, Any]:
        """Type something that nobody else types, and number the save of it."""
        self.sequence += 1
        word = f"{self.name}.{self.sequence}"
        self.text = f"print(input())  # {word}\n" if self.is_coding else word
        body = {
            "text": self.text,
            "revision": self.base,
            "page": self.name,
            "sequence": self.sequence,
        }
        self.bodies.append(body)
        return body

    def send(
        self, body: dict[str, Any], verb: str = "save", *, listens: bool = True
    ) -> dict[str, Any]:
        reply = self.browser.copy().post(f"{self.address}{verb}/", body, part=verb != "save")
        self.note(body, reply, listens=listens)
        return reply.told

    def note(self, body: dict[str, Any], reply: Reply, *, listens: bool) -> None:
        state = reply.told.get("state", "saved" if reply.status == 200 else "")
        if state not in KNOWN_STATES:
            self.wrong.append(f"status {reply.status}, state {state!r}")
        told = Sent(
            body["text"],
            body["page"],
            body["sequence"],
            state if listens else "lost",
            reply.sent_at,
            reply.got_at,
        )
        self.told.append(told)

    # What a page may do

    def save(self) -> None:
        self.heed(self.send(self.next_body()))

    def save_unheard(self) -> None:
        self.send(self.next_body(), listens=False)

    def forge_the_end(self) -> None:
        self.heed(self.send({**self.next_body(), "remaining_ms": 0, "closes_at": "1970-01-01"}))

    def replay(self) -> None:
        if self.bodies:
            self.send(self.dice.choice(self.bodies), listens=False)

    def reorder(self) -> None:
        earlier, later = self.next_body(), self.next_body()
        self.send(later, listens=False)
        self.send(earlier, listens=False)

    def double(self) -> None:
        """Have two saves on their way at once, as a page that is being left does."""
        bodies = [self.next_body(), self.next_body()]
        together([partial(self.send, body, listens=False) for body in bodies])

    def submit(self) -> None:
        self.heed(self.send(self.next_body(), "submit"))

    def run(self) -> None:
        if self.is_coding:
            self.heed(self.send(self.next_body(), "run"))

    def reload(self) -> None:
        """Begin anew with what is saved, under a new name."""
        page = self.browser.get(self.address).body.decode()
        if found := re.search(r'name="revision" value="(\d+)"', page):
            self.base = int(found[1])
        self.name, self.sequence = f"{self.name}r", 0

    def take_over(self) -> None:
        self.browser.post(f"{self.address}take-over/")
        self.reload()

    def heed(self, told: dict[str, Any]) -> None:
        """Take over the revision; after a conflict mostly keep one's own, as a next save will."""
        if "revision" in told:
            is_kept = told["state"] == "saved" or self.dice.random() < 0.7
            self.base = told["revision"] if is_kept else self.base

    ACTS = (
        *(save, save, save, save_unheard, reorder, double, replay),
        *(forge_the_end, submit, run, reload, take_over),
    )

    def play(self) -> None:
        for _ in range(ACTS_OF_A_PAGE):
            self.dice.choice(self.ACTS)(self)


def together(actions: list[Callable[[], object]]) -> None:
    """Do all at once; raise what one of them raised."""
    with ThreadPoolExecutor(len(actions)) as pool:
        for done in [pool.submit(action) for action in actions]:
            done.result()


class Stage:
    """The quizzes, and what a sequence needs of the database."""

    def __init__(self, port: int) -> None:
        from tests.factories import PositionFactory, QuestionFactory

        self.port = port
        self.lock = threading.Lock()  # of the factories' counters
        self.positions = {}
        for kind in ("text", "coding"):
            self.positions[kind] = PositionFactory()
            QuestionFactory(kind=kind, quiz=self.positions[kind].quiz)

    def sequence(self, seed: str) -> list[str]:
        """Play one attempt, and return what was wrong."""
        from django.db import connection

        try:
            return self._sequence(random.Random(seed))
        except Exception as error:  # whatever it is, it is what this proof looks for
            return [f"{type(error).__name__}: {str(error).partition(chr(10))[0]}"]
        finally:
            connection.close()

    def _sequence(self, dice: random.Random) -> list[str]:
        from tests.factories import InvitationFactory

        kind = "coding" if dice.random() < CODING_SHARE else "text"
        with self.lock:
            invitation = InvitationFactory(position=self.positions[kind], started=True)
        attempt = invitation.attempt
        pages = self._pages(invitation, dice, is_coding=kind == "coding")
        together([*(page.play for page in pages), lambda: self._change_time(attempt, dice)])
        self._finish(attempt, pages[0].browser)
        problems = [problem for page in pages for problem in page.wrong]
        return problems + check(attempt, [sent for page in pages for sent in page.told])

    def _pages(self, invitation: Any, dice: random.Random, *, is_coding: bool) -> list[Page]:
        laptop, phone = Browser(self.port), Browser(self.port)
        laptop.press(f"/i/{invitation.code}/resume/")
        if dice.random() < 0.5:
            phone.press(f"/i/{invitation.code}/resume/")
        devices = [laptop, laptop, phone] if phone.sitting else [laptop, laptop]
        address = f"/attempt/{invitation.attempt.code}/1/"
        return [
            Page(device.copy(), address, f"p{number}", random.Random(dice.random()), is_coding)
            for number, device in enumerate(devices)
        ]

    def _change_time(self, attempt: Any, dice: random.Random) -> None:
        """Add time, let it run out, or both, as an interviewer and the clock would."""
        from django.db import connection, transaction
        from django.utils import timezone

        from quizzes.models import Attempt

        for minutes in dice.choice(([], [5], [-90], [5, -90], [-90, 300])):
            threading.Event().wait(dice.random() * 0.1)
            with transaction.atomic():
                locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
                locked.closes_at = max(
                    locked.started_at, timezone.now() + timedelta(minutes=minutes)
                )
                locked.save(update_fields=["closes_at"])
        connection.close()

    def _finish(self, attempt: Any, browser: Browser) -> None:
        from django.db import connection
        from django.utils import timezone

        from quizzes.choices import FinishReason
        from quizzes.domain import attempts

        def expire() -> None:
            attempts.finish_attempt(
                attempt=attempt, reason=FinishReason.EXPIRED, now=timezone.now()
            )
            connection.close()

        finish = f"/attempt/{attempt.code}/finish/"
        together([expire, expire, lambda: browser.copy().post(finish)])


def check(attempt: Any, told: list[Sent]) -> list[str]:
    """Compare what is stored with what the pages were told; return each difference in words."""
    answer = attempt.answers.get()
    revisions = list(answer.revisions.order_by("number"))
    standing = [one for one in revisions if not (one.is_late or one.is_set_aside)]
    return [
        *numbering_problems(answer, revisions),
        *lost_texts(revisions, told),
        *silent_overwrites(standing),
        *wrong_order(standing, told),
        *grading_problems(attempt, answer, standing),
    ]


def numbering_problems(answer: Any, revisions: list[Any]) -> list[str]:
    numbers = [one.number for one in revisions]
    if numbers != list(range(1, answer.last_revision + 1)):
        return [f"revisions {numbers}, the answer knows of {answer.last_revision}"]
    return []


def lost_texts(revisions: list[Any], told: list[Sent]) -> list[str]:
    """Whatever was answered, or sent and not listened to, has to be there."""
    kept = {one.text for one in revisions}
    return [f"{sent.text!r} ({sent.state}) is lost" for sent in told if sent.text not in kept]


def silent_overwrites(standing: list[Any]) -> list[str]:
    """Each text follows on one of its own page, or on one that its writer had seen."""
    problems = []
    for before, after in zip([None, *standing], standing, strict=False):
        is_own = before is not None and after.page == before.page
        if is_own and after.sequence <= before.sequence:
            problems.append(f"save {after.sequence} of {after.page} came after {before.sequence}")
        if not is_own and after.base != (before.number if before else 0):
            problems.append(f"revision {after.number} on {after.base} overwrote another")
    return problems


def wrong_order(standing: list[Any], told: list[Sent]) -> list[str]:
    """What was saved before another was sent stands before it, and never after."""
    places = {one.text: place for place, one in enumerate(standing)}
    saved = [sent for sent in told if sent.state == "saved" and sent.text in places]
    return [
        f"{later.text!r} was sent after {earlier.text!r} was saved, and stands before it"
        for earlier in saved
        for later in saved
        if earlier.got_at < later.sent_at and places[earlier.text] > places[later.text]
    ]


def grading_problems(attempt: Any, answer: Any, standing: list[Any]) -> list[str]:
    """The newest text that came in time is what stands and what is graded, once."""
    problems = []
    newest = standing[-1].text if standing else ""
    if answer.text != newest:
        problems.append(f"{answer.text!r} stands, {newest!r} came last")
    submissions = list(answer.submissions.order_by("number"))
    texts = [one.text for one in submissions]
    if (texts[-1] if texts else "") != newest:
        problems.append(f"{texts} were submitted, {newest!r} came last")
    if any(one == other for one, other in pairwise(texts)):
        problems.append(f"one text was submitted twice: {texts}")
    if answer.question.is_coding:
        grades = [one.grades.count() for one in submissions]
        if set(grades) - {1}:
            problems.append(f"graded {grades} times")
    ends = attempt.events.filter(kind__in=("finished", "expired")).count()
    return problems if ends == 1 else [*problems, f"ended {ends} times"]


def play(sequences: int, *, seed: int, locked: bool) -> tuple[Counter[str], int]:
    """Return how often each kind of thing went wrong, and in how many sequences."""
    more = {} if locked else {WITHOUT_LOCK: "yes"}
    found: Counter[str] = Counter()
    bad = 0
    with served_site(workers=WORKERS, threads=THREADS, more=more) as port:
        import django

        django.setup()
        logging.disable(logging.WARNING)  # the site's log, a line for each attempt that ends
        from django.db import connections

        stage = Stage(port)
        with ThreadPoolExecutor(AT_ONCE) as pool:
            seeds = [f"{seed}:{number}" for number in range(sequences)]
            for name, problems in zip(seeds, pool.map(stage.sequence, seeds), strict=True):
                bad += bool(problems)
                found.update(problems)
                if problems and locked:
                    print(f"sequence {name}: {'; '.join(problems)}")
        connections.close_all()
    return found, bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sequences", type=int, default=SEQUENCES)
    parser.add_argument("--unlocked", type=int, default=UNLOCKED_SEQUENCES)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--part", choices=("locked", "unlocked"))
    wanted = parser.parse_args()
    if wanted.part is None:
        # One database each: Django keeps the first address it was given.
        return run_parts(wanted)
    locked = wanted.part == "locked"
    count = wanted.sequences if locked else wanted.unlocked
    found, bad = play(count, seed=wanted.seed, locked=locked)
    how = "with the row lock" if locked else "without the row lock"
    print(f"{how}: {bad} of {count} sequences ended wrongly, seed {wanted.seed}")
    for problem, times in found.most_common(3):
        print(f"  {times} x {problem}")
    return (1 if bad else 0) if locked else (0 if bad else 1)


def run_parts(wanted: argparse.Namespace) -> int:
    import subprocess

    command = [sys.executable, "-m", "benchmarks.saving", "--seed", str(wanted.seed)]
    counts = ["--sequences", str(wanted.sequences), "--unlocked", str(wanted.unlocked)]
    statuses = [
        subprocess.call([*command, *counts, "--part", part]) for part in ("locked", "unlocked")
    ]
    return max(statuses)


if __name__ == "__main__":
    sys.exit(main())
