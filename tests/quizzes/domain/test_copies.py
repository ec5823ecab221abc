"""A copy of each submission in a bucket, and its end in every version."""

import json
from collections.abc import Iterator
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.utils import timezone

from quizzes.choices import Purpose
from quizzes.domain import attempts, copies
from quizzes.domain.answers import Content, save_answer
from quizzes.domain.submissions import submit_answer
from quizzes.models import Attempt, CopyErasure, Submission
from tests.deployment.emulator import Emulator, running_emulator
from tests.factories import AttemptFactory, QuestionFactory, QuizFactory, SubmissionFactory
from tests.journeys.buckets import make_files_bucket
from tests.postgres import free_port
from tests.read_settings import lend, read_settings

pytestmark = pytest.mark.django_db

BUCKET = "interview-files-123456789012"
ANSWER = "I would measure first, naïvely.\n"
LATER = timedelta(minutes=16)


def hand_in(text: str = ANSWER, **fields: Any) -> Submission:
    """Save and submit, as the candidate's page does."""
    quiz = QuizFactory()
    QuestionFactory(quiz=quiz, kind="text", code="how")
    attempt = AttemptFactory(quiz=quiz, **fields)
    now = timezone.now()
    answer = save_answer(attempt=attempt, number=1, content=Content(text), now=now)
    return submit_answer(answer=answer, now=now)


# Without a bucket


