"""What the demo's candidates did, told to the same functions that real ones reach.

Only the clock is ours: every verb takes the time, so a story of last week is
told with the times of last week.
"""

from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.conf import settings
from django.db import transaction

from interview.choices import LetterState, LogKind, Outcome
from interview.demo import files
from interview.demo.company import Company
from interview.domain import extra_time, invitations, log, problems, reviews
from interview.models import Candidate, Invitation
from quizzes import gateway
from quizzes.choices import Fault, FinishReason, SubmissionState
from quizzes.domain import attempts, grading, house_rules, jobs
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.submissions import submit_answer
from quizzes.models import Answer, Attempt, Submission
from quizzes.rules.timing import GRACE

STEPS_OF_TYPING = 4
"""How many saves a text is shown to have grown in."""

GRADING_TOOK = timedelta(seconds=2)
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
MINUTES_AFTER = timedelta(minutes=30)


@transaction.atomic
def tell(story: dict[str, Any], company: Company, now: datetime) -> Invitation:
    """Bring one candidate into the state that the story ends in."""
    invitation = _invite(story, company, now)
    actor = company.staff[story["invited_by"]]
    if "opened_days_ago" in story:
        opened_at = _moment(story, "opened", now)
        invitations.record_fetch(invitation=invitation, now=opened_at)
        invitations.record_opening(invitation=invitation, now=opened_at)
        if percent := story.get("takes_extra_time_percent"):
            extra_time.take_extra_time(invitation=invitation, percent=percent, now=opened_at)
    if story["state"] == "revoked":
        invitations.revoke(invitation=invitation, actor=actor, now=_moment(story, "revoked", now))
    if started := _started_at(story, now):
        _sit(invitation, story, started=started, now=now)
        _review(invitation, story, company, now)
    for entry in story.get("problems", []):
        _ask_for_help(invitation, entry, company, now)
    # Nobody gets mail from a demo.
    invitation.letters.update(state=LetterState.SENT)
    return invitation


def _ask_for_help(
    invitation: Invitation, entry: dict[str, Any], company: Company, now: datetime
) -> None:
    problem = problems.report(
        invitation=invitation,
        text=entry["text"],
        question=entry.get("question"),
        browser=BROWSER,
        window="1440x900",
        now=now - timedelta(minutes=entry["minutes_ago"]),
    )
    if "answer" in entry:
        problems.answer(
            problem=problem,
            text=entry["answer"],
            minutes=entry.get("minutes_added", 0),
            actor=company.staff[entry["by"]],
            now=now - timedelta(minutes=entry["answered_minutes_ago"]),
        )


def _invite(story: dict[str, Any], company: Company, now: datetime) -> Invitation:
    invited_at = _moment(story, "invited", now)
    expires_at = invited_at + settings.INVITATION_LIFETIME
    if "expired_days_ago" in story:
        expires_at = _moment(story, "expired", now)
    candidate = Candidate.objects.create(
        name=story["name"],
        email=story["email"],
        language=story["language"],
        extra_time_percent=story.get("extra_time_percent", 0),
        notes=story.get("revoke_reason", ""),
    )
    actor = company.staff[story["invited_by"]]
    invitation = invitations.invite(
        invitation=Invitation(
            position=company.positions[story["position"]],
            candidate=candidate,
            quiz=company.quizzes[story["quiz"]],
            expires_at=expires_at,
            created_at=invited_at,
        ),
        actor=actor,
        now=invited_at,
    )
    # Nobody gets mail from a demo.
    invitation.sent_at = invited_at
    invitation.save(update_fields=["sent_at"])
    log.record(invitation=invitation, kind=LogKind.SENT, now=invited_at, actor=actor)
    return invitation


def _sit(
    invitation: Invitation, story: dict[str, Any], *, started: datetime, now: datetime
) -> None:
    """Start, type, submit and finish, in the time that the story says it took."""
    accepted = house_rules.of_quiz(invitation.quiz).fingerprint
    attempt = invitations.start(invitation=invitation, accepted_rules=accepted, now=started)
    invitation.refresh_from_db()
    took = timedelta(minutes=story.get("took_minutes", 0)) or now - started
    written = story.get("answers", [])
    turns = [started + took * turn / (len(written) + 1) for turn in range(len(written) + 2)]
    for entry, (begin, end) in zip(written, pairwise(turns[:-1]), strict=True):
        _answer(attempt, entry, begin=begin, end=end)
    if story["state"] != "running":
        ran_out = story["finish"] == "time_ran_out"
        attempts.finish_attempt(
            attempt=attempt,
            reason=FinishReason.EXPIRED if ran_out else FinishReason.SUBMITTED,
            now=attempt.closes_at + 2 * GRACE if ran_out else started + took,
        )
    _grade_code(attempt)


