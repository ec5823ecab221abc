"""The question bank and the quizzes, for interviewers."""

from quizzes.admin import questions, quizzes, vocabulary

__all__ = ["questions", "quizzes", "vocabulary"]
