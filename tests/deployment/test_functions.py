"""The two zips' doors, asked by Lambda's own runtime."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from grading.protocol import Job, Judgement, TestCase, Verdict
from tests.architecture.sources import ROOT
from tests.deployment.runtime_api import FunctionFailed, running

pytestmark = pytest.mark.deployment

HOST = "interviews.example"
VISITOR = "203.0.113.7"  # RFC 5737: an address for documentation
CLIMATE = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}

DOUBLE = b"print(2 * int(input()))\n"
LOOP = b"while True: pass\n"


def page_request(path: str, **headers: str) -> dict[str, object]:
    """Return an event as an HTTP API sends it, payload format 2.0, stage `web`."""
    return {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": f"/web{path}",
        "rawQueryString": "",
        "headers": {"host": HOST, "x-forwarded-proto": "https", **headers},
        "requestContext": {
            "accountId": "123456789012",
            "apiId": "api",
            "domainName": HOST,
            "http": {"method": "GET", "path": f"/web{path}", "sourceIp": VISITOR},
            "requestId": "here",
            "stage": "web",
        },
        "isBase64Encoded": False,
    }


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that a submission's user may look into, unlike pytest's own."""
    with tempfile.TemporaryDirectory(prefix="interview-function-") as name:
        path = Path(name)
        path.chmod(0o755)
        yield path


@pytest.fixture
def web(folder: Path) -> Iterator[dict[str, str]]:
    """The environment of the web's function, with Zappa's settings written by Zappa."""
    written = folder / "zappa_settings.py"
    zappa = Path(sys.executable).with_name("zappa")
    subprocess.run(
        [zappa, "save-python-settings-file", "web", "--output_path", written],
        cwd=ROOT,
        env={**os.environ, "VIRTUAL_ENV": sys.prefix},
        check=True,
        capture_output=True,
    )
    stage = json.loads((ROOT / "zappa_settings.json").read_text())["web"]
    return {
        **CLIMATE,
        **stage["aws_environment_variables"],
        "PYTHONPATH": os.pathsep.join([str(folder), str(ROOT)]),
        "ENV_FILE": os.devnull,
        "SECRET_KEY": "a key for this test, of which nobody needs to know anything",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
        "ALLOWED_HOSTS": HOST,
    }


def test_the_front_page_answers_an_http_api(web, folder):
    with running("interview.lambda_entry.handler", folder=folder, env=web) as function:
        answer = function.invoke(page_request("/"))

    assert answer["statusCode"] == 200
    assert "text/html" in answer["headers"]["Content-Type"]
    assert "<title>" in answer["body"]


def test_a_function_refuses_python_in_an_event_and_lives_on(web, folder):
    stolen = folder / "stolen"

    with running("interview.lambda_entry.handler", folder=folder, env=web) as function:
        with pytest.raises(FunctionFailed, match="UnknownEvent"):
            function.invoke({"raw_command": f"open({str(stolen)!r}, 'w')"})
        with pytest.raises(FunctionFailed, match="CommandsOff"):
            function.invoke({"manage": "migrate"})
        answer = function.invoke(page_request("/"))

    assert not stolen.exists()
    assert answer["statusCode"] == 200


def test_a_job_comes_back_from_the_graders_function_as_a_judgement(folder):
    shutil.copytree(ROOT / "grading", folder / "grading")
    cases = (TestCase("small", b"2\n", b"4\n"), TestCase("large", b"21\n", b"42\n"))

    with running("grading.handler.handler", folder=folder, env=CLIMATE) as function:
        judged = [
            Judgement.from_json(function.invoke({"job": job.to_json()})["judgement"])
            for job in (
                Job("right", "python", DOUBLE, cases),
                Job("endless", "python", LOOP, cases[:1]),
                Job("right again", "python", DOUBLE, cases),
            )
        ]

    assert [(judgement.code, [run.verdict for run in judgement.runs]) for judgement in judged] == [
        ("right", [Verdict.ACCEPTED, Verdict.ACCEPTED]),
        ("endless", [Verdict.TIME_LIMIT_EXCEEDED]),
        ("right again", [Verdict.ACCEPTED, Verdict.ACCEPTED]),
    ]
