"""Expected refusals. The caller turns each into words."""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizzes.models import Answer


class NotAdmitted(Exception):
    """This browser was not let in to that attempt, or its cookie is lost. Nothing was changed."""


class AnswerConflict(Exception):
    """Another text was saved since the one that this was typed on. What was sent was kept aside.

    ``answer`` is what stands now.
    """

    def __init__(self, answer: "Answer") -> None:
        super().__init__(f"{answer.attempt.code}, question {answer.number}")
        self.answer = answer


class SessionReplaced(Exception):
    """Another browser has taken over. What was sent was kept aside."""


class AttemptClosed(Exception):
    """The attempt takes no more answers. What was sent has been kept, marked as late."""


class AnswerTooLarge(Exception):
    """The text is longer than quizzes.rules.answers.TEXT_LIMIT_BYTES. Nothing was changed."""


class UnknownChoice(Exception):
    """A choice that this question does not have was sent. Nothing was changed."""


class LanguageNotOffered(Exception):
    """The question cannot be answered in this language. Nothing was changed."""


class TooManyOwnTests(Exception):
    """An answer has as many test cases of the candidate's as it may have. Nothing was changed."""


class OwnTestTooLarge(Exception):
    """A test case of the candidate's is too large. Nothing was changed."""


class TooFast(Exception):
    """It was done too often for now; ``again_at`` says when it may be done again."""

    def __init__(self, again_at: datetime) -> None:
        super().__init__(again_at.isoformat())
        self.again_at = again_at


class TooManyRuns(TooFast):
    """The answer has no run left. It is saved all the same."""


class TooManySubmissions(TooFast):
    """The answer has no submission left. It is saved, and counts at the end."""


class NotRunHere(Exception):
    """Only the containers take what the answer needs. It can be submitted."""


class NothingToSubmit(Exception):
    """The answer is blank."""


class AnswerFileRefused(Exception):
    """A file with answers was not loaded; ``reason`` says why, by its code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class QuizNotReady(Exception):
    """The quiz has no published question to ask."""


class QuestionNotReady(Exception):
    """The question cannot be published; ``problems`` says why, one sentence each."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(" ".join(problems))
        self.problems = problems


class QuestionPublished(Exception):
    """A published version stays as it is; make a new version to change it."""


class PointsOutOfRange(Exception):
    """The points are below nothing or above what the answer is worth."""


class SectionClosed(AttemptClosed):
    """The section of this question takes no more answers; the attempt may go on."""


class SectionNotNext(Exception):
    """A section was asked for whose turn it is not."""


class AttemptWithdrawn(Exception):
    """The candidate has withdrawn; the attempt is not opened again."""


class OutagesOverlap(Exception):
    """Part of this time was given back already."""
