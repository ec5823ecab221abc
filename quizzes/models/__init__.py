"""The records of quizzes: what is asked, and what was answered."""

from quizzes.models.answer import Answer
from quizzes.models.attempt import Attempt
from quizzes.models.copy import CopyErasure
from quizzes.models.event import AttemptEvent
from quizzes.models.outage import Heartbeat, Outage
from quizzes.models.question import (
    Choice,
    Question,
    QuestionVersion,
    Skill,
    Solution,
    Tag,
    TestCase,
)
from quizzes.models.quiz import Quiz, QuizQuestion
from quizzes.models.revision import AnswerRevision
from quizzes.models.section import AttemptSection, Section
from quizzes.models.session import AttemptSession
from quizzes.models.submission import Grade, Result, Submission
from quizzes.models.toolchain import ToldLanguages

__all__ = [
    "Answer",
    "AnswerRevision",
    "Attempt",
    "AttemptEvent",
    "AttemptSection",
    "AttemptSession",
    "Choice",
    "CopyErasure",
    "Grade",
    "Heartbeat",
    "Outage",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
    "Result",
    "Section",
    "Skill",
    "Solution",
    "Submission",
    "Tag",
    "TestCase",
    "ToldLanguages",
]
