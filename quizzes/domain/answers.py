"""Saving what stands in the box."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from quizzes import signals
from quizzes.choices import QuestionKind, RevisionOrigin
from quizzes.domain.errors import (
    AnswerConflict,
    AnswerTooLarge,
    AttemptClosed,
    LanguageNotOffered,
    NotAdmitted,
    SectionClosed,
    SessionReplaced,
    UnknownChoice,
)
from quizzes.models import Answer, AnswerRevision, Attempt, AttemptSession
from quizzes.models.answer import AnswerQuerySet
from quizzes.rules import answers as rules
from quizzes.rules.saving import NOTHING, Fate, SinceLast, Writing, fate_of, may_write

WRITING = ("page", "sequence")
CONTENT = ("text", "choices", "language", "left_texts", "revision", "saved_at")


@dataclass(frozen=True, slots=True)
class Content:
    """What a candidate sends for one question; which part matters depends on its kind."""

    text: str = ""
    choices: list[str] = field(default_factory=list)
    language: str = ""


def save_answer(
    *,
    attempt: Attempt,
    number: int,
    content: Content,
    now: datetime,
    session: AttemptSession | None = None,
    base_revision: int | None = None,
    since_last: SinceLast = NOTHING,
) -> Answer:
    """Keep what a candidate typed or chose, and a revision of it.

    The same content again changes nothing. What must not take the place of the
    saved text is kept as a revision all the same, once, and refused.

    session: the browser that sends it; without one, it may write.
    base_revision: the revision that the page had seen; without one, whatever stands is replaced.
    since_last: the number of the save in its page, and what happened since the last one.

    Raises:
        Answer.DoesNotExist: the attempt has no question of this number, or its section was
            not begun.
        AnswerTooLarge: the text is over 256 KiB.
        UnknownChoice: a choice was sent that the question does not have.
        LanguageNotOffered: the question is not to be answered in this language.
        AttemptClosed: ``now`` is past closing time and its grace, or the
            candidate has finished.
        SectionClosed: the same of the question's section.
        SessionReplaced: another browser has taken over.
        AnswerConflict: another text was saved since ``base_revision``.
    """
    sender = Sender(None, None, base_revision, since_last)
    if session is not None:
        sender = Sender(session.pk, session.number, base_revision, since_last)
    return _save(attempt.answers.all(), number, content, sender, now)


def save_from_page(
    *,
    attempt_code: str,
    session_code: str,
    number: int,
    content: Content,
    base_revision: int,
    since_last: SinceLast,
    now: datetime,
) -> Answer:
    """Save like ``save_answer`` for whoever holds a session's code, in three queries and its news.

    Raises:
        NotAdmitted: there is no such session of such an attempt.
        And what ``save_answer`` raises.
    """
    answers = Answer.objects.in_session(attempt_code=attempt_code, session_code=session_code)
    try:
        return _save(answers, number, content, Sender(None, None, base_revision, since_last), now)
    except Answer.DoesNotExist:
        if answers.exists():
            raise
        raise NotAdmitted(attempt_code) from None


def keep_from_file(*, answer: Answer, content: Content, now: datetime) -> AnswerRevision:
    """Keep what staff loaded from the candidate's file, beside what was saved.

    The caller holds the attempt's lock.

    Raises:
        AnswerTooLarge, UnknownChoice, LanguageNotOffered: as ``save_answer``.
    """
    sender = Sender(None, None, None, NOTHING)
    revision = _revision(answer, _accepted(answer, content), sender, now, is_set_aside=True)
    revision.origin = RevisionOrigin.FILE
    _add(answer, revision)
    return revision


@dataclass(frozen=True, slots=True)
class Sender:
    """Where a save comes from: the browser's session, and what its page said."""

    session_id: int | None
    session_number: int | None
    base_revision: int | None
    since_last: SinceLast

    def in_session_of(self, answer: Answer) -> "Sender":
        """Take over the session that was found together with the answer, if one was."""
        return Sender(
            getattr(answer, "session_id", self.session_id),
            getattr(answer, "session_number", self.session_number),
            self.base_revision,
            self.since_last,
        )


def _save(
    answers: AnswerQuerySet, number: int, content: Content, sender: Sender, now: datetime
) -> Answer:
    refusal: Exception | None = None
    with transaction.atomic():
        # The attempt's row is the lock under which its answers change, so that
        # a save and the closing of the attempt come one after the other.
        answer = answers.reached().locked().get(number=number)
        sender = sender.in_session_of(answer)
        content = _accepted(answer, content)
        if not _takes_answer(answer, now):
            _keep_late(answer, content, sender, now)
            refusal = closed_error(answer, now)
        elif _stands_already(answer, content):
            _follow(answer, sender.since_last.writing)
        else:
            refusal = _take(answer, content, sender, now)
    if refusal is not None:
        raise refusal
    return answer


def _takes_answer(answer: Answer, now: datetime) -> bool:
    """Read a section again that seems closed: it may have got time while we waited for the lock."""
    if not answer.takes_answer(now) and answer.section is not None:
        answer.section.refresh_from_db()
    return answer.takes_answer(now)


