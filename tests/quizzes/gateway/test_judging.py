"""Whose fault it is when graders end: blame is exact, and killing the grader never pays."""

import pytest

from grading.protocol import Job, Judgement, Run, TestCase, Verdict
from quizzes import gateway
from quizzes.gateway import judging
from quizzes.gateway.children import WarmChildren
from quizzes.gateway.errands import STOPPED_THE_GRADER, stopped
from quizzes.gateway.errors import GraderSilent, GraderStale, GraderStopped, GraderUnavailable

pytestmark = pytest.mark.django_db

JOB = Job("a-job", "python", b"print(input())", (TestCase("one", b"1\n", b"1\n"),))

ENDS, BLAMES, JUDGES = "ends", "blames", "judges"
LEAVES, IS_SILENT = "leaves", "is silent"


class Door(WarmChildren):
    """A way to a grader that does one thing after the other, and judges what is known to be good.

    works: whether it judges a job known to be good.
    """

    def __init__(self, *does, works=True):
        super().__init__(0)
        self.does = list(does)
        self.works = works

    def send(self, errand):
        job, judges = errand.job, self.works
        if job != judging.KNOWN_GOOD:
            now = self.does.pop(0)
            if now == LEAVES:
                raise GraderStale("It was changed.")
            if now == IS_SILENT:
                raise GraderSilent("It hangs.")
            if now == BLAMES:
                return stopped(job)
            judges = now == JUDGES
        if not judges:
            raise GraderStopped("The grader ended.")
        runs = tuple(Run(case.code, Verdict.ACCEPTED) for case in job.test_cases)
        return Judgement(job.code, runs, "1")


@pytest.fixture
def door(monkeypatch):
    monkeypatch.setattr(judging, "HEARING_PAUSE_SECONDS", 0)

    def put(*does, **facts):
        made = Door(*does, **facts)
        monkeypatch.setitem(judging.DOORS, "child", made)
        return made

    return put


@pytest.mark.parametrize(
    "does",
    [
        [JUDGES],
        [ENDS, JUDGES],
        [ENDS, ENDS, JUDGES],
        [ENDS, ENDS, ENDS, JUDGES],
        [BLAMES, JUDGES],
        [ENDS, BLAMES, JUDGES],
        [LEAVES, LEAVES, JUDGES],
        [ENDS, LEAVES, JUDGES],
    ],
)
def test_a_submission_whose_grader_somebody_else_ended_is_judged(door, does):
    used = door(*does)

    judgement = gateway.judge(JOB)

    assert [run.verdict for run in judgement.runs] == [Verdict.ACCEPTED]
    assert used.does == []


@pytest.mark.parametrize("does", [[ENDS] * 4, [BLAMES] * 2, [ENDS, BLAMES, ENDS, ENDS]])
def test_whoever_stops_the_grader_every_time_is_to_blame(door, does):
    used = door(*does)

    judgement = gateway.judge(JOB)

    assert [(run.verdict, run.reason) for run in judgement.runs] == [
        (Verdict.RUN_TIME_ERROR, STOPPED_THE_GRADER)
    ]
    assert used.does == []


def test_silence_is_blamed_on_nobody(door):
    used = door(ENDS, IS_SILENT)

    with pytest.raises(GraderSilent):
        gateway.judge(JOB)

    assert used.does == []


def test_a_grader_that_fails_on_good_programs_is_our_fault(door):
    door(ENDS, ENDS, works=False)

    with pytest.raises(GraderUnavailable, match="The grader ended"):
        gateway.judge(JOB)
