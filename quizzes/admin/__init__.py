"""The question bank and the quizzes, for interviewers."""

from quizzes.admin import copies, questions, quizzes, vocabulary

__all__ = ["copies", "questions", "quizzes", "vocabulary"]
