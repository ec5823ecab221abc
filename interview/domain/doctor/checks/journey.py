"""One fake candidate, from the link to the result, by the pages that everybody uses."""

import time
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from interview.domain.doctor.check import Check, Finding, broken, fine, warning
from interview.domain.doctor.rehearsal import (
    POINTS,
    PROGRAM,
    Rehearsal,
    remove,
    remove_abandoned,
)
from interview.integrations.web import Answer, Browser, NoAnswer
from interview.models import Invitation
from quizzes.choices import SubmissionState, Verdict
from quizzes.domain import house_rules
from quizzes.models import Attempt, Submission

VERDICT_SECONDS = 100
"""How long to wait for the verdict. A worker that comes every minute, and its start."""

LOOK_EVERY_SECONDS = 0.25
SLOW = timedelta(seconds=30)
"""A candidate who waits longer for a verdict believes it is broken. A guess."""

OK = 200


class PageFailed(Exception):
    """A page answered with something else than itself."""

    def __init__(self, page: str, answer: Answer) -> None:
        super().__init__(f"{page} answered {answer.status}.")
        self.request_id = answer.request_id


class Journey(Check):
    """Plays, judges what came of it, and removes everything, whatever happens."""

    name = "journey"
    title = "A candidate's way"

    def __init__(self, verdict_seconds: float = VERDICT_SECONDS) -> None:
        self.verdict_seconds = verdict_seconds

    def find(self) -> Finding:
        now = timezone.now()
        remove_abandoned(now)
        rehearsal = Rehearsal.prepare(now)
        try:
            return self.play(rehearsal.invitation)
        except NoAnswer as problem:
            return broken(
                f"The site does not answer at {settings.SITE_URL} ({problem}).",
                "Start it (make run, or the web containers), or mend SITE_URL.",
            )
        except PageFailed as problem:
            return broken(str(problem), f"Look for request {problem.request_id} in the log.")
        finally:
            remove(rehearsal.code, now=timezone.now())

    def play(self, invitation: Invitation) -> Finding:
        """Start, save, submit, wait for the verdict, finish, and look at the result."""
        browser = Browser()
        read(browser, "The invitation", invitation.address)
        start = address("interview:start", invitation.code)
        accepted = {"accepted_rules": house_rules.of_quiz(invitation.quiz).fingerprint}
        seen = sent(browser, "Start", start, accepted)
        invitation.refresh_from_db()
        attempt = invitation.attempt
        if attempt is None or attempt.code not in seen.url:
            raise PageFailed("Start", seen)
        form = {"text": PROGRAM, "language": "python"}
        read(browser, "The question", address("quizzes:question", attempt.code, 1))
        sent(browser, "Save", address("quizzes:save", attempt.code, 1), form)
        pressed = time.monotonic()
        sent(browser, "Submit", address("quizzes:submit", attempt.code, 1), form)
        submission = self.wait_for_verdict(attempt)
        waited = timedelta(seconds=time.monotonic() - pressed)
        if trouble := trouble_with(submission, waited):
            return trouble
        read(browser, "The submissions", address("quizzes:submissions", attempt.code, 1))
        sent(browser, "Finish", address("quizzes:finish", attempt.code), {})
        return verdict_on(attempt, waited)

    def wait_for_verdict(self, attempt: Attempt) -> Submission | None:
        """Return the submission when it is graded or time is up; None if there is none."""
        deadline = time.monotonic() + self.verdict_seconds
        over = {SubmissionState.GRADED, SubmissionState.UNGRADED}
        while True:
            submission = Submission.objects.filter(answer__attempt=attempt).first()
            if submission is None or submission.state in over or time.monotonic() > deadline:
                return submission
            time.sleep(LOOK_EVERY_SECONDS)


def trouble_with(submission: Submission | None, waited: timedelta) -> Finding | None:
    """Say what kept a submission from its grade; None if nothing did."""
    if submission is None:
        return broken("Submit was pressed, and there is no submission.", "Look at the log.")
    seconds = f"{waited.total_seconds():.0f} s"
    if submission.state == SubmissionState.QUEUED:
        return broken(
            f"Nobody took the submission from the queue in {seconds}.",
            "Start a worker (manage.py work), or see why the worker's function fails.",
        )
    if submission.state == SubmissionState.GRADING:
        return broken(
            f"A worker took the submission and has not brought it back in {seconds}.",
            "Look at the worker's log. The sweep sends it again, so nothing is lost.",
        )
    if submission.state == SubmissionState.UNGRADED:
        return broken(
            "The grader failed twice; candidates read that their answer is safe.",
            f"See what the check of the grader says, and {submission.code} in the log.",
        )
    return None


def verdict_on(attempt: Attempt, waited: timedelta) -> Finding:
    """Compare the result with what a right program must get."""
    attempt.refresh_from_db()
    result = attempt.result
    submission = Submission.objects.get(answer__attempt=attempt)
    grade = submission.grade
    if grade is None or grade.verdict != Verdict.ACCEPTED or result.points != POINTS:
        return broken(
            f"A right program got {grade.verdict if grade else 'no verdict'} and {result}.",
            "Stop interviewing and look at the grader: its check, and docs/threat-model.md.",
        )
    if attempt.finished_at is None or not result.is_complete:
        return broken("The attempt was finished, and its result is not.", "Look at the log.")
    words = f"Link, start, save, submit, verdict after {waited.total_seconds():.1f} s, result."
    if waited > SLOW:
        return warning(words, "See how long tasks wait (System, Events), and add workers.")
    return fine(words)


def address(name: str, *parts: str | int) -> str:
    return f"{settings.SITE_URL}{reverse(name, args=parts)}"


def read(browser: Browser, page: str, url: str) -> Answer:
    """Read a page.

    Raises:
        PageFailed: it answered with something else than itself.
    """
    answer = browser.get(url)
    if answer.status != OK:
        raise PageFailed(page, answer)
    return answer


def sent(browser: Browser, page: str, url: str, fields: dict[str, str]) -> Answer:
    """Press a button; raises PageFailed as ``read`` does."""
    answer = browser.post(url, fields)
    if answer.status != OK:
        raise PageFailed(page, answer)
    return answer
