"""The file "my answers": made for the candidate, loaded by staff when a line was down for good."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from quizzes.choices import EventKind, RevisionOrigin
from quizzes.domain import answers, events, results, submissions
from quizzes.domain.answers import Content
from quizzes.domain.errors import AnswerFileRefused, AnswerTooLarge, UnknownChoice
from quizzes.formats import answer_file
from quizzes.formats.answer_file import AnswerFile, FiledAnswer, UnreadableFile
from quizzes.models import Answer, Attempt, AttemptSession
from quizzes.rules import answers as rules


@dataclass(frozen=True, slots=True)
class Found:
    """One answer of a file beside what was saved. is_news: the file says something else."""

    answer: Answer
    filed: FiledAnswer
    is_news: bool


def make_file(*, session: AttemptSession, now: datetime) -> bytes:
    """Return all saved answers of an attempt, signed for the browser that asks."""
    file = AnswerFile(
        attempt=session.attempt.code,
        session=session.number,
        made_at=now,
        made_by="server",
        answers=[
            FiledAnswer(one.number, one.revision, one.text, one.choices, one.language)
            for one in session.attempt.answers.all()
            if one.revision
        ],
    )
    return answer_file.write(file, key=answer_file.key_of(session.code))


def read_file(*, attempt: Attempt, data: bytes) -> tuple[AnswerFile, list[Found]]:
    """Check a file and compare it with what was saved. Changes nothing.

    Raises:
        AnswerFileRefused: "format", "signature" or "content" as in UnreadableFile,
            "attempt" if it is of another one, "open" while the candidate can still save.
    """
    keys = {one.number: answer_file.key_of(one.code) for one in attempt.sessions.all()}
    try:
        file = answer_file.read(data, keys=keys)
    except UnreadableFile as refusal:
        raise AnswerFileRefused(refusal.reason) from None
    if file.attempt != attempt.code:
        raise AnswerFileRefused("attempt")
    if attempt.finished_at is None:
        raise AnswerFileRefused("open")
    asked = {answer.number: answer for answer in attempt.answers.select_related("question")}
    return file, [
        Found(asked[filed.number], filed, is_news=_is_news(asked[filed.number], filed))
        for filed in file.answers
        if filed.number in asked
    ]


@transaction.atomic
def load_file(
    *, attempt: Attempt, data: bytes, numbers: Collection[int], actor: str, now: datetime
) -> list[int]:
    """Keep and grade what the file says to these questions; return to which it was news.

    The candidate's saved answers stay. Each loaded text is a step of the history
    and a submission of its own, marked as loaded by staff. Loading a file twice
    adds nothing.

    actor: the member of staff, as quizzes.domain.events.staff names them.

    Raises:
        AnswerFileRefused: as ``read_file``; also "content" for an answer that is
            too large or chooses what the question does not have.
    """
    attempt = Attempt.objects.select_for_update().get(pk=attempt.pk)
    _, found = read_file(attempt=attempt, data=data)
    news = [one for one in found if one.is_news and one.filed.number in numbers]
    for one in news:
        _load(one, actor=actor, now=now)
    if news:
        results.update_result(attempt=attempt, now=now)
    return [one.filed.number for one in news]


def _load(found: Found, *, actor: str, now: datetime) -> None:
    try:
        revision = answers.keep_from_file(
            answer=found.answer, content=_content(found.answer, found.filed), now=now
        )
    except (AnswerTooLarge, UnknownChoice):
        raise AnswerFileRefused("content") from None
    submission = submissions.submit_loaded(answer=found.answer, revision=revision, now=now)
    events.record(
        found.answer.attempt,
        EventKind.LOADED,
        now=now,
        actor=actor,
        question=found.answer.number,
        revision=revision.number,
        submission=submission.code,
    )


def _is_news(answer: Answer, filed: FiledAnswer) -> bool:
    content = _content(answer, filed)
    if rules.is_blank(content):
        return False
    loaded = list(answer.revisions.filter(origin=RevisionOrigin.FILE))
    known: list[rules.Content] = [answer, *loaded]
    return not any(_says_the_same(one, content) for one in known)


def _says_the_same(one: rules.Content, content: Content) -> bool:
    return (one.text, sorted(one.choices)) == (content.text, sorted(content.choices))


def _content(answer: Answer, filed: FiledAnswer) -> Content:
    language = filed.language if filed.language in answer.question.languages else ""
    return Content(rules.normalised(filed.text), filed.choices, language)
