"""Workers that die, come late, or come together: each submission is graded once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from grading.protocol import Judgement, Run, Verdict
from quizzes import gateway
from quizzes.choices import Fault, SubmissionState
from quizzes.domain import claims, grading
from quizzes.domain.claims import LEASE, MOST_TRIES
from tests.factories import ECHO, NOON, AnswerFactory, AttemptFactory, SubmissionFactory

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def submission():
    attempt = AttemptFactory(closes_at=NOON, finished=True)
    return SubmissionFactory(answer=AnswerFactory(attempt=attempt, text=ECHO))


def accepted(submission):
    """Return a judgement of which nobody needs to know how it came about."""
    codes = submission.answer.question.test_cases.values_list("code", flat=True)
    runs = tuple(Run(code, Verdict.ACCEPTED) for code in codes)
    return Judgement(code=submission.code, runs=runs, grader_version="1")


def test_nobody_takes_what_somebody_has(submission):
    claims.take(submission_id=submission.pk, now=NOON)

    assert claims.take(submission_id=submission.pk, now=NOON + LEASE) is None


def test_a_claim_runs_out_when_its_worker_is_dead(submission):
    dead = claims.take(submission_id=submission.pk, now=NOON)

    living = claims.take(submission_id=submission.pk, now=NOON + LEASE + SECOND)

    assert living is not None
    assert living.token != dead.token


def test_a_claim_that_is_kept_does_not_run_out(submission):
    claim = claims.take(submission_id=submission.pk, now=NOON)

    assert claims.renew(claim, now=NOON + LEASE)

    assert claims.take(submission_id=submission.pk, now=NOON + LEASE + SECOND) is None


def test_whoever_was_taken_over_cannot_keep_or_give_back_the_claim(submission):
    late = claims.take(submission_id=submission.pk, now=NOON)
    living = claims.take(submission_id=submission.pk, now=NOON + LEASE + SECOND)

    claims.give_back(late, now=NOON + LEASE + SECOND)

    assert not claims.renew(late, now=NOON + LEASE + SECOND)
    assert claims.renew(living, now=NOON + LEASE + SECOND)


def test_a_judgement_that_comes_too_late_is_dropped(submission):
    late = claims.take(submission_id=submission.pk, now=NOON)
    living = claims.take(submission_id=submission.pk, now=NOON + LEASE + SECOND)
    judgement = accepted(submission)

    grades = [
        grading.record_judgement(submission=submission, judgement=judgement, now=NOON, claim=claim)
        for claim in (late, living, late, living)
    ]

    assert [grade is not None for grade in grades] == [False, True, False, False]
    assert submission.grades.count() == 1


def test_a_failure_that_comes_too_late_takes_nothing_back(submission, mailoutbox):
    late = claims.take(submission_id=submission.pk, now=NOON)
    living = claims.take(submission_id=submission.pk, now=NOON + LEASE + SECOND)
    grading.record_judgement(
        submission=submission, judgement=accepted(submission), now=NOON, claim=living
    )

    grading.record_failure(
        submission=submission,
        problem="It died.",
        fault=Fault.UNAVAILABLE,
        now=NOON,
        claim=late,
    )

    submission.refresh_from_db()
    assert (submission.state, submission.problem) == (SubmissionState.GRADED, "")


def test_a_judgement_of_what_was_erased_meanwhile_is_dropped(submission):
    claim = claims.take(submission_id=submission.pk, now=NOON)
    judgement = accepted(submission)
    type(submission).objects.all().delete()

    grade = grading.record_judgement(
        submission=submission, judgement=judgement, now=NOON, claim=claim
    )

    assert grade is None


def test_a_message_that_comes_again_takes_over_from_a_dead_worker(submission):
    claims.take(submission_id=submission.pk, now=timezone.now() - LEASE - SECOND)

    grading.grade_submission.call(submission.pk)

    submission.refresh_from_db()
    assert (submission.state, submission.tries) == (SubmissionState.GRADED, 2)
    assert submission.grades.count() == 1


def test_a_grade_by_a_person_meanwhile_holds(submission, reviewer):
    claim = claims.take(submission_id=submission.pk, now=NOON)
    grading.score_by_hand(
        submission=submission, points=3, comment="By hand.", graded_by=reviewer, now=NOON
    )

    grading.record_judgement(
        submission=submission, judgement=accepted(submission), now=NOON, claim=claim
    )

    assert [grade.points for grade in submission.grades.all()] == [3]


def test_a_regrade_drops_the_judgement_that_is_on_its_way(
    submission, django_capture_on_commit_callbacks
):
    claim = claims.take(submission_id=submission.pk, now=NOON)
    submission.refresh_from_db()
    with django_capture_on_commit_callbacks():
        grading.regrade(submission=submission, now=NOON)

    grading.record_judgement(
        submission=submission, judgement=accepted(submission), now=NOON, claim=claim
    )

    submission.refresh_from_db()
    assert submission.state == SubmissionState.QUEUED


def test_a_fault_of_the_worker_lets_the_submission_wait_again(submission, monkeypatch):
    def fail(job):
        raise RuntimeError("a fault of ours")

    monkeypatch.setattr(gateway, "judge", fail)

    with pytest.raises(RuntimeError):
        grading.grade_submission.call(submission.pk)

    submission.refresh_from_db()
    assert (submission.state, submission.claim) == (SubmissionState.QUEUED, "")


def raising(problem):
    def judge(job):
        raise problem

    return judge


def test_a_grader_without_room_has_a_submission_wait_and_counts_no_try(submission, monkeypatch):
    monkeypatch.setattr(gateway, "judge", raising(gateway.GraderBusy("It was full.")))

    for _ in range(MOST_TRIES + 1):
        with pytest.raises(gateway.GraderBusy):
            grading.grade_submission.call(submission.pk)

    submission.refresh_from_db()
    assert (submission.state, submission.tries) == (SubmissionState.QUEUED, 0)


def test_a_silent_grader_is_asked_once_more_and_then_a_person_is(submission, monkeypatch):
    monkeypatch.setattr(gateway, "judge", raising(gateway.GraderSilent("It hangs.")))

    with pytest.raises(gateway.GraderSilent):
        grading.grade_submission.call(submission.pk)
    grading.grade_submission.call(submission.pk)

    submission.refresh_from_db()
    assert (submission.state, submission.problem) == (SubmissionState.UNGRADED, "It hangs.")


def test_the_sweep_frees_what_a_dead_worker_had(submission):
    now = timezone.now()
    claims.take(submission_id=submission.pk, now=now - LEASE - SECOND)

    sent_again = grading.send_stuck_again(now=now)

    submission.refresh_from_db()
    assert (sent_again, submission.state) == (1, SubmissionState.GRADED)


def test_what_fails_each_time_is_given_up_and_somebody_is_told(
    submission, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.ADMINS = ["admin@example.com"]
    for number in range(MOST_TRIES):
        assert claims.take(submission_id=submission.pk, now=NOON + 2 * number * LEASE)
    end = NOON + 2 * MOST_TRIES * LEASE

    another = claims.take(submission_id=submission.pk, now=end)
    with django_capture_on_commit_callbacks(execute=True):
        sent_again = grading.send_stuck_again(now=end)

    submission.refresh_from_db()
    assert (another, sent_again) == (None, 0)
    assert (submission.state, submission.problem) == (SubmissionState.UNGRADED, grading.GIVEN_UP)
    assert [str(Fault.GIVEN_UP.label) in mail.body for mail in mailoutbox] == [True]


def test_what_a_checker_quotes_is_in_no_log_and_no_mail(
    submission, mailoutbox, settings, caplog, django_capture_on_commit_callbacks
):
    settings.ADMINS = ["admin@example.com"]
    quoted = "the checker was ended, and wrote: Ada lives at 1 Elm Street"
    run = Run("sample", Verdict.JUDGE_ERROR, reason=quoted)
    judgement = Judgement(code=submission.code, runs=(run,), grader_version="1")

    with django_capture_on_commit_callbacks(execute=True):
        grading.record_judgement(submission=submission, judgement=judgement, now=NOON)

    submission.refresh_from_db()
    assert submission.problem == quoted
    assert [str(Fault.JUDGE_ERROR.label) in mail.body for mail in mailoutbox] == [True]
    assert "Elm Street" not in mailoutbox[0].body + caplog.text


def test_a_submission_that_cannot_be_sent_again_keeps_no_other_waiting(submission, monkeypatch):
    now = timezone.now()
    other = SubmissionFactory(answer=AnswerFactory(attempt=submission.answer.attempt, text=ECHO))
    for one in (submission, other):
        claims.take(submission_id=one.pk, now=now - LEASE - SECOND)
    send = grading.send_to_grader
    failures = iter([RuntimeError("a fault of ours")])

    def fail_once(one):
        for failure in failures:
            raise failure
        send(one)

    monkeypatch.setattr(grading, "send_to_grader", fail_once)

    with pytest.raises(ExceptionGroup):
        grading.send_stuck_again(now=now)

    states = set(type(submission).objects.values_list("state", flat=True))
    assert states == {SubmissionState.QUEUED, SubmissionState.GRADED}


def test_a_claim_is_renewed_as_long_as_the_work_takes(submission, monkeypatch):
    monkeypatch.setattr(claims, "RENEWED_EVERY", timedelta(milliseconds=10))
    renewed = []
    monkeypatch.setattr(claims, "renew", lambda claim, now: not renewed.append(claim))
    claim = claims.take(submission_id=submission.pk, now=NOON)

    with claims.kept(claim):
        while len(renewed) < 2:
            pass

    assert set(renewed) == {claim}
