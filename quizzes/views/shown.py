"""What the candidate's pages show: plain values for the templates.

Whatever a candidate must not see is left out here, and so cannot slip into a
template by accident.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from grading.protocol import Run, stored_judgement
from quizzes.choices import (
    PENDING_STATES,
    SHORT_VERDICTS,
    AnswerState,
    ProgrammingLanguage,
    QuestionKind,
    SubmissionState,
    Verdict,
)
from quizzes.domain.jobs import OWN_INPUT
from quizzes.domain.trials import Trial
from quizzes.formats import markdown
from quizzes.models import Answer, Attempt, QuestionVersion, Submission, TestCase
from quizzes.rules import answers as rules
from quizzes.rules import disclosure


@dataclass(frozen=True, slots=True)
class ListedQuestion:
    """One line of the list of questions."""

    number: int
    title: str
    kind: str
    kind_label: str
    points: int
    estimated_minutes: int
    state: str
    state_label: str
    url: str
    is_current: bool
    section: int | None


def answers(attempt: Attempt) -> list[Answer]:
    """Load the answers that may be read, with what the list of questions tells. Two queries."""
    reached = attempt.answers.reached().select_related("question", "section")
    return list(reached.prefetch_related("submissions"))


def questions(loaded: list[Answer], *, current: int | None = None) -> list[ListedQuestion]:
    """Return the questions of an attempt with how far each has come."""
    return [_listed(answer.attempt, answer, current=current) for answer in loaded]


def _listed(attempt: Attempt, answer: Answer, *, current: int | None) -> ListedQuestion:
    state = _state(answer)
    return ListedQuestion(
        number=answer.number,
        title=answer.question.title,
        kind=answer.question.kind,
        kind_label=answer.question.get_kind_display(),
        points=answer.points,
        estimated_minutes=answer.question.estimated_minutes,
        state=state.value,
        state_label=str(state.label),
        url=reverse("quizzes:question", args=[attempt.code, answer.number]),
        is_current=answer.number == current,
        section=answer.section.number if answer.section else None,
    )


def _state(answer: Answer) -> AnswerState:
    submissions = list(answer.submissions.all())
    return rules.answer_state(
        is_answered=not rules.is_blank(answer),
        is_changed_since=not submissions or not rules.same_content(submissions[-1], answer),
        submission_states=[one.state for one in submissions],
    )


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
    own_input: str
    starter_code: str
    language: str
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
    def has_choices(self) -> bool:
        return bool(self.choices)


def question(answer: Answer, *, unsaved: "Unsaved | None" = None) -> ShownQuestion:
    """Return what the page of one question shows.

    unsaved: what was sent and refused; it stands in the boxes again, so that
    nothing typed is lost.
    """
    version = answer.question
    text = answer.text if answer.revision else version.starter_code
    chosen = answer.choices
    if unsaved is not None:
        text, chosen = unsaved.text, unsaved.choices
    cases = _test_cases(version)
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
        own_input=unsaved.own_input if unsaved else "",
        starter_code=version.starter_code,
        language=answer.language or ProgrammingLanguage.PYTHON,
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


def _test_cases(version: QuestionVersion) -> list[TestCase]:
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
    own_input: str = ""


@dataclass(frozen=True, slots=True)
class ShownRun:
    """One run. What may not be seen is None."""

    code: str
    label: str
    verdict: str
    verdict_label: str
    short: str
    cpu_time_ms: int
    peak_memory_mb: float
    input: str | None = None
    expected_output: str | None = None
    output: str | None = None
    error_output: str | None = None
    is_own_input: bool = False
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class ShownTrial:
    """What came of Run. ``is_fault`` says that the grader failed, not the candidate."""

    is_fault: bool
    compile_output: str
    runs: list[ShownRun]


def trial(one: Trial) -> ShownTrial:
    if one.judgement is None:
        return ShownTrial(is_fault=True, compile_output="", runs=[])
    samples = {case.code: case for case in one.answer.question.test_cases.all() if case.is_sample}
    return ShownTrial(
        is_fault=False,
        compile_output=one.judgement.compile_output,
        runs=[
            _run_on(samples.get(run.test_case), run, own_input=one.own_input)
            for run in one.judgement.runs
        ],
    )


def _run_on(case: TestCase | None, run: Run, *, own_input: str | None = None) -> ShownRun:
    is_own_input = run.test_case == OWN_INPUT
    verdict = Verdict(run.verdict.value)
    return ShownRun(
        code=run.test_case,
        label=str(_("Your own input")) if is_own_input else run.test_case,
        verdict=verdict.value,
        verdict_label=str(
            _("Ran") if is_own_input and verdict == Verdict.ACCEPTED else verdict.label
        ),
        short=SHORT_VERDICTS[verdict],
        cpu_time_ms=run.cpu_time_ms,
        peak_memory_mb=run.peak_memory_bytes / 2**20,
        input=case.input if case else own_input,
        expected_output=case.expected_output if case else None,
        output=run.output_excerpt,
        error_output=run.error_excerpt,
        is_own_input=is_own_input,
        is_accepted=verdict == Verdict.ACCEPTED,
    )


@dataclass(frozen=True, slots=True)
class ShownSubmission:
    """One submission while the attempt is open. Points are never shown to candidates here."""

    number: int
    submitted_at: datetime
    state: str
    is_pending: bool
    is_graded: bool
    is_ungraded: bool
    compile_output: str
    samples: list[ShownRun]
    hidden: list[ShownRun]
    hides_hidden: bool

    @property
    def samples_passed(self) -> int:
        return sum(run.is_accepted for run in self.samples)


def submissions(answer: Answer, attempt: Attempt) -> list[ShownSubmission]:
    """Return the submissions of one answer, newest first, with what their candidate may see."""
    found = list(answer.submissions.all())
    if not found:
        return []
    prefetch_related_objects(found, "grades")
    cases = {case.code: case for case in _test_cases(answer.question)}
    return [_shown_submission(one, cases, attempt) for one in reversed(found)]


def _shown_submission(
    submission: Submission, cases: dict[str, TestCase], attempt: Attempt
) -> ShownSubmission:
    samples: list[ShownRun] = []
    hidden: list[ShownRun] = []
    hides_hidden = False
    compile_output = ""
    grade = submission.grade
    if grade is not None and grade.judgement is not None:
        judgement = stored_judgement(grade.judgement)
        compile_output = judgement.compile_output
        for run in judgement.runs:
            case = cases.get(run.test_case)
            is_sample = case is not None and case.is_sample
            if not disclosure.may_see_verdict(is_sample=is_sample, disclosure=attempt.disclosure):
                hides_hidden = True
            elif disclosure.may_see_output(is_sample=is_sample):
                samples.append(_run_on(case, run))
            else:
                hidden.append(_verdict_only(run, number=len(hidden) + 1))
    return ShownSubmission(
        number=submission.number,
        submitted_at=submission.submitted_at,
        state=submission.state,
        is_pending=submission.state in PENDING_STATES,
        is_graded=submission.state == SubmissionState.GRADED,
        is_ungraded=submission.state == SubmissionState.UNGRADED,
        compile_output=compile_output,
        samples=samples,
        hidden=hidden,
        hides_hidden=hides_hidden,
    )


def _verdict_only(run: Run, *, number: int) -> ShownRun:
    verdict = Verdict(run.verdict.value)
    return ShownRun(
        code=str(number),
        label=str(_("Hidden test %(number)d") % {"number": number}),
        verdict=verdict.value,
        verdict_label=str(verdict.label),
        short=SHORT_VERDICTS[verdict],
        cpu_time_ms=run.cpu_time_ms,
        peak_memory_mb=run.peak_memory_bytes / 2**20,
        is_accepted=verdict == Verdict.ACCEPTED,
    )
