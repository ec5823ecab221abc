"""The three zips' doors, asked by Lambda's own runtime with nothing but the zip at hand."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from development.steps import ROOT
from grading.languages import LANGUAGES
from grading.protocol import Job, Judgement, TestCase, Verdict
from interview.integrations.sqs.messages import Message
from tests.deployment.lambda_place import is_root, under_lambdas_rules
from tests.deployment.page_events import HOST, http_api, rest_api
from tests.deployment.runtime_api import Function, FunctionFailed, running
from tests.postgres import running_postgres

pytestmark = pytest.mark.deployment

DOUBLE = b"print(2 * int(input()))\n"
LOOP = b"while True: pass\n"

type Unzipped = Callable[[str], Path]


@pytest.fixture(scope="module")
def environment() -> Iterator[dict[str, str]]:
    """The variables of the web's and the worker's function, and an empty database."""
    stage = json.loads((ROOT / "zappa_settings.json").read_text())["web"]
    with running_postgres() as address:
        variables = {
            **stage["aws_environment_variables"],
            "ENV_FILE": "/dev/null",
            "SECRET_KEY": "a key for this test, of which nobody needs to know anything",
            "DATABASE_URL": address,
            "ALLOWED_HOSTS": HOST,
            "TASKS": "sqs",
            "TASKS_QUEUE": "https://sqs.us-east-1.amazonaws.com/123456789012/interview-tasks",
        }
        migrate = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        subprocess.run(migrate, cwd=ROOT, env={**os.environ, **variables}, check=True)
        yield variables


@pytest.fixture(scope="module")
def web(unzipped: Unzipped, environment: dict[str, str]) -> Iterator[Function]:
    with running(
        "interview.lambda_entry.handler", folder=unzipped("web"), env=environment
    ) as function:
        yield function


@pytest.fixture(scope="module")
def grader(unzipped: Unzipped) -> Iterator[Function]:
    """The grader's function: under Lambda's rules if we are root, else as we are."""
    with ExitStack() as stack:
        place: dict[str, Any] = {}
        if is_root():
            rules = stack.enter_context(under_lambdas_rules())
            place = {"python": rules.python, "inside": rules.inside, "start_in": rules.start_in}
        function = running("grading.handler.handler", folder=unzipped("grader"), env={}, **place)
        yield stack.enter_context(function)


@pytest.mark.parametrize("request_page", [http_api, rest_api])
def test_the_front_page_answers_both_kinds_of_api(web: Function, request_page: Any) -> None:
    answer = web.invoke(request_page("/"))

    assert answer["statusCode"] == 200
    assert answer["headers"]["Content-Type"] == "text/html; charset=utf-8"
    assert "<title>" in answer["body"]


@pytest.mark.parametrize("request_page", [http_api, rest_api])
def test_a_page_names_static_files_by_their_hash(web: Function, request_page: Any) -> None:
    answer = web.invoke(request_page("/"))

    names = json.loads(Path(web.folder, "staticfiles", "staticfiles.json").read_text())["paths"]
    assert f'/static/{names["base.css"]}"' in answer["body"]


@pytest.mark.parametrize("request_page", [http_api, rest_api])
def test_a_form_without_its_token_is_refused(web: Function, request_page: Any) -> None:
    answer = web.invoke(request_page("/admin/login/", form={"username": "a", "password": "b"}))

    assert answer["statusCode"] == 403


def test_a_function_refuses_python_in_an_event_and_lives_on(web: Function, tmp_path: Path) -> None:
    stolen = tmp_path / "stolen"

    with pytest.raises(FunctionFailed, match="UnknownEvent"):
        web.invoke({"raw_command": f"open({str(stolen)!r}, 'w')"})
    with pytest.raises(FunctionFailed, match="UnknownEvent"):
        web.invoke({"command": "os.abort"})
    with pytest.raises(FunctionFailed, match="CommandsOff"):
        web.invoke({"manage": "migrate"})

    assert not stolen.exists()
    assert web.invoke(http_api("/"))["statusCode"] == 200


def test_what_is_broken_fails_the_start_and_no_page(
    unzipped: Unzipped, environment: dict[str, str]
) -> None:
    broken = {**environment, "ALLOWED_HOSTS": HOST, "GRADER": "nobody"}

    with running("interview.lambda_entry.handler", folder=unzipped("web"), env=broken) as function:
        with pytest.raises(FunctionFailed, match="GRADER"):
            function.invoke(http_api("/"))
        with pytest.raises(FunctionFailed, match="exit status"):
            function.invoke(http_api("/"))


def message(number: int, body: str, *, queue: str = "interview-tasks") -> dict[str, Any]:
    """Return a record as SQS hands it to a function. Source: "Using Lambda with Amazon SQS"."""
    return {
        "messageId": f"message-{number}",
        "receiptHandle": "handle",
        "body": body,
        "attributes": {"ApproximateReceiveCount": "1"},
        "messageAttributes": {},
        "eventSource": "aws:sqs",
        "eventSourceARN": f"arn:aws:sqs:us-east-1:123456789012:{queue}",
        "awsRegion": "us-east-1",
    }


def test_the_worker_does_what_a_queue_brings_and_reports_what_it_cannot_do(
    unzipped: Unzipped, environment: dict[str, str]
) -> None:
    task = Message("quizzes.domain.copies.erase_copies", ("of-nobody",)).to_body()
    records = [message(1, task), message(2, "poison"), message(3, task)]

    with running(
        "interview.lambda_entry.handler", folder=unzipped("worker"), env=environment
    ) as worker:
        answer = worker.invoke({"Records": records})
        with pytest.raises(FunctionFailed, match="UnknownEvent"):
            worker.invoke({"Records": [message(4, task, queue="of-somebody-else")]})

    assert answer == {"batchItemFailures": [{"itemIdentifier": "message-2"}]}


def test_the_minutes_work_is_done(unzipped: Unzipped, environment: dict[str, str]) -> None:
    rule = "arn:aws:events:us-east-1:123456789012:rule/interview-worker-"
    function = "interview.lambda_entry.every_minute"

    with running(
        "interview.lambda_entry.handler", folder=unzipped("worker"), env=environment
    ) as worker:
        answer = worker.invoke({"detail-type": "Scheduled Event", "resources": [rule + function]})

    assert answer is None


def judged(function: Function, job: Job) -> tuple[list[Verdict], str]:
    judgement = Judgement.from_json(function.invoke({"job": job.to_json()})["judgement"])
    assert judgement.code == job.code
    return [run.verdict for run in judgement.runs], judgement.runs[0].reason


def test_jobs_come_back_from_the_graders_function_as_judgements(grader: Function) -> None:
    cases = (TestCase("small", b"2\n", b"4\n"), TestCase("large", b"21\n", b"42\n"))
    row = (TestCase("row", b"", b"1\n"),)

    verdicts = [
        judged(grader, job)[0]
        for job in (
            Job("right", "python", DOUBLE, cases),
            Job("endless", "python", LOOP, cases[:1]),
            Job("right again", "python", DOUBLE, cases),
            Job("sql", "sql", b"SELECT 1;\n", row),
        )
    ]

    assert verdicts == [
        [Verdict.ACCEPTED, Verdict.ACCEPTED],
        [Verdict.TIME_LIMIT_EXCEEDED],
        [Verdict.ACCEPTED, Verdict.ACCEPTED],
        [Verdict.ACCEPTED],
    ]


@pytest.mark.skipif(not is_root(), reason="only as root: nobody else can be put under the rules")
def test_what_lambda_cannot_hold_is_refused_by_name(grader: Function) -> None:
    case = (TestCase("1", b"", b"1\n"),)

    refused = {
        language.name: reason
        for language in LANGUAGES
        for verdicts, reason in [judged(grader, Job("x", language.name, b"SELECT 1;", case))]
        if verdicts == [Verdict.JUDGE_ERROR]
    }

    assert refused.keys() == {language.name for language in LANGUAGES} - {"python", "sql"}
    assert all(name in reason for name, reason in refused.items())


def test_the_grader_tells_what_holds_in_it(grader: Function) -> None:
    report = grader.invoke({"action": "probe"})["report"]

    assert report["available"]
    assert report["layers"][0] == "lockdown"
    assert (report["layers"] == ["lockdown"]) == is_root()
