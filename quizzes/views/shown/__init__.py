"""What the candidate's pages show: plain values for the templates.

Whatever a candidate must not see is left out here, and so cannot slip into a
template by accident.
"""

from quizzes.views.shown.listed import ListedQuestion, answers, questions
from quizzes.views.shown.pace import ShownPace, pace
from quizzes.views.shown.question import ShownQuestion, Unsaved, content, question
from quizzes.views.shown.runs import trial
from quizzes.views.shown.submissions import submissions

__all__ = [
    "ListedQuestion",
    "ShownPace",
    "ShownQuestion",
    "Unsaved",
    "answers",
    "content",
    "pace",
    "question",
    "questions",
    "submissions",
    "trial",
]
