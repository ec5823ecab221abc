"""The one way from the web to the grader. Speaks grading.protocol and knows nothing else of it.

judging    has a job judged: in errands, tried twice, with blame where it belongs
errands    takes a job apart and puts the judgements together
children   warm graders beside this process
function   the grader's Lambda function
toolchains which languages the grader has, and how it compiles and runs them
patience   how long anybody waits
"""

from quizzes.gateway.billing import note_billed
from quizzes.gateway.children import WarmChild, WarmChildren, warm_children
from quizzes.gateway.errors import (
    GraderBusy,
    GraderRefused,
    GraderSilent,
    GraderStopped,
    GraderUnavailable,
    NoTimeLeft,
)
from quizzes.gateway.judging import DOORS, asked, judge, judge_all, misfits, untaken
from quizzes.gateway.patience import budget_seconds, finishing_within
from quizzes.gateway.toolchains import told

__all__ = [
    "DOORS",
    "GraderBusy",
    "GraderRefused",
    "GraderSilent",
    "GraderStopped",
    "GraderUnavailable",
    "NoTimeLeft",
    "WarmChild",
    "WarmChildren",
    "asked",
    "budget_seconds",
    "finishing_within",
    "judge",
    "judge_all",
    "misfits",
    "note_billed",
    "told",
    "untaken",
    "warm_children",
]