def _answer(attempt: Attempt, entry: dict[str, Any], *, begin: datetime, end: datetime) -> None:
    answer = attempt.answers.select_related("question__question").get(
        question__question__code=entry["question"]
    )
    if "chosen" in entry:
        _save(answer, Content(choices=entry["chosen"]), end)
        return
    texts = [
        (files.submission(entry["question"], file), True) for file in entry.get("submitted", [])
    ]
    if "typed_file" in entry:
        texts.append((files.submission(entry["question"], entry["typed_file"]), False))
    if typed := entry.get("typed", entry.get("text")):
        texts.append((typed.strip() + "\n", False))
    turns = [begin + (end - begin) * turn / len(texts) for turn in range(len(texts) + 1)]
    for (text, is_submitted), (since, until) in zip(texts, pairwise(turns), strict=True):
        _type(answer, text, begin=since, end=until)
        if is_submitted:
            submit_answer(answer=answer, now=until)


def _type(answer: Answer, text: str, *, begin: datetime, end: datetime) -> None:
    lines = text.splitlines(keepends=True)
    for step in range(1, STEPS_OF_TYPING + 1):
        so_far = "".join(lines[: len(lines) * step // STEPS_OF_TYPING])
        _save(answer, Content(text=so_far), begin + (end - begin) * step / STEPS_OF_TYPING)


def _save(answer: Answer, content: Content, now: datetime) -> None:
    save_answer(attempt=answer.attempt, number=answer.number, content=content, now=now)


def _grade_code(attempt: Attempt) -> None:
    """Have the code judged now, and the grade bear the time of its submission.

    The messages that submitting left in the queue find their work done.
    """
    waiting = Submission.objects.filter(
        answer__attempt=attempt, state=SubmissionState.QUEUED
    ).select_related("answer__question", "answer__attempt")
    found = gateway.judge_all([jobs.job_for_submission(submission) for submission in waiting])
    for submission, judgement in zip(waiting, found, strict=True):
        graded_at = submission.submitted_at + GRADING_TOOK
        if isinstance(judgement, gateway.GraderUnavailable):
            grading.record_failure(
                submission=submission,
                problem=str(judgement),
                fault=Fault.UNAVAILABLE,
                now=graded_at,
            )
        else:
            grading.record_judgement(submission=submission, judgement=judgement, now=graded_at)


def _review(invitation: Invitation, story: dict[str, Any], company: Company, now: datetime) -> None:
    attempt = invitation.attempt
    if attempt is None:
        return
    attempt.refresh_from_db()
    reviewed_at = (attempt.finished_at or now) + MINUTES_AFTER
    for review in story.get("reviews", []):
        submission = Submission.objects.select_related("answer__attempt").get(
            answer__attempt=attempt, answer__question__question__code=review["question"]
        )
        grading.score_by_hand(
            submission=submission,
            points=Decimal(str(review["points"])),
            comment=review["note"],
            graded_by=company.staff[review["reviewer"]],
            now=reviewed_at,
        )
    criteria = {criterion.name: criterion for criterion in invitation.position.criteria.all()}
    for card in story.get("scorecards", []):
        reviews.fill_in_scorecard(
            invitation=invitation,
            reviewer=company.staff[card["reviewer"]],
            recommendation=Outcome(card["recommendation"]),
            comment=card["comment"],
            levels={criteria[name]: level for name, level in card["levels"].items()},
            now=reviewed_at,
        )
    if decision := story.get("decision"):
        reviews.decide(
            invitation=invitation,
            outcome=Outcome(decision["outcome"]),
            reason=decision["reason"],
            feedback=decision.get("feedback", ""),
            decided_by=company.staff[decision["by"]],
            now=_moment(decision, "decided", now),
        )


def _moment(story: dict[str, Any], what: str, now: datetime) -> datetime:
    return now - timedelta(days=story[f"{what}_days_ago"])


def _started_at(story: dict[str, Any], now: datetime) -> datetime | None:
    if "started_minutes_ago" in story:
        return now - timedelta(minutes=story["started_minutes_ago"])
    if "started_days_ago" in story:
        return _moment(story, "started", now)
    return None
