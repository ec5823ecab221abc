"""Expected refusals. The caller turns each into words."""


class AttemptClosed(Exception):
    """The attempt takes no more answers. What was sent has been kept, marked as late."""


class AnswerTooLarge(Exception):
    """The text is longer than quizzes.rules.answers.TEXT_LIMIT_BYTES. Nothing was changed."""


class UnknownChoice(Exception):
    """A choice that this question does not have was sent. Nothing was changed."""


class NothingToSubmit(Exception):
    """The answer is blank."""


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