def test_a_laptop_copies_nothing_and_owes_nothing(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submission = hand_in()
    copied = copies.copy_missing(now=timezone.now() + LATER)
    with django_capture_on_commit_callbacks(execute=True):
        attempts.erase(attempt=submission.answer.attempt, now=timezone.now())

    assert (copied, CopyErasure.objects.count()) == (0, 0)


# With the emulator's


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture(scope="module")
def s3(emulator: Emulator) -> Any:
    return make_files_bucket(emulator, BUCKET)


def use_bucket(settings: Any, emulator: Emulator, endpoint_url: str) -> None:
    read = read_settings(
        FILES_BUCKET=BUCKET, AWS_REGION=emulator.region, AWS_ENDPOINT_URL=endpoint_url
    )
    keys = {"access_key": "test", "secret_key": "test"}
    read["STORAGES"]["default"]["OPTIONS"] |= keys
    lend(settings, read, "FILES_BUCKET", "STORAGES")


@pytest.fixture
def bucket(s3: Any, emulator: Emulator, settings: Any) -> Any:
    use_bucket(settings, emulator, emulator.endpoint_url)
    return s3


@pytest.fixture
def bucket_away(emulator: Emulator, settings: Any) -> None:
    """Point at a bucket that nobody serves."""
    use_bucket(settings, emulator, f"http://127.0.0.1:{free_port()}")


def versions(s3: Any, attempt_code: str) -> list[str]:
    """Return the keys of an attempt in the bucket, once for each version and delete marker."""
    found = s3.list_object_versions(Bucket=BUCKET, Prefix=f"submissions/{attempt_code}/")
    return [one["Key"] for kind in ("Versions", "DeleteMarkers") for one in found.get(kind, [])]


@pytest.mark.deployment
def test_what_is_handed_in_is_copied_once_it_is_committed(
    bucket, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submission = hand_in()
        attempt = submission.answer.attempt
        assert versions(bucket, attempt.code) == []

    submission.refresh_from_db()
    key = f"submissions/{attempt.code}/{submission.code}.json"
    stored = bucket.get_object(Bucket=BUCKET, Key=key)
    content = stored["Body"].read()
    assert submission.copied_at is not None
    assert json.loads(content) == {
        "version": 1,
        "submission": submission.code,
        "attempt": attempt.code,
        "question": "how",
        "question_version": 1,
        "answer": 1,
        "number": 1,
        "language": "",
        "text": ANSWER,
        "choices": [],
        "cause": "pressed",
        "submitted_at": submission.submitted_at.isoformat(),
        "content_sha256": sha256(ANSWER.encode()).hexdigest(),
    }
    assert stored["Metadata"] == {"sha256": sha256(content).hexdigest()}
    assert (stored["ContentType"], stored["ServerSideEncryption"]) == ("application/json", "AES256")


@pytest.mark.deployment
def test_a_second_copy_writes_no_second_version(bucket):
    submission = SubmissionFactory()

    for _ in range(2):
        copies.keep_copy(submission=submission, now=timezone.now())

    assert len(versions(bucket, submission.answer.attempt.code)) == 1


@pytest.mark.deployment
def test_a_copy_that_somebody_changed_is_not_called_ours(bucket, caplog):
    submission = SubmissionFactory()
    bucket.put_object(Bucket=BUCKET, Key=copies.copy_of(submission).key, Body=b"forged")

    copies.keep_copy(submission=submission, now=timezone.now())

    submission.refresh_from_db()
    assert submission.copied_at is None
    assert f"another submission {submission.code}" in caplog.text


@pytest.mark.deployment
def test_a_bucket_that_is_away_delays_nobody_and_the_sweep_makes_good(
    bucket_away, s3, emulator, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        submission = hand_in()
    now = timezone.now() + LATER
    assert copies.copy_missing(now=now) == 0

    use_bucket(settings, emulator, emulator.endpoint_url)

    assert copies.copy_missing(now=now) == 1
    assert copies.copy_missing(now=now) == 0
    assert len(versions(s3, submission.answer.attempt.code)) == 1


@pytest.mark.deployment
def test_what_staff_try_out_is_not_copied(bucket, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        submission = hand_in(purpose=Purpose.PREVIEW)
    copied = copies.copy_missing(now=timezone.now() + LATER)

    assert (copied, versions(bucket, submission.answer.attempt.code)) == (0, [])


@pytest.mark.deployment
def test_erasing_takes_every_version_and_nobody_elses(bucket, django_capture_on_commit_callbacks):
    kept, gone = SubmissionFactory(), SubmissionFactory()
    for submission in (kept, gone):
        copies.keep_copy(submission=submission, now=timezone.now())
    attempt = gone.answer.attempt
    key = copies.copy_of(gone).key
    bucket.put_object(Bucket=BUCKET, Key=key, Body=b"a version that an administrator wrote")
    bucket.delete_object(Bucket=BUCKET, Key=key)
    assert len(versions(bucket, attempt.code)) == 3

    with django_capture_on_commit_callbacks(execute=True):
        attempts.erase(attempt=attempt, now=timezone.now())

    assert versions(bucket, attempt.code) == []
    assert len(versions(bucket, kept.answer.attempt.code)) == 1


@pytest.mark.deployment
def test_a_copy_that_arrives_after_its_erasing_goes_too(bucket):
    late = copies.copy_of(SubmissionFactory())
    now = timezone.now()
    CopyErasure.objects.create(attempt_code=late.attempt, asked_at=now)
    copies.erase_missing(now=now)

    bucket.put_object(Bucket=BUCKET, Key=late.key, Body=late.to_bytes())

    assert [copies.erase_missing(now=now + LATER * turn) for turn in (1, 2, 3)] == [0, 1, 0]
    assert versions(bucket, late.attempt) == []
    assert not CopyErasure.objects.exists()


@pytest.mark.deployment
def test_an_erasure_that_fails_is_listed_with_its_reason_until_it_is_done(
    bucket, emulator, settings, django_capture_on_commit_callbacks
):
    submission = SubmissionFactory()
    copies.keep_copy(submission=submission, now=timezone.now())
    attempt = submission.answer.attempt
    use_bucket(settings, emulator, f"http://127.0.0.1:{free_port()}")

    with django_capture_on_commit_callbacks(execute=True):
        attempts.erase(attempt=attempt, now=timezone.now())

    listed = CopyErasure.objects.get()
    assert (listed.attempt_code, Attempt.objects.count()) == (attempt.code, 0)
    assert "EndpointConnectionError" in listed.problem
    use_bucket(settings, emulator, emulator.endpoint_url)
    assert copies.erase_missing(now=timezone.now()) == 0  # deleted, but too early to be sure
    assert versions(bucket, attempt.code) == []
    assert copies.erase_missing(now=timezone.now() + LATER) == 1


@pytest.mark.deployment
def test_a_missing_right_is_named(bucket, settings):
    submission = SubmissionFactory()
    settings.FILES_BUCKET = "somebody-elses-bucket"

    with pytest.raises(copies.bucket.BucketUnavailable, match="PutObject was answered with NoSuch"):
        copies.keep_copy(submission=submission, now=timezone.now())
