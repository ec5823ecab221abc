"""`make deploy` into an emulated account, the candidate's way through it, `make destroy`.

One deployment for all, by a person who has no right but those of deploy/policies/deployer.json.
The functions have no others than their roles: the emulator enforces IAM.
"""

import gzip
import json
import re
from collections.abc import Iterator
from urllib.request import ProxyHandler, build_opener

import pytest

from tests.architecture.sources import ROOT
from tests.deployment.aws.belongings import belongings
from tests.deployment.aws.deployed import (
    ADMINISTRATOR,
    NAME,
    PASSWORD,
    Deployed,
    empty_account,
    until,
)
from tests.deployment.aws.visitor import Answer, Visitor
from tests.factories import ECHO

pytestmark = pytest.mark.deployment

FULL = [{"points": 10.0, "verdict": "accepted"}]

KILLER = (ROOT / "tests/grading/hostile/65_kills_the_grader.py").read_text()
"""Kills zygote and keeper, and no more: the functions of the emulator share one user."""


@pytest.fixture(scope="module")
def deployed() -> Iterator[Deployed]:
    with empty_account() as account:
        account.employ()
        account.deploy_until(lambda: account.has_function("web"), "there is a web function")
        account.up()  # goes on where the first one was ended: a function without its HTTP API
        yield account


class Candidate:
    """Somebody with a link."""

    def __init__(self, deployed: Deployed) -> None:
        invitation = deployed.ask("invite")
        self.code: str = invitation["code"]
        self.browser: Visitor = deployed.visitor()
        self.path = "/" + invitation["address"].partition("://")[2].partition("/")[2]

    def start(self) -> Answer:
        page = self.browser.get(self.path)
        return self.browser.post(page.action("/start/"), page)

    def coding_question(self) -> Answer:
        page = self.start()
        return self.browser.get(page.links("/1/")[0])

    def submit(self, page: Answer, text: str) -> Answer:
        return self.browser.post(page.action("/1/submit/"), page, text=text, language="python")


@pytest.fixture
def candidate(deployed: Deployed) -> Candidate:
    return Candidate(deployed)


def test_a_candidate_opens_the_link_saves_submits_and_reads_the_verdict(deployed, candidate):
    question = candidate.coding_question()

    saved = candidate.browser.post(
        question.action("/1/save/"), question, text=ECHO, language="python"
    )
    run = candidate.browser.post(saved.action("/1/run/"), saved, text=ECHO, language="python")
    candidate.submit(run, ECHO)
    page = candidate.browser.get(question.path)
    until(
        lambda: "1 of 1 sample passed" in candidate.browser.get(question.path).words,
        "the verdict in the page",
    )

    assert "Accepted Sample 1" in run.words
    assert ECHO.strip() in page.text.replace("&#x27;", "'")
    assert [it["grades"] for it in deployed.submissions(candidate.code)] == [FULL]


def test_an_address_of_ours_needs_no_prefix_and_mails_name_the_same(deployed, candidate):
    page = candidate.browser.get(candidate.path)

    host = deployed.variables("web")["ALLOWED_HOSTS"]
    assert deployed.ask("invite")["address"].startswith(f"https://{host}/i/")
    assert page.action("/start/") == f"{candidate.path}start/"


def test_static_files_come_from_the_bucket_under_names_with_a_digest(deployed, candidate):
    page = candidate.browser.get(candidate.path)

    (sheet,) = [link for link in page.links(".css") if "/base." in link]
    answer = build_opener(ProxyHandler({})).open(sheet)

    assert f"/{NAME}-static-" in sheet
    assert re.search(r"/base\.[0-9a-f]{12}\.css$", sheet)
    assert answer.headers["Content-Type"].startswith("text/css")
    assert sheet.rpartition("/")[0] in page.headers["content-security-policy"]


def test_the_first_administrator_signs_in(deployed):
    browser = deployed.visitor()

    page = browser.get("/admin/login/")
    answer = browser.post(
        "/admin/login/", page, username=ADMINISTRATOR, password=PASSWORD, next="/admin/"
    )

    assert (answer.status, answer.path) == (200, "/admin/")


