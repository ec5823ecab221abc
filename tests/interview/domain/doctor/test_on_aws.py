"""The doctor's questions to AWS, asked of the emulator with rights enforced."""

import json

import pytest

from interview.domain.doctor import State
from interview.domain.doctor.checks.clocks import Clocks
from interview.domain.doctor.checks.grader import Grader
from interview.domain.doctor.checks.mail import Mail
from interview.domain.doctor.checks.queue import DeadLetters, Queue
from interview.domain.doctor.checks.storage import Storage
from interview.integrations import aws
from tests.deployment.emulator import running_emulator
from tests.postgres import free_port

pytestmark = [pytest.mark.deployment, pytest.mark.django_db]

PRIVATE_FILES = "interview.integrations.storage.buckets.PrivateFiles"
BUCKET = "interview-files-123456789012"


@pytest.fixture(scope="module")
def emulator():
    with running_emulator() as running:
        yield running


@pytest.fixture
def in_aws(emulator, monkeypatch, settings):
    """Let this process be one on AWS, with the rights of the account."""
    for name, value in emulator.environment().items():
        monkeypatch.setenv(name, value)
    return emulator


@pytest.fixture
def bucket(in_aws, settings):
    """Let files be kept in a versioned bucket."""
    s3 = in_aws.client("s3")
    s3.create_bucket(Bucket=BUCKET)
    s3.put_bucket_versioning(Bucket=BUCKET, VersioningConfiguration={"Status": "Enabled"})
    use_bucket(settings, in_aws, BUCKET)
    yield s3
    s3.delete_bucket(Bucket=BUCKET)  # which refuses while a version is left


def use_bucket(settings, emulator, name):
    settings.FILES_BUCKET = name
    options = {
        "bucket_name": name,
        "region_name": emulator.region,
        "signature_version": "s3v4",
        "endpoint_url": emulator.endpoint_url,
        "addressing_style": "path",  # the emulator has no name for each bucket
        "location": "uploads",
        "file_overwrite": False,
    }
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": PRIVATE_FILES, "OPTIONS": options},
    }


@pytest.fixture
def queue(in_aws, settings):
    """Let tasks go to a queue that has a dead-letter queue; return both addresses."""
    sqs = in_aws.client("sqs")
    dead = sqs.create_queue(QueueName="interview-tasks-dead")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=dead, AttributeNames=["QueueArn"])
    policy = {"deadLetterTargetArn": arn["Attributes"]["QueueArn"], "maxReceiveCount": 3}
    tasks = sqs.create_queue(
        QueueName="interview-tasks", Attributes={"RedrivePolicy": json.dumps(policy)}
    )["QueueUrl"]
    use_queue(settings, tasks)
    yield sqs, tasks, dead
    for address in (tasks, dead):
        sqs.delete_queue(QueueUrl=address)


def use_queue(settings, address):
    settings.TASKS = {
        "default": {
            "BACKEND": settings.TASK_BACKENDS["sqs"],
            "QUEUES": ["default"],
            "OPTIONS": {"URLS": {"default": address}, "PATHS": settings.TASK_PATHS},
        }
    }


def stranger(emulator, monkeypatch):
    """Become a user who may do nothing."""
    iam = emulator.client("iam")
    iam.create_user(UserName="stranger")
    key = iam.create_access_key(UserName="stranger")["AccessKey"]
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", key["AccessKeyId"])
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", key["SecretAccessKey"])
    return iam, key["AccessKeyId"]


def test_a_file_is_written_read_by_its_link_alone_and_deleted_in_every_version(bucket):
    finding = Storage().find()

    assert finding.state == State.FINE, finding
    assert "Versions" not in bucket.list_object_versions(Bucket=BUCKET)


def test_a_bucket_that_everybody_may_read(bucket):
    everybody = {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": "*",
                "Action": "s3:GetObject",
                "Resource": f"arn:aws:s3:::{BUCKET}/*",
            }
        ],
    }
    bucket.delete_public_access_block(Bucket=BUCKET)
    bucket.put_bucket_policy(Bucket=BUCKET, Policy=json.dumps(everybody))

    finding = Storage().find()

    assert finding.words == "Files can be read by everybody, without a signature."
    assert "Block public access" in finding.remedy


def test_a_bucket_that_is_missing(in_aws, settings):
    use_bucket(settings, in_aws, "interview-files-elsewhere")

    finding = Storage().find()

    assert finding.words == "The bucket interview-files-elsewhere refuses: NoSuchBucket."
    assert "make deploy" in finding.remedy


def test_a_bucket_that_refuses_us(bucket, in_aws, settings, monkeypatch):
    iam, key = stranger(in_aws, monkeypatch)

    try:
        finding = Storage().find()
    finally:
        iam.delete_access_key(UserName="stranger", AccessKeyId=key)
        iam.delete_user(UserName="stranger")

    assert finding.words == f"The bucket {BUCKET} refuses: AccessDenied."
    assert "Give the role its rights" in finding.remedy


def test_the_clock_of_s3_is_read_even_when_it_refuses_us(in_aws, settings):
    settings.FILES_BUCKET = "interview-files-elsewhere"

    finding = Clocks().find()

    assert finding.state == State.FINE
    assert "S3 is the same" in finding.words


def test_a_queue_that_is_there(queue):
    assert Queue().find().words == "SQS answers; about 0 tasks wait."
    assert DeadLetters().find().words == "There are no dead letters."


def test_a_queue_that_is_away(queue, settings):
    _, tasks, _ = queue
    use_queue(settings, f"{tasks}-elsewhere")

    finding = Queue().find()

    assert finding.state == State.BROKEN
    assert "interview-tasks-elsewhere refuses" in finding.words
    assert "make deploy" in finding.remedy


def test_dead_letters_are_counted_with_their_age_and_stay(queue):
    sqs, _, dead = queue
    for body in ("one", "two"):
        sqs.send_message(QueueUrl=dead, MessageBody=body)

    first, second = DeadLetters().find(), DeadLetters().find()

    assert first == second
    assert first.state == State.BROKEN
    assert "2 dead letters lie in interview-tasks-dead, one for 0\xa0minutes." in first.words
    assert "redrive" in first.remedy


def test_a_grader_whose_function_is_missing(in_aws, settings):
    settings.GRADER = "lambda"

    finding = Grader().find()

    assert finding.words == "The grader does not answer: ResourceNotFoundException"
    assert settings.GRADER_FUNCTION in finding.remedy


def test_a_question_to_aws_does_not_hang(monkeypatch, in_aws):
    patience = aws.client("sqs").meta.config

    assert patience.connect_timeout + patience.read_timeout <= 20


def test_ses_is_asked_about_itself(in_aws, settings):
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.amazon_ses.EmailBackend"}}

    assert Mail().find().words == "SES sends for us. No mail was sent: try --mail-to."


def test_ses_that_cannot_be_asked_is_unknown_and_not_broken(in_aws, settings, monkeypatch):
    settings.MAILERS = {"default": {"BACKEND": "anymail.backends.amazon_ses.EmailBackend"}}
    monkeypatch.setenv("AWS_ENDPOINT_URL", f"http://127.0.0.1:{free_port()}")

    finding = Mail().find()

    assert finding.state == State.WARNING
    assert "EndpointConnectionError" in finding.words
