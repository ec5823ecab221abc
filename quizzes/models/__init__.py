"""The records of quizzes: what is asked, and what was answered."""

from quizzes.models.attempt import Answer, AnswerRevision, Attempt
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
from quizzes.models.submission import Grade, Result, Submission

__all__ = [
    "Answer",
    "AnswerRevision",
    "Attempt",
    "Choice",
    "Grade",
    "Question",
    "QuestionVersion",
    "Quiz",
    "QuizQuestion",
    "Result",
    "Skill",
    "Solution",
    "Submission",
    "Tag",
    "TestCase",
]