def test_secrets_are_in_parameter_store_and_the_environment_and_in_no_zip(deployed):
    web = deployed.variables("web")

    s3 = deployed.emulator.client("s3")
    bucket = f"{NAME}-deployments-{deployed.emulator.account}"
    objects = [it["Key"] for it in s3.list_objects_v2(Bucket=bucket)["Contents"]]
    contents = b"".join(s3.get_object(Bucket=bucket, Key=it)["Body"].read() for it in objects)
    ssm = deployed.emulator.client("ssm")
    kept = ssm.get_parameter(Name=f"/{NAME}/DATABASE_URL", WithDecryption=True)["Parameter"]

    assert deployed.variables("grader") == {}
    assert (kept["Type"], kept["Value"]) == ("SecureString", deployed.database_url)
    assert web["DATABASE_URL"] == deployed.database_url
    assert web["SECRET_KEY"].encode() not in contents


def test_the_same_message_again_grades_nothing_twice(deployed, candidate):
    candidate.submit(candidate.coding_question(), ECHO)
    until(lambda: graded(deployed, candidate), "the first grade")

    (submission,) = deployed.submissions(candidate.code)
    body = {
        "version": 1,
        "task": "quizzes.domain.grading.grade_submission",
        "args": [submission["id"]],
        "kwargs": {},
    }
    sqs = deployed.emulator.client("sqs")
    for _ in range(2):
        sqs.send_message(QueueUrl=deployed.queue_url("tasks"), MessageBody=json.dumps(body))
    until(lambda: deployed.messages("tasks") == 0, "the queue is empty again")

    assert deployed.submissions(candidate.code) == [submission]
    assert submission["grades"] == FULL


def test_a_poisoned_message_ends_with_the_dead_and_its_neighbour_is_graded(deployed, candidate):
    question = candidate.coding_question()
    sqs = deployed.emulator.client("sqs")
    sqs.set_queue_attributes(
        QueueUrl=deployed.queue_url("tasks"), Attributes={"VisibilityTimeout": "1"}
    )

    sqs.send_message(QueueUrl=deployed.queue_url("tasks"), MessageBody="not ours")
    candidate.submit(question, ECHO)
    until(lambda: deployed.messages("tasks-dead") == 1, "the message among the dead")
    until(lambda: graded(deployed, candidate), "the neighbour's grade")

    assert deployed.messages("tasks") == 0
    assert [it["grades"] for it in deployed.submissions(candidate.code)] == [FULL]


def test_what_was_changed_by_hand_is_mended_and_then_there_is_nothing_to_do(deployed):
    seen = deployed.deploy("plan")
    deployed.up()

    assert seen.returncode == 2
    assert f"change  queue       {NAME}-tasks: VisibilityTimeout 1 -> 5400" in seen.stdout
    assert "Nothing to do: everything is as wanted." in deployed.up()


def test_who_kills_the_grader_gains_nothing_and_the_next_is_graded(deployed, candidate):
    other = Candidate(deployed)

    candidate.submit(candidate.coding_question(), KILLER)
    until(lambda: graded(deployed, candidate), "a verdict for the killer")
    other.submit(other.coding_question(), ECHO)
    until(lambda: graded(deployed, other), "the next one's grade")

    assert [it["grades"] for it in deployed.submissions(other.code)] == [FULL]
    (killer,) = deployed.submissions(candidate.code)
    assert killer["grades"] == [{"points": 0.0, "verdict": "run_time_error"}]


def test_changed_code_is_served_after_the_next_run(deployed):
    template = deployed.project / "templates/interview/home.html"
    template.write_text(template.read_text().replace("</h1>", " in its second edition</h1>", 1))

    printed = deployed.up()

    assert re.findall(r"/\d+  (change  .*), [\d.]+ s", printed) == [
        f"change  function    {NAME}-worker: the code",
        f"change  function    {NAME}-web: the code",
    ]
    assert "in its second edition" in deployed.visitor().get("/").words


def test_destroying_exports_first_and_leaves_nothing(deployed, candidate):
    candidate.submit(candidate.coding_question(), ECHO)
    refused = deployed.deploy("destroy", "--yes")

    done = deployed.deploy(
        "destroy", "--yes", "--confirm", NAME, "--exports", str(deployed.exports)
    )

    assert refused.returncode == 1
    assert "--confirm" in refused.stdout
    assert done.returncode == 0, done.stdout
    assert belongings(deployed.emulator) == []
    (export,) = deployed.exports.iterdir()
    with gzip.open(export / "database.json.gz") as database:
        codes = {row["fields"].get("code") for row in json.load(database)}
    assert candidate.code in codes


def graded(deployed: Deployed, candidate: Candidate) -> bool:
    return [it["state"] for it in deployed.submissions(candidate.code)] == ["graded"]
