"""What was answered, as the result page shows it: plain values for the template."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Length
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from interview.admin import words
from interview.admin.results.code import coloured
from interview.admin.results.since_last import happened_since
from quizzes.admin import runs
from quizzes.admin.runs import ShownCase, ShownJudgement, ShownVerdict
from quizzes.choices import (
    PENDING_STATES,
    QuestionKind,
    RevisionOrigin,
    SubmissionCause,
    SubmissionState,
)
from quizzes.domain import results
from quizzes.formats import markdown
from quizzes.models import (
    Answer,
    AnswerRevision,
    Attempt,
    Choice,
    Grade,
    Submission,
    TestCase,
)
from quizzes.rules import answers as rules


@dataclass(frozen=True, slots=True)
class ShownText:
    """A text in colour, with its length."""

    html: SafeString
    lines: int
    characters: int


@dataclass(frozen=True, slots=True)
class ShownGrade:
    """One grade of a submission, by the grader, by rule or by a person."""

    points: str
    verdict: ShownVerdict | None
    graded_at: datetime
    graded_by: str
    comment: str
    judgement: ShownJudgement | None


@dataclass(frozen=True, slots=True)
class ShownSubmission:
    """One submission. ``grades`` are newest first, and the first one holds."""

    pk: int
    number: int
    submitted_at: datetime
    is_from_closing: bool
    state: str
    state_words: str
    counts: bool
    text: ShownText
    chosen: list[str]
    grades: list[ShownGrade]
    may_be_graded_again: bool

    @property
    def grade(self) -> ShownGrade | None:
        return self.grades[0] if self.grades else None

    @property
    def older_grades(self) -> list[ShownGrade]:
        return self.grades[1:]

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING_STATES

    @property
    def is_ungraded(self) -> bool:
        return self.state == SubmissionState.UNGRADED

    @property
    def waits_for_a_person(self) -> bool:
        return self.state == SubmissionState.REVIEW


@dataclass(frozen=True, slots=True)
class ShownChoice:
    code: str
    html: SafeString
    note: str
    is_correct: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownRevision:
    """One save, without its text; that has a page of its own."""

    number: int
    saved_at: datetime
    characters: int
    is_late: bool
    is_set_aside: bool
    is_from_file: bool
    happened: str


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """One question with all that was answered to it.

    main: the submission that counts, else the newest; None if nothing was submitted.
    unsent: the last saved text where no submission holds the same.
    """

    pk: int
    number: int
    title: str
    kind: str
    kind_words: str
    version: int
    earned: Decimal
    points: int
    statement_html: SafeString
    guide_html: SafeString
    saved_at: datetime | None
    unsent: ShownText | None
    choices: list[ShownChoice]
    main: ShownSubmission | None
    others: list[ShownSubmission]
    revisions: list[ShownRevision]

    @property
    def is_coding(self) -> bool:
        return self.kind == QuestionKind.CODING

    @property
    def is_text(self) -> bool:
        return self.kind == QuestionKind.TEXT

    @property
    def is_blank(self) -> bool:
        return self.main is None and self.saved_at is None

    @property
    def all_submissions(self) -> list[ShownSubmission]:
        return [self.main, *self.others] if self.main else []

    @property
    def waits(self) -> bool:
        return any(one.waits_for_a_person or one.is_ungraded for one in self.all_submissions)

    @property
    def late_count(self) -> int:
        return sum(revision.is_late for revision in self.revisions)

    @property
    def percent(self) -> int:
        return round(100 * self.earned / self.points)

    @property
    def earned_words(self) -> str:
        return words.points_words(self.earned)

    @property
    def outcome(self) -> str:
        """Say in a few words how it went, or what it waits for."""
        if self.main is None:
            return _("Not answered") if self.saved_at is None else _("Saved, not submitted")
        if self.waits:
            return _("Needs you")
        grade = self.main.grade
        if grade is None or self.main.is_pending:
            return self.main.state_words
        if grade.verdict is not None:
            return grade.verdict.words
        if self.earned == self.points:
            return _("All the points")
        return _("Part of the points") if self.earned else _("No points")


def shown_answers(attempt: Attempt) -> list[ShownAnswer]:
    """Return the answers of an attempt in order, at a fixed number of queries."""
    cases = Prefetch(
        "question__test_cases", runs.with_excerpts(TestCase.objects.all()), to_attr="listed_cases"
    )
    revisions = Prefetch(
        "revisions",
        AnswerRevision.objects.defer("text").annotate(characters=Length("text")),
        to_attr="listed_revisions",
    )
    grades = Prefetch("submissions__grades", Grade.objects.select_related("graded_by"))
    answers = attempt.answers.select_related("question").prefetch_related(
        cases, revisions, "question__choices", "submissions", grades
    )
    return [_answer(answer, counting=attempt.counting) for answer in answers]


def _answer(answer: Any, *, counting: str) -> ShownAnswer:
    version = answer.question
    submissions = list(answer.submissions.all())
    counted = results.counting_submission(submissions, counting=counting)
    main = counted or (submissions[-1] if submissions else None)
    cases = runs.shown_cases(version.listed_cases)
    shown = [_submission(one, counted, version.kind, cases) for one in submissions]
    return ShownAnswer(
        pk=answer.pk,
        number=answer.number,
        title=version.title,
        kind=version.kind,
        kind_words=version.get_kind_display(),
        version=version.number,
        earned=results.answer_points(submissions, counting=counting),
        points=answer.points,
        statement_html=markdown.to_html(version.statement),
        guide_html=markdown.to_html(version.guide),
        saved_at=answer.saved_at,
        unsent=_unsent(answer, submissions),
        choices=_choices(answer, version.choices.all(), main),
        main=next((one for one in shown if main and one.pk == main.pk), None),
        others=[one for one in reversed(shown) if main and one.pk != main.pk],
        revisions=[
            ShownRevision(
                number=one.number,
                saved_at=one.saved_at,
                characters=one.characters,
                is_late=one.is_late,
                is_set_aside=one.is_set_aside and one.origin == RevisionOrigin.PAGE,
                is_from_file=one.origin == RevisionOrigin.FILE,
                happened=happened_since(before, one),
            )
            for before, one in reversed(list(pairwise([None, *answer.listed_revisions])))
        ],
    )


def _submission(
    submission: Submission, counted: Submission | None, kind: str, cases: dict[str, ShownCase]
) -> ShownSubmission:
    newest_first = sorted(submission.grades.all(), key=lambda grade: grade.pk, reverse=True)
    return ShownSubmission(
        pk=submission.pk,
        number=submission.number,
        submitted_at=submission.submitted_at,
        is_from_closing=submission.cause == SubmissionCause.CLOSING,
        state=submission.state,
        state_words=submission.get_state_display(),
        counts=counted is not None and counted.pk == submission.pk,
        text=shown_text(submission.text, submission.language),
        chosen=submission.choices,
        grades=[_grade(grade, cases) for grade in newest_first],
        may_be_graded_again=kind == QuestionKind.CODING and submission.state not in PENDING_STATES,
    )


def _grade(grade: Grade, cases: dict[str, ShownCase]) -> ShownGrade:
    return ShownGrade(
        points=words.points_words(grade.points),
        verdict=runs.verdict(grade.verdict) if grade.verdict else None,
        graded_at=grade.graded_at,
        graded_by=str(grade.graded_by or ""),
        comment=grade.comment,
        judgement=runs.judgement(grade.judgement, cases),
    )


def _unsent(answer: Answer, submissions: list[Submission]) -> ShownText | None:
    if rules.is_blank(answer) or answer.question.has_choices:
        return None
    if any(rules.same_content(submission, answer) for submission in submissions):
        return None
    return shown_text(answer.text, answer.language)


def _choices(
    answer: Answer, choices: Iterable[Choice], main: Submission | None
) -> list[ShownChoice]:
    """Return the choices in the order in which the candidate saw them."""
    chosen = main.choices if main else answer.choices
    by_code = {choice.code: choice for choice in choices}
    return [
        ShownChoice(
            code=code,
            html=markdown.to_html(by_code[code].text),
            note=by_code[code].note,
            is_correct=by_code[code].is_correct,
            is_chosen=code in chosen,
        )
        for code in answer.choice_order
        if code in by_code
    ]


def shown_text(text: str, language: str) -> ShownText:
    return ShownText(
        html=coloured(text, language), lines=len(text.splitlines()), characters=len(text)
    )
