"""What was sent to be graded, and what may be told of it while the attempt is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import prefetch_related_objects
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from grading.protocol import Run, stored_judgement
from quizzes import gateway
from quizzes.choices import PENDING_STATES, SHORT_VERDICTS, SubmissionState, Verdict
from quizzes.domain import jobs
from quizzes.models import Answer, Attempt, Submission, TestCase
from quizzes.rules import disclosure
from quizzes.views.shown.listed import WITH_PLACES
from quizzes.views.shown.question import test_cases_of
from quizzes.views.shown.runs import ShownRun, run_on


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
    waiting: str

    @property
    def samples_passed(self) -> int:
        return sum(run.is_accepted for run in self.samples)


def submissions(answer: Answer, attempt: Attempt) -> list[ShownSubmission]:
    """Return the submissions of one answer, newest first, with what their candidate may see."""
    prefetch_related_objects([answer], WITH_PLACES)
    found = list(answer.submissions.all())
    if not found:
        return []
    prefetch_related_objects(found, "grades")
    cases = {case.code: case for case in test_cases_of(answer.question)}
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
                samples.append(run_on(case, run))
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
        waiting=_waiting(submission),
    )


LONG = timedelta(minutes=2)
"""Whoever waits longer is told that we do not know how long it takes; a guess."""


def _waiting(submission: Submission) -> str:
    """Say where a submission stands in the queue, as far as we know it."""
    if submission.state == SubmissionState.GRADING:
        return _("It is being graded right now.")
    if submission.state != SubmissionState.QUEUED:
        return ""
    if timezone.now() - submission.state_at > LONG:
        return _(
            "This takes longer than usual, and we cannot say how long. Your answer is safe and"
            " will be graded; there is no need to wait here."
        )
    needs = jobs.needs(submission.answer.question, language=submission.language)
    if submission.sent_at is None or gateway.untaken(needs):
        return _("It waits for the grader; we cannot say how many are before it.")
    ahead: int = getattr(submission, "ahead", None) or 0
    if not ahead:
        return _("It is next to be graded.")
    return ngettext(
        "About %(count)d answer is graded before it.",
        "About %(count)d answers are graded before it.",
        ahead,
    ) % {"count": ahead}


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