def closed_error(answer: Answer, now: datetime) -> AttemptClosed:
    """Return what to raise of an answer that takes no more: its section is over, or all is."""
    if answer.attempt.takes_answer(now):
        return SectionClosed(answer.attempt.code)
    return AttemptClosed(answer.attempt.code)


def _take(answer: Answer, content: Content, sender: Sender, now: datetime) -> Exception | None:
    """Put the content in place of what stands, or keep it aside; return why it was not taken."""
    if not may_write(sender.session_number, active_session=answer.attempt.active_session):
        _keep_aside(answer, content, sender, now)
        return SessionReplaced(answer.attempt.code)
    match _fate(answer, sender):
        case Fate.REPLACES:
            _replace(answer, content, sender, now)
            return None
        case Fate.OUTRUN:
            _keep_aside(answer, content, sender, now)
            return None
        case Fate.CONFLICTS:
            _keep_aside(answer, content, sender, now)
            return AnswerConflict(answer)


def _fate(answer: Answer, sender: Sender) -> Fate:
    if sender.base_revision is None:
        return Fate.REPLACES
    return fate_of(
        sender.since_last.writing,
        base_revision=sender.base_revision,
        standing=Writing(answer.page, answer.sequence),
        standing_revision=answer.revision,
    )


def _stands_already(answer: Answer, content: Content) -> bool:
    if answer.revision == 0:
        return rules.is_blank(content) and content.language in ("", _usual_language(answer))
    return rules.same_content(answer, content)


def _follow(answer: Answer, writing: Writing) -> None:
    """Note that a page means the same text, so that its older saves count as outrun."""
    is_newer = writing.page != answer.page or writing.sequence > answer.sequence
    if writing.page and is_newer:
        answer.page, answer.sequence = writing.page, writing.sequence
        answer.save(update_fields=WRITING)


def _replace(answer: Answer, content: Content, sender: Sender, now: datetime) -> None:
    revision = _revision(answer, content, sender, now)
    _leave_language(answer, content)
    answer.text = content.text
    answer.choices = content.choices
    answer.language = content.language
    answer.revision = revision.number
    answer.saved_at = now
    answer.page, answer.sequence = revision.page, revision.sequence
    _add(answer, revision, also=(*CONTENT, *WRITING))


def _leave_language(answer: Answer, content: Content) -> None:
    """Keep the text of the language that the candidate leaves, for when they come back."""
    if answer.revision and content.language != answer.language:
        left = {**answer.left_texts, answer.language: answer.text}
        answer.left_texts = {name: text for name, text in left.items() if name != content.language}


def _keep_late(answer: Answer, content: Content, sender: Sender, now: datetime) -> None:
    if _stands_already(answer, content) or _was_kept(answer, content, sender):
        return
    latest = answer.revisions.last()
    if latest is None or not (latest.is_late and rules.same_content(latest, content)):
        _add(answer, _revision(answer, content, sender, now, is_late=True))


def _keep_aside(answer: Answer, content: Content, sender: Sender, now: datetime) -> None:
    if _was_kept(answer, content, sender):
        return
    latest = answer.revisions.last()
    if latest is None or not rules.same_content(latest, content):
        _add(answer, _revision(answer, content, sender, now, is_set_aside=True))


def _was_kept(answer: Answer, content: Content, sender: Sender) -> bool:
    """Say whether this very save arrived before: it was sent again, or somebody replays it."""
    writing = sender.since_last.writing
    if not writing.page:
        return False
    return answer.revisions.filter(page=writing.page, sequence=writing.sequence).exists()


def _revision(
    answer: Answer, content: Content, sender: Sender, now: datetime, **standing: bool
) -> AnswerRevision:
    since_last = sender.since_last.after(Writing(answer.page, answer.sequence))
    return AnswerRevision(
        answer=answer,
        number=answer.last_revision + 1,
        text=content.text,
        choices=content.choices,
        language=content.language,
        saved_at=now,
        session_id=sender.session_id,
        base=answer.revision if sender.base_revision is None else sender.base_revision,
        page=since_last.writing.page,
        sequence=since_last.writing.sequence,
        since_last=since_last.to_json(),
        **standing,
    )


def _add(answer: Answer, revision: AnswerRevision, *, also: tuple[str, ...] = ()) -> None:
    revision.save(force_insert=True)
    answer.last_revision = revision.number
    answer.save(update_fields=["last_revision", *also])
    signals.answer_saved.send(
        sender=Answer, answer=answer, revision=revision, now=revision.saved_at
    )


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
        language = content.language or _usual_language(answer)
        if language not in answer.question.languages:
            raise LanguageNotOffered(language)
        return Content(text=text, language=language)
    return Content(text=text)


def _usual_language(answer: Answer) -> str:
    """Return the language that is meant where none is named."""
    return answer.language or (answer.question.languages[0] if answer.question.is_coding else "")
