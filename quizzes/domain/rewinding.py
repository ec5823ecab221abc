"""Going back: to the starter code, to a text from before, to another language's text.

Each is a save like any other, so nothing is lost by it: what stood in the box
is in the history, and can be brought back.
"""

from datetime import datetime

from quizzes.domain import answers
from quizzes.domain.answers import Content
from quizzes.domain.errors import LanguageNotOffered
from quizzes.models import Answer, AttemptSession


def start_over(*, answer: Answer, session: AttemptSession, now: datetime) -> Answer:
    """Put the starter code of the answer's language into its box; a second call changes nothing.

    Raises:
        What ``answers.save_answer`` raises.
    """
    language = answer.language or answer.question.languages[0].value
    return _put(answer, answer.question.starter_code(language), language, session, now)


def bring_back(*, answer: Answer, revision: int, session: AttemptSession, now: datetime) -> Answer:
    """Put a text of the history into the box again.

    Raises:
        AnswerRevision.DoesNotExist: there is no revision of this number.
        What ``answers.save_answer`` raises.
    """
    before = answer.revisions.get(number=revision)
    return _put(answer, before.text, before.language, session, now)


def change_language(
    *, answer: Answer, language: str, session: AttemptSession, now: datetime
) -> Answer:
    """Go on in another language: where one left it, or at its starter code.

    Raises:
        LanguageNotOffered: the question is not to be answered in this language.
        What ``answers.save_answer`` raises.
    """
    if language not in answer.question.languages:
        raise LanguageNotOffered(language)
    if language == answer.language:
        return answer
    starter_code = answer.question.starter_code(language)
    return _put(answer, answer.left_texts.get(language, starter_code), language, session, now)


def _put(
    answer: Answer, text: str, language: str, session: AttemptSession, now: datetime
) -> Answer:
    return answers.save_answer(
        attempt=answer.attempt,
        number=answer.number,
        content=Content(text=text, language=language),
        session=session,
        now=now,
    )
