"""The demo's question bank: added, checked and published as an interviewer would do it."""

from datetime import datetime
from typing import Any

from interview.demo import files
from quizzes import gateway
from quizzes.choices import QuestionKind
from quizzes.domain import authoring, questions
from quizzes.domain.authoring import Labels
from quizzes.formats.kattis import read_question
from quizzes.models import QuestionVersion, Solution


def fill_bank(now: datetime) -> None:
    """Add every question, have its solutions judged, and publish it."""
    versions = [_add(entry) for entry in files.read("questions.toml")["questions"]]
    solutions = Solution.objects.filter(version__in=versions).select_related("version")
    questions.check_solutions(solutions=solutions, now=now)
    for version in versions:
        questions.publish(version=version, now=now)


def _add(entry: dict[str, Any]) -> QuestionVersion:
    labels = Labels(
        tags=entry["tags"],
        skills=entry["skills"],
        difficulty=entry["difficulty"],
        estimated_minutes=entry["estimated_minutes"],
    )
    guide = entry.get("guide", "").strip()
    if entry["kind"] == QuestionKind.CODING:
        starter_codes = {
            language: code.lstrip("\n")
            for language, code in entry.get("starter_code", {}).items()
            if not gateway.untaken(frozenset({language}))
        }
        return authoring.add_coding_question(
            read_question(files.PACKAGES / entry["code"]),
            labels=labels,
            starter_codes=starter_codes,
            guide=guide,
        )
    return authoring.add_question(
        code=entry["code"],
        kind=entry["kind"],
        title=entry["title"],
        statement=entry["statement"].strip(),
        labels=labels,
        guide=guide,
        choices=[
            {
                "code": choice["code"],
                "text": choice["text"].strip(),
                "is_correct": choice["is_correct"],
                "note": choice.get("note_for_reviewers", "").strip(),
            }
            for choice in entry.get("choices", [])
        ],
    )
