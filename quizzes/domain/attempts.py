"""Starting, finishing and erasing attempts."""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from quizzes import signals
from quizzes.choices import Counting, Disclosure, EventKind, FinishReason, Purpose
from quizzes.domain import copies, events, results, submissions
from quizzes.domain.errors import QuizNotReady
from quizzes.models import (
    Answer,
    Attempt,
    AttemptSection,
    QuestionVersion,
    Quiz,
    Submission,
)
from quizzes.rules import timing

logger = logging.getLogger(__name__)

PREVIEW_TIME_LIMIT = timedelta(hours=1)
PREVIEW_POINTS = 10


@transaction.atomic
def start_attempt(
    *,
    quiz: Quiz,
    time_limit: timedelta,
    deadline: datetime,
    now: datetime,
    language: str = "en",
    purpose: Purpose = Purpose.REAL,
    rules: str = "",
) -> Attempt:
    """Start the clock, and keep the question versions that are shown.

    time_limit: what this person gets, accommodations included.
    deadline: no attempt stays open longer than this, unless time is added.
    rules: what the candidate read and accepted before, word for word.

    Raises:
        QuizNotReady: none of the quiz's questions is published.
    """
    asked = QuestionVersion.objects.asked_by(quiz).prefetch_related("choices")
    return _begin(
        Attempt(
            quiz=quiz,
            title=quiz.title,
            instructions=quiz.instructions,
            purpose=purpose,
            language=language,
            counting=quiz.counting,
            disclosure=quiz.disclosure,
            started_at=now,
            time_limit=time_limit,
            closes_at=timing.closing_time(started_at=now, time_limit=time_limit, deadline=deadline),
            rules=rules,
            rules_accepted_at=now if rules else None,
        ),
        [
            Asked(question, question.points, question.section)  # type: ignore[attr-defined]
            for question in asked
        ],
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an attempt. ``section`` is the key of the quiz's section, if it has one."""

    version: QuestionVersion
    points: int
    section: int | None = None


def _begin(attempt: Attempt, questions: list[Asked]) -> Attempt:
    if not questions:
        raise QuizNotReady(f"The quiz {attempt.title} has no published question.")
    attempt.save()
    sections = copy_sections(attempt, {asked.section for asked in questions})
    Answer.objects.bulk_create(
        Answer(
            attempt=attempt,
            question=asked.version,
            section=sections.get(asked.section),
            number=number,
            points=asked.points,
            choice_order=[choice.code for choice in asked.version.choices.all()],
        )
        for number, asked in enumerate(in_order(questions, sections), start=1)
    )
    results.update_result(attempt=attempt, now=attempt.started_at)
    events.record(
        attempt,
        EventKind.STARTED,
        now=attempt.started_at,
        questions=len(questions),
        closes_at=attempt.closes_at.isoformat(),
    )
    logger.info("Attempt %s started and closes at %s.", attempt.code, attempt.closes_at)
    return attempt


def copy_sections(attempt: Attempt, asked: set[int | None]) -> dict[int | None, AttemptSection]:
    """Give an attempt its own copy of the quiz's sections that ask anything, by the quiz's keys."""
    if attempt.quiz is None:
        return {}
    wanted = [section for section in attempt.quiz.sections.all() if section.pk in asked]
    copies: dict[int | None, AttemptSection] = {
        section.pk: AttemptSection(
            attempt=attempt,
            number=number,
            title=section.title,
            time_limit=timing.section_limit(
                section.time_limit,
                usual_time_limit=attempt.quiz.time_limit,
                time_limit=attempt.time_limit,
            ),
        )
        for number, section in enumerate(wanted, start=1)
    }
    AttemptSection.objects.bulk_create(copies.values())
    return copies


def in_order(questions: list[Asked], sections: dict[int | None, AttemptSection]) -> list[Asked]:
    """Return the questions section by section, those of no section first."""
    numbers = {key: section.number for key, section in sections.items()}
    return sorted(questions, key=lambda asked: numbers.get(asked.section, 0))


@transaction.atomic
def finish_attempt(*, attempt: Attempt, reason: FinishReason, now: datetime) -> Attempt:
    """Close an attempt and have the last saved text of each answer judged.

    An answer that was not submitted in its last form is submitted now, whether
    or not anybody pressed a button. Of somebody who withdraws nothing is judged.
    A second call changes nothing. The recorded end is never later than the
    attempt was allowed to last. By the clock (EXPIRED) only what is overdue is
    closed: time that was added since the caller looked counts.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if attempt.finished_at is not None:
        return attempt
    if reason == FinishReason.EXPIRED and not _is_overdue(attempt, now):
        return attempt
    if reason != FinishReason.WITHDRAWN:
        for answer in attempt.answers.select_related("question"):
            submissions.submit_at_closing(answer=answer, now=now)
    attempt.finished_at = timing.finishing_time(closes_at=attempt.closes_at, now=now)
    attempt.finish_reason = reason
    attempt.save(update_fields=["finished_at", "finish_reason"])
    results.update_result(attempt=attempt, now=now)
    signals.attempt_finished.send(sender=Attempt, attempt=attempt, now=now)
    logger.info("Attempt %s finished: %s.", attempt.code, reason)
    return attempt


def finish_overdue(*, now: datetime) -> int:
    """Finish every attempt whose time ran out; return how many there were.

    Raises:
        ExceptionGroup: of those that failed, once all others are finished.
    """
    overdue = list(Attempt.objects.overdue(now))
    failures: list[Exception] = []
    for attempt in overdue:
        try:
            finish_attempt(attempt=attempt, reason=FinishReason.EXPIRED, now=now)
        except Exception as failure:  # of one, which keeps nobody else waiting
            logger.exception("Attempt %s could not be finished.", attempt.code)
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} attempts could not be finished.", failures)
    return len(overdue)


def finish_if_overdue(*, attempt: Attempt, now: datetime) -> Attempt:
    """Finish this attempt if its time ran out. For requests that may write."""
    if _is_overdue(attempt, now):
        return finish_attempt(attempt=attempt, reason=FinishReason.EXPIRED, now=now)
    return attempt


def _is_overdue(attempt: Attempt, now: datetime) -> bool:
    return timing.is_overdue(closes_at=attempt.closes_at, finished_at=attempt.finished_at, now=now)


@transaction.atomic
def preview_question(*, question: QuestionVersion, now: datetime) -> Attempt:
    """Start an attempt at one question for its author, published or not.

    It expires by itself, belongs to nobody and enters no statistics.
    """
    return _begin(
        Attempt(
            title=question.title,
            purpose=Purpose.PREVIEW,
            counting=Counting.BEST,
            disclosure=Disclosure.VERDICTS,
            started_at=now,
            time_limit=PREVIEW_TIME_LIMIT,
            closes_at=now + PREVIEW_TIME_LIMIT,
        ),
        [Asked(question, PREVIEW_POINTS)],
    )


@transaction.atomic
def erase(*, attempt: Attempt, now: datetime) -> None:
    """Delete an attempt with everything that was typed, submitted and graded in it.

    Copies in the bucket go after the transaction commits, in every version; what
    cannot be deleted at once is tried again by the sweep, and listed until then.

    Whoever writes a grade or a text holds the attempt's row, then those below it. So
    does this: what is being written is finished first and then deleted as well.
    """
    code = attempt.code
    if not results.hold(attempt.pk):
        return  # somebody else erased it
    list(
        Submission.objects.filter(answer__attempt=attempt)
        .order_by("pk")
        .select_for_update(of=("self",))
    )
    copies.erase_on_commit(attempt=attempt, now=now)
    attempt.delete()
    logger.info("Attempt %s was erased.", code)
