"""The demo's staff, quizzes and positions."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from accounts.models import User
from accounts.roles import Role, group_of
from interview.domain import practice
from interview.models import Criterion, Position
from quizzes.models import Question, Quiz, QuizQuestion, Section

PASSWORD = "demo"  # noqa: S105 -- of a laptop's demo, which runs nowhere else
ROLES = {"administrator": Role.ADMINISTRATOR, "interviewer": Role.INTERVIEWER}


@dataclass(frozen=True, slots=True)
class Company:
    """What the rest of the demo refers to: staff by address, the others by code."""

    staff: dict[str, User]
    quizzes: dict[str, Quiz]
    positions: dict[str, Position]


def found_company(words: dict[str, Any], now: datetime) -> Company:
    """Make the records that candidates' stories need."""
    staff = {entry["email"]: _hire(entry) for entry in words["staff"]}
    quizzes = {entry["code"]: _compose(entry) for entry in words["quizzes"]}
    positions = {
        entry["code"]: _open(entry, staff=staff, quizzes=quizzes) for entry in words["positions"]
    }
    practice.make_quiz(now=now)
    Position.objects.update(created_at=now - timedelta(days=30))
    return Company(staff, quizzes, positions)


def _hire(entry: dict[str, Any]) -> User:
    user = User.objects.create_user(entry["email"], PASSWORD, name=entry["name"], is_staff=True)
    user.groups.add(group_of(ROLES[entry["role"]]))
    return user


def _compose(entry: dict[str, Any]) -> Quiz:
    quiz = Quiz.objects.create(
        title=entry["title"],
        instructions=entry["instructions"].strip(),
        time_limit=timedelta(minutes=entry["time_limit_minutes"]),
    )
    sections = {
        code: section
        for position, words in enumerate(entry.get("sections", []))
        for section in [_divide(quiz, words, position)]
        for code in words["questions"]
    }
    for position, asked in enumerate(entry["questions"]):
        QuizQuestion.objects.create(
            quiz=quiz,
            question=Question.objects.get(code=asked["code"]),
            points=asked["points"],
            section=sections.get(asked["code"]),
            position=position,
        )
    return quiz


def _divide(quiz: Quiz, words: dict[str, Any], position: int) -> Section:
    return Section.objects.create(
        quiz=quiz,
        title=words["title"],
        time_limit=timedelta(minutes=words["time_limit_minutes"]),
        position=position,
    )


def _open(entry: dict[str, Any], *, staff: dict[str, User], quizzes: dict[str, Quiz]) -> Position:
    position = Position.objects.create(
        title=entry["title"],
        description=entry["description"],
        quiz=quizzes[entry["quiz"]],
        **{f"tells_{what}": True for what in entry.get("tells", [])},
    )
    position.interviewers.set(staff[email] for email in entry["interviewers"])
    for order, criterion in enumerate(entry["criteria"]):
        Criterion.objects.create(
            position=position,
            name=criterion["name"],
            levels="\n".join(criterion["levels"]),
            order=order,
        )
    return position
