"""The emulator itself: functions are held as Lambda holds them, and IAM is asked."""

import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.deployment.emulator import Emulator, running_emulator
from tests.postgres import running_postgres

pytestmark = pytest.mark.deployment

only_as_root = pytest.mark.skipif(
    os.geteuid() != 0, reason="only as root: nobody else can put a process under Lambda's rules"
)

SENDER = """
import json, os, socket, boto3

def handler(event, context):
    place, port = event["postgres"]
    socket.create_connection((place, port), timeout=20).close()
    queues = boto3.client("sqs")
    queues.send_message(QueueUrl=event["queue"], MessageBody=json.dumps(who_we_are()))

def who_we_are():
    try:
        os.unshare(os.CLONE_NEWUSER)
    except OSError as error:
        unshare = error.strerror
    return {
        "unshare": unshare,
        "root": os.geteuid() == 0,
        "readable": os.stat("/proc/self/mem").st_uid == os.geteuid(),
    }
"""

SEND = {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": "*"}


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


def policy(*statements: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def role(emulator: Emulator, name: str, *statements: dict[str, Any]) -> str:
    """Make a role for functions that may do what the statements say, and return its ARN."""
    roles = emulator.client("iam")
    lambda_may = {
        "Effect": "Allow",
        "Principal": {"Service": "lambda.amazonaws.com"},
        "Action": "sts:AssumeRole",
    }
    made = roles.create_role(RoleName=name, AssumeRolePolicyDocument=policy(lambda_may))
    if statements:
        roles.put_role_policy(RoleName=name, PolicyName="own", PolicyDocument=policy(*statements))
    return str(made["Role"]["Arn"])


def zipped(source: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("sender.py", source)
    return content.getvalue()


def invoke(emulator: Emulator, name: str, role_arn: str, event: dict[str, Any]) -> Any:
    """Make the function that sends, and return the answer to its first event."""
    functions = emulator.client("lambda")
    functions.create_function(
        FunctionName=name,
        Runtime="python3.13",
        Role=role_arn,
        Handler="sender.handler",
        Code={"ZipFile": zipped(SENDER)},
        Timeout=60,
    )
    answer = functions.invoke(FunctionName=name, Payload=json.dumps(event))
    return json.load(answer["Payload"])


@pytest.fixture(scope="module")
def event(emulator: Emulator) -> Iterator[dict[str, Any]]:
    """What the sender is told: its queue, and where PostgreSQL listens."""
    queue = emulator.client("sqs").create_queue(QueueName="answers")["QueueUrl"]
    with running_postgres() as address:
        place, _, port = address.rpartition("@")[2].removesuffix("/postgres").partition(":")
        yield {"queue": queue, "postgres": [place, int(port)]}


@only_as_root
def test_a_function_lives_under_lambdas_rules_and_reaches_queue_and_database(emulator, event):
    answer = invoke(emulator, "sender", role(emulator, "sender", SEND), event)

    received = emulator.client("sqs").receive_message(QueueUrl=event["queue"], WaitTimeSeconds=5)
    assert answer is None
    assert [json.loads(message["Body"]) for message in received["Messages"]] == [
        {"unshare": "Operation not permitted", "root": False, "readable": False}
    ]


def test_a_function_may_do_what_its_role_says_and_no_more(emulator, event):
    answer = invoke(emulator, "mute", role(emulator, "mute"), event)

    assert "not authorized to perform: sqs:SendMessage" in answer["errorMessage"]


def test_a_stranger_to_the_account_may_do_nothing(emulator):
    with pytest.raises(ClientError, match="security token included in the request is invalid"):
        emulator.client("sqs", "AKIASTRANGER", "guessed").list_queues()


def test_nothing_of_it_stays_behind(emulator, event):
    with running_emulator() as other:
        invoke(other, "mute", role(other, "mute"), event)
        place = other.temporary.parents[1]
        mark = str(place).encode()
        assert [path.name for path in other.temporary.glob("ministack-lambda-*")] != []
        assert processes_that_name(mark) != []

    assert not place.exists()
    assert processes_that_name(mark) == []


def processes_that_name(mark: bytes) -> list[bytes]:
    """Return the command lines on this machine with these words in them or their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            words = (path / "cmdline").read_bytes()
            if mark in words + (path / "environ").read_bytes():
                found.append(words)
        except OSError:
            continue
    return found
