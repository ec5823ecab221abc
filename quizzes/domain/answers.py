"""Saving what stands in the box."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from quizzes import signals
from quizzes.choices import ProgrammingLanguage, QuestionKind
from quizzes.domain.errors import AnswerTooLarge, AttemptClosed, SectionClosed, UnknownChoice
from quizzes.models import Answer, AnswerRevision, Attempt
from quizzes.rules import answers as rules


@dataclass(frozen=True, slots=True)
class Content:
    """What a candidate sends for one question; which part matters depends on its kind."""

    text: str = ""
    choices: list[str] = field(default_factory=list)
    language: str = ""


def save_answer(*, attempt: Attempt, number: int, content: Content, now: datetime) -> Answer:
    """Keep what a candidate typed or chose, and a revision of it.

    The same content again changes nothing. What arrives after the attempt has
    closed is kept as a late revision, once per content, and refused.

    Raises:
        Answer.DoesNotExist: the attempt has no question of this number, or its section was
            not begun.
        AnswerTooLarge: the text is over 256 KiB.
        UnknownChoice: a choice was sent that the question does not have.
        AttemptClosed: ``now`` is past closing time and its grace, or the
            candidate has finished.
        SectionClosed: the same of the question's section.
    """
    with transaction.atomic():
        # The attempt's row is the lock under which its answers change, so that
        # a save and the closing of the attempt come one after the other.
        attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
        answer = attempt.answers.reached().select_related("question", "section").get(number=number)
        content = _accepted(answer, content)
        in_time = answer.takes_answer(now)
        if not _is_kept_already(answer, content, in_time=in_time):
            _keep(answer, content, now=now, in_time=in_time)
    if not in_time:
        raise closed_error(answer, now)
    return answer


def closed_error(answer: Answer, now: datetime) -> AttemptClosed:
    """Return what to raise of an answer that takes no more: its section is over, or all is."""
    if answer.attempt.takes_answer(now):
        return SectionClosed(answer.attempt.code)
    return AttemptClosed(answer.attempt.code)


def _is_kept_already(answer: Answer, content: Content, *, in_time: bool) -> bool:
    latest = answer.revisions.last()
    if latest is None:
        return rules.is_blank(content)
    return rules.same_content(latest, content) and latest.is_late is not in_time


def _keep(answer: Answer, content: Content, *, now: datetime, in_time: bool) -> None:
    latest = answer.revisions.last()
    revision = AnswerRevision.objects.create(
        answer=answer,
        number=latest.number + 1 if latest else 1,
        text=content.text,
        choices=content.choices,
        language=content.language,
        saved_at=now,
        is_late=not in_time,
    )
    if in_time:
        answer.text = content.text
        answer.choices = content.choices
        answer.language = content.language
        answer.revision = revision.number
        answer.saved_at = now
        answer.save(update_fields=["text", "choices", "language", "revision", "saved_at"])
    signals.answer_saved.send(sender=Answer, answer=answer, revision=revision, now=now)


def _accepted(answer: Answer, content: Content) -> Content:
    """Return the part of the content that this kind of question takes."""
    if answer.question.has_choices:
        # In the order in which they were shown: ticking the same boxes in
        # another order is the same answer.
        if unknown := set(content.choices) - set(answer.choice_order):
            raise UnknownChoice(", ".join(sorted(unknown)))
        return Content(choices=[code for code in answer.choice_order if code in content.choices])
    if rules.is_too_large(content.text):
        raise AnswerTooLarge(f"{len(content.text)} characters")
    text = rules.normalised(content.text)
    if answer.question.kind == QuestionKind.CODING:
        return Content(text=text, language=ProgrammingLanguage(content.language or "python"))
    return Content(text=text)
