"""The question bank and the quizzes, for interviewers."""

from quizzes.admin import copies, outages, questions, quizzes, vocabulary

__all__ = ["copies", "outages", "questions", "quizzes", "vocabulary"]
