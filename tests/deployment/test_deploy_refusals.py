"""What `make deploy` says when something is in the way, and that it then changes nothing."""

import json
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest

from tests.deployment.aws.belongings import belongings
from tests.deployment.aws.deployed import NAME, Deployed, empty_account
from tests.deployment.aws.rights import give

pytestmark = pytest.mark.deployment

ANYBODY = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}


ELSEWHERE = {"interview:deployment": NAME, "interview:region": "eu-central-1"}
"""The tags of the same deployment before its settings named another region."""


@pytest.fixture(scope="module")
def account() -> Iterator[Deployed]:
    with empty_account() as account:
        account.employ()
        yield account


def last_line(printed):
    return printed.strip().splitlines()[-1]


def test_credentials_that_aws_does_not_know_are_named_as_the_reason(account):
    done = account.deploy("up", "--yes", AWS_ACCESS_KEY_ID="AKIAUNKNOWNUNKNOWN00")

    assert done.returncode == 1
    assert last_line(done.stdout).startswith("WrongCredentials: AWS does not take these")
    assert belongings(account.emulator) == []


def test_missing_rights_are_all_named_before_anything_is_done(account):
    policy = account.policy()
    for statement in policy["Statement"]:
        if statement["Sid"] in ("Queues", "Alarms"):
            statement["Action"] = [
                action
                for action in statement["Action"]
                if action not in ("sqs:CreateQueue", "cloudwatch:PutMetricAlarm")
            ]
    give(account.emulator, "deployer", policy)

    done = account.deploy("up", "--yes")
    give(account.emulator, "deployer", account.policy())

    assert done.returncode == 1
    assert last_line(done.stdout).startswith(
        "MissingRight: You may not do cloudwatch:PutMetricAlarm, sqs:CreateQueue."
    )
    assert belongings(account.emulator) == []


def test_a_role_of_somebody_elses_is_left_alone(account):
    iam = account.emulator.client("iam")
    iam.create_role(RoleName=f"{NAME}-web", AssumeRolePolicyDocument=json.dumps(ANYBODY))

    done = account.deploy("up", "--yes")
    left = belongings(account.emulator)
    iam.delete_role(RoleName=f"{NAME}-web")

    assert done.returncode == 1
    assert last_line(done.stdout).startswith(f"NameTaken: Role {NAME}-web is there")
    assert left == [f"role {NAME}-web"]


def strange_bucket(account):
    """Make the files' bucket of a site that runs in another region, with a file in it."""
    s3 = account.emulator.client("s3")
    bucket = f"{NAME}-files-{account.emulator.account}"
    s3.create_bucket(Bucket=bucket)
    tags = [{"Key": key, "Value": value} for key, value in ELSEWHERE.items()]
    s3.put_bucket_tagging(Bucket=bucket, Tagging={"TagSet": tags})
    s3.put_object(Bucket=bucket, Key="upload", Body=b"theirs")


STRANGERS = {
    "bucket": strange_bucket,
    "queue": lambda account: account.emulator.client("sqs").create_queue(
        QueueName=f"{NAME}-tasks", tags=ELSEWHERE
    ),
    "secret": lambda account: account.emulator.client("ssm").put_parameter(
        Name=f"/{NAME}/SECRET_KEY", Value="theirs", Type="SecureString"
    ),
    "topic": lambda account: account.emulator.client("sns").create_topic(Name=f"{NAME}-alarms"),
    "log": lambda account: account.emulator.client("logs").create_log_group(
        logGroupName=f"/aws/lambda/{NAME}-worker"
    ),
    "alarm": lambda account: account.emulator.client("cloudwatch").put_metric_alarm(
        AlarmName=f"{NAME}-judge-errors",
        MetricName="Theirs",
        Namespace="Theirs",
        Statistic="Sum",
        Period=60,
        EvaluationPeriods=1,
        Threshold=1,
        ComparisonOperator="GreaterThanThreshold",
    ),
}
"""What is called as ours would be, and was made by somebody else or in another region."""


@pytest.fixture(params=STRANGERS)
def stranger(request, account):
    """Put something of somebody else's there for one test; return its kind."""
    STRANGERS[request.param](account)
    yield request.param
    urlopen(Request(f"{account.emulator.endpoint_url}/_ministack/reset", method="POST"))
    account.employ()


def test_a_thing_of_somebody_elses_is_neither_changed_nor_removed(account, stranger):
    before = belongings(account.emulator)

    up = account.deploy("up", "--yes")
    destroyed = account.deploy("destroy", "--yes", "--confirm", NAME, "--without-export")

    assert (up.returncode, destroyed.returncode) == (1, 1)
    expected = f"NameTaken: {stranger.capitalize()} "
    assert last_line(up.stdout).startswith(expected), up.stdout
    assert last_line(destroyed.stdout).startswith(expected), destroyed.stdout
    assert belongings(account.emulator) == before


def test_without_a_database_address_nothing_is_begun(account):
    done = account.deploy("up", "--yes", DATABASE_URL="")

    assert done.returncode == 1
    assert "DATABASE_URL is needed" in last_line(done.stdout)
    assert belongings(account.emulator) == []


def test_settings_of_another_account_are_refused(account):
    text = account.settings.read_text()
    account.settings.write_text(text + 'account = "210987654321"\n')

    done = account.deploy("up", "--yes")
    account.settings.write_text(text)

    assert done.returncode == 1
    assert last_line(done.stdout).startswith(
        "WrongSettings: These settings belong to account 210987654321"
    )


def test_more_concurrency_than_the_account_has_is_refused_with_the_numbers(account):
    text = account.settings.read_text()
    account.settings.write_text(text + "web_at_once = 900\n")

    done = account.deploy("plan")
    account.settings.write_text(text)

    assert done.returncode == 1
    assert "942 cannot be reserved" in last_line(done.stdout)


def test_nobody_destroys_by_yes_alone_or_where_nobody_can_answer(account):
    alone = account.deploy("destroy", "--yes")
    silent = account.deploy("destroy")

    assert (alone.returncode, silent.returncode) == (1, 1)
    assert "say --confirm and the deployment's name" in last_line(alone.stdout)
    assert "Nobody is here to answer" in last_line(silent.stdout)
