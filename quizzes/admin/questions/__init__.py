"""The question bank: writing, trying, checking and publishing questions."""

from quizzes.admin.questions.page import QuestionVersionAdmin

__all__ = ["QuestionVersionAdmin"]
