"""Running an answer on the samples while working. Nothing is submitted by it."""

from dataclasses import dataclass
from datetime import datetime

from grading.protocol import Judgement
from grading.protocol import Verdict as Finding
from quizzes import gateway, signals
from quizzes.domain import jobs, pace
from quizzes.domain.answers import closed_error
from quizzes.domain.errors import NothingToSubmit, NotRunHere
from quizzes.models import Answer
from quizzes.rules import answers as rules

PATIENCE_SECONDS = 25
"""For a page that waits: an HTTP API waits for 30 s. Source: "Quotas for HTTP APIs", API Gateway's
developer guide."""


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of running the samples. ``judgement`` is None when the grader failed."""

    answer: Answer
    judgement: Judgement | None


def run_samples(*, answer: Answer, now: datetime) -> Trial:
    """Run the saved answer on its question's samples and on the candidate's own tests, and wait.

    Raises:
        AttemptClosed: the attempt is over.
        SectionClosed: the question's section is.
        NothingToSubmit: there is no code yet, or nothing to run it on.
        NotRunHere: the containers grade it, which take submissions only.
        TooManyRuns: too many within five minutes.
    """
    if not answer.takes_answer(now):
        raise closed_error(answer, now)
    job = jobs.job_for_trial(answer)
    if rules.is_blank(answer) or job is None:
        raise NothingToSubmit(answer.attempt.code)
    if gateway.untaken(jobs.needs(answer.question, language=answer.language)):
        raise NotRunHere(answer.language)
    pace.take_run(answer, now)
    try:
        with gateway.finishing_within(PATIENCE_SECONDS):
            judgement = gateway.judge(job)
    except gateway.GraderUnavailable:
        judgement = None
    if judgement is not None and any(run.verdict is Finding.JUDGE_ERROR for run in judgement.runs):
        judgement = None
    signals.samples_run.send(
        sender=Answer, answer=answer, verdict=judgement.verdict if judgement else "", now=now
    )
    return Trial(answer=answer, judgement=judgement)
