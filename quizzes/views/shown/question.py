"""One question as its candidate works on it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.utils.safestring import SafeString

from quizzes.choices import QuestionKind
from quizzes.formats import markdown
from quizzes.models import Answer, QuestionVersion, TestCase
from quizzes.rules import own_tests
from quizzes.rules.own_tests import OwnTest
from quizzes.views.shown.languages import ShownLanguage, languages_of


@dataclass(frozen=True, slots=True)
class ShownChoice:
    code: str
    text_html: SafeString
    is_selected: bool


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """One question as its candidate sees it: no guide, no correct choice, no hidden test case."""

    number: int
    kind: str
    title: str
    points: int
    statement_html: SafeString
    estimated_minutes: int
    text: str
    languages: list[ShownLanguage]
    own_tests: list[OwnTest]
    revision: int
    saved_at: datetime | None
    saved_page: str
    choices: list[ShownChoice]
    samples: list[TestCase]
    hidden_count: int
    cpu_seconds: float
    memory_mb: int

    @property
    def is_coding(self) -> bool:
        return self.kind == QuestionKind.CODING

    @property
    def is_text(self) -> bool:
        return self.kind == QuestionKind.TEXT

    @property
    def takes_many(self) -> bool:
        return self.kind == QuestionKind.MULTIPLE_CHOICE

    @property
    def language(self) -> ShownLanguage | None:
        """The one that the text in the box is in; None where it is no code."""
        return next((one for one in self.languages if one.is_current), None)

    @property
    def next_test_number(self) -> int:
        return len(self.own_tests) + 1

    @property
    def has_choices(self) -> bool:
        return bool(self.choices)


def question(answer: Answer, *, unsaved: "Unsaved | None" = None) -> ShownQuestion:
    """Return what the page of one question shows.

    unsaved: what was sent and refused; it stands in the boxes again, so that
    nothing typed is lost.
    """
    version = answer.question
    kept_tests = own_tests.read(answer.own_tests)
    if unsaved is None:
        languages, chosen = languages_of(answer), answer.choices
        text = answer.text if answer.revision else _starter_code(version, languages)
    else:
        languages, chosen = languages_of(answer, current=unsaved.language), unsaved.choices
        text = unsaved.text
        kept_tests = own_tests.merged(kept_tests, unsaved.own_tests, deleted=())
    cases = test_cases_of(version)
    by_code = (
        {choice.code: choice for choice in version.choices.all()} if version.has_choices else {}
    )
    return ShownQuestion(
        number=answer.number,
        kind=version.kind,
        title=version.title,
        points=answer.points,
        statement_html=markdown.to_html(version.statement),
        estimated_minutes=version.estimated_minutes,
        text=text,
        languages=languages,
        own_tests=kept_tests,
        revision=answer.revision,
        saved_at=answer.saved_at,
        saved_page=answer.page,
        choices=[
            ShownChoice(code, markdown.to_html(by_code[code].text), code in chosen)
            for code in answer.choice_order
        ],
        samples=[case for case in cases if case.is_sample],
        hidden_count=sum(not case.is_sample for case in cases),
        cpu_seconds=version.cpu_time_limit_ms / 1000,
        memory_mb=version.memory_limit_mb,
    )


def _starter_code(version: QuestionVersion, languages: list[ShownLanguage]) -> str:
    return next((one.starter_code for one in languages if one.is_current), "")


def test_cases_of(version: QuestionVersion) -> list[TestCase]:
    """Return the test cases of code, asked for once a page."""
    if not version.is_coding:
        return []
    prefetch_related_objects([version], "test_cases")
    return list(version.test_cases.all())


@dataclass(frozen=True, slots=True)
class ShownContent:
    """What was saved meanwhile. ``fields`` are the form's, as [name, value]."""

    text: str
    choice_texts_html: list[SafeString]
    saved_at: datetime | None
    fields: list[list[str]]


def content(answer: Answer) -> ShownContent:
    chosen = answer.question.choices.filter(code__in=answer.choices) if answer.choices else ()
    return ShownContent(
        text=answer.text,
        choice_texts_html=[markdown.to_html(one.text) for one in chosen],
        saved_at=answer.saved_at,
        fields=[
            *([] if answer.question.has_choices else [["text", answer.text]]),
            *(["choice", code] for code in answer.choices),
            *([["language", answer.language]] if answer.language else []),
        ],
    )


@dataclass(frozen=True, slots=True)
class Unsaved:
    """What a refused form held."""

    text: str
    choices: list[str]
    language: str = ""
    own_tests: tuple[OwnTest, ...] = ()
