"""The records of hiring: who is wanted, who was invited, and what was decided."""

from interview.models.invitation import Invitation, LogEntry
from interview.models.letter import Letter
from interview.models.position import Candidate, Criterion, Position
from interview.models.practice import Practice
from interview.models.problem import Problem
from interview.models.review import Decision, Scorecard, ScorecardLine
from interview.models.usage import DailyUse, GraderCall

__all__ = [
    "Candidate",
    "Criterion",
    "DailyUse",
    "Decision",
    "GraderCall",
    "Invitation",
    "Letter",
    "LogEntry",
    "Position",
    "Practice",
    "Problem",
    "Scorecard",
    "ScorecardLine",
]
