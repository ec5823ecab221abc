"""Adding whole questions to the bank, from somewhere else than the admin."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from quizzes.choices import QuestionKind
from quizzes.formats.kattis import ReadQuestion
from quizzes.models import (
    Choice,
    Question,
    QuestionVersion,
    Skill,
    Solution,
    Tag,
    TestCase,
)

DEFAULT_CPU_TIME_LIMIT_MS = 2000


@dataclass(frozen=True, slots=True)
class Labels:
    """What a question is found by."""

    tags: Iterable[str] = ()
    skills: Iterable[str] = ()
    difficulty: str = "medium"
    estimated_minutes: int = 10


@transaction.atomic
def add_coding_question(
    read: ReadQuestion,
    *,
    labels: Labels,
    starter_codes: Mapping[str, str] | None = None,
    guide: str = "",
) -> QuestionVersion:
    """Add a package's question as a draft. Samples are shown and weigh nothing.

    starter_codes: by language; it may be answered in these, without any in Python.
    """
    version = _add(
        read.code,
        labels,
        kind=QuestionKind.CODING,
        title=read.title,
        statement=read.statement,
        starter_codes=dict(starter_codes or {}),
        guide=guide,
        cpu_time_limit_ms=read.cpu_time_limit_ms or DEFAULT_CPU_TIME_LIMIT_MS,
        memory_limit_mb=read.memory_limit_mb,
        output_limit_kb=read.output_limit_kb,
        checker=dict(read.checker),
    )
    TestCase.objects.bulk_create(
        TestCase(
            version=version,
            code=case.code,
            input=case.input,
            expected_output=case.expected_output,
            is_sample=case.is_sample,
            weight=0 if case.is_sample else 1,
            position=position,
        )
        for position, case in enumerate(read.test_cases)
    )
    Solution.objects.bulk_create(
        Solution(
            version=version,
            name=solution.name,
            language=solution.language,
            source=solution.source,
            expected_verdict=solution.expected_verdict,
        )
        for solution in read.solutions
    )
    return version


@transaction.atomic
def add_question(
    *,
    code: str,
    kind: str,
    title: str,
    statement: str,
    labels: Labels,
    guide: str = "",
    choices: Iterable[Mapping[str, Any]] = (),
) -> QuestionVersion:
    """Add a choice or text question as a draft.

    choices: in order, each with code, text, is_correct and note.
    """
    version = _add(code, labels, kind=kind, title=title, statement=statement, guide=guide)
    Choice.objects.bulk_create(
        Choice(version=version, position=position, **choice)
        for position, choice in enumerate(choices)
    )
    return version


def _add(code: str, labels: Labels, **fields: Any) -> QuestionVersion:
    version = QuestionVersion.objects.create(
        question=Question.objects.create(code=code),
        difficulty=labels.difficulty,
        estimated_minutes=labels.estimated_minutes,
        **fields,
    )
    version.tags.set(Tag.objects.get_or_create(name=name)[0] for name in labels.tags)
    version.skills.set(Skill.objects.get_or_create(name=name)[0] for name in labels.skills)
    return version
