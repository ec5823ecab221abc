"""Can 200 candidates start in the same minute and save every five seconds?

    make prove start                                  200 candidates, 3 minutes of saving
    python -m benchmarks.start --candidates 20 --minutes 0.5

A site of its own: PostgreSQL behind gunicorn, reached over HTTP. Each candidate
opens the link, presses Start within the first minute, opens a question and
then saves a text that grows, numbered as by a page, every five seconds. In the
end each answer has to hold what its candidate was last told is saved. Nothing
is retried: a refused or broken request is an error.
"""

import argparse
import os
import random
import sys
import threading
import time
from dataclasses import dataclass, field
from statistics import median, quantiles

from benchmarks._served_site import Browser, Reply, served_site

CANDIDATES = 200
START_SECONDS = 60.0
SAVE_EVERY_SECONDS = 5.0
MINUTES = 3.0
WORKERS, THREADS = 2, 8
LINE = "    total += number  # one more line of an answer\n"


@dataclass(slots=True)
class Played:
    """What one candidate met. Times in seconds."""

    code: str
    starts: list[float] = field(default_factory=list)
    saves: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    last_saved: str = ""

    def took(self, times: list[float], reply: Reply, *, wanted: int) -> bool:
        times.append(reply.took)
        if reply.status != wanted:
            self.errors.append(f"status {reply.status}")
        return reply.status == wanted


def play(
    port: int, invitation: str, *, accepted_rules: str, begins_at: float, ends_at: float
) -> Played:
    """Be one candidate from the link to the last save."""
    played = Played(invitation)
    browser = Browser(port)
    time.sleep(max(0, begins_at - time.monotonic()))
    try:
        played.took(played.starts, browser.get(f"/i/{invitation}/"), wanted=200)
        start = browser.post(f"/i/{invitation}/start/", {"accepted_rules": accepted_rules})
        browser.sitting = start.cookie
        if not played.took(played.starts, start, wanted=302):
            return played
        address = f"{start.location}1/"
        played.took(played.starts, browser.get(address), wanted=200)
        write(played, browser, address, ends_at=ends_at)
    except OSError as error:
        played.errors.append(type(error).__name__)
    return played


def write(played: Played, browser: Browser, address: str, *, ends_at: float) -> None:
    sequence = revision = 0
    due = time.monotonic() + random.random() * SAVE_EVERY_SECONDS
    while due < ends_at:
        time.sleep(max(0, due - time.monotonic()))
        sequence += 1
        text = f"{played.code}\n" + LINE * sequence
        fields = {"text": text, "revision": revision, "page": "one", "sequence": sequence}
        reply = browser.post(f"{address}save/", fields)
        if played.took(played.saves, reply, wanted=200):
            revision, played.last_saved = reply.told["revision"], text
        due += SAVE_EVERY_SECONDS


def all_play(
    port: int, invitations: list[str], *, accepted_rules: str, minutes: float
) -> list[Played]:
    now = time.monotonic()
    spread = START_SECONDS / len(invitations)
    ends_at = now + START_SECONDS + minutes * 60
    found: list[Played] = []

    def one(number: int) -> None:
        found.append(
            play(
                port,
                invitations[number],
                accepted_rules=accepted_rules,
                begins_at=now + number * spread,
                ends_at=ends_at,
            )
        )

    threads = [threading.Thread(target=one, args=(number,)) for number in range(len(invitations))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


def lost(played: list[Played]) -> list[str]:
    """Return whose answer does not hold what they were last told is saved."""
    from interview.models import Invitation

    first = Invitation.objects.filter(attempt__answers__number=1)
    stored = dict(first.values_list("code", "attempt__answers__text"))
    return [one.code for one in played if stored.get(one.code, "") != one.last_saved]


def in_words(what: str, times: list[float], seconds: float) -> str:
    hundredths = quantiles(times, n=100, method="inclusive")
    return (
        f"{what}: {len(times)}, {len(times) / seconds:.1f} a second,"
        f" median {median(times) * 1000:.0f} ms, 99 of 100 within {hundredths[98] * 1000:.0f} ms,"
        f" slowest {max(times) * 1000:.0f} ms"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--candidates", type=int, default=CANDIDATES)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    wanted = parser.parse_args()
    with served_site(workers=WORKERS, threads=THREADS) as port:
        import django

        django.setup()
        from django.db import connection

        from quizzes.domain import house_rules
        from tests.factories import InvitationFactory, PositionFactory, QuestionFactory

        position = PositionFactory()
        for kind in ("coding", "text", "single_choice", "multiple_choice"):
            QuestionFactory(kind=kind, quiz=position.quiz)
        invitations = [
            InvitationFactory(position=position, sent=True).code for _ in range(wanted.candidates)
        ]
        rules = house_rules.of_quiz(position.quiz).fingerprint
        played = all_play(port, invitations, accepted_rules=rules, minutes=wanted.minutes)
        missing = lost(played)
        connection.close()
    saves = [seconds for one in played for seconds in one.saves]
    starts = [seconds for one in played for seconds in one.starts]
    errors = [error for one in played for error in one.errors]
    print(f"{wanted.candidates} candidates, {os.cpu_count()} cores, {WORKERS} workers of {THREADS}")
    print(in_words("requests to start", starts, START_SECONDS))
    print(in_words("saves", saves, START_SECONDS + wanted.minutes * 60))
    print(f"errors: {len(errors)} {sorted(set(errors))}; texts lost: {len(missing)}")
    return 1 if errors or missing else 0


if __name__ == "__main__":
    sys.exit(main())
