"""Lambda's door: events in, judgements out, and a zygote that stays warm between them."""

import json
import os
import subprocess
import sys

import pytest

from grading.protocol import Job, Judgement, Verdict
from tests.grading.client import GOOD, GOOD_TEST, PROJECT

JOB = Job("S1", "python", GOOD, (GOOD_TEST,)).to_json()

# What Lambda's runtime does, as far as we see it: an ordinary Python imports the handler
# and calls it for one event after the other, with secrets in its environment.
RUNTIME = """
import json, os, sys
from grading.handler import handler
from grading import handler as module
from grading.sandbox import unreadable
for line in sys.stdin:
    print(json.dumps({
        "answer": handler(json.loads(line), None),
        "keeper": module._guardian.keeper_pid,
        "unreadable": unreadable.is_unreadable(),
        "secret": os.environ["AWS_SECRET_ACCESS_KEY"],
        "pid": os.getpid(),
    }), flush=True)
"""


@pytest.fixture(scope="module")
def answers() -> list[dict[str, object]]:
    events = [{"job": JOB}, {"job": JOB}, {}, {"job": {"version": 9}}, {"job": JOB}]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(PROJECT), os.environ.get("PYTHONPATH", "")]),
        "AWS_LAMBDA_RUNTIME_API": "127.0.0.1:9",
        "AWS_SECRET_ACCESS_KEY": "s3cret",
    }
    process = subprocess.Popen(
        [sys.executable, "-c", RUNTIME],
        cwd=PROJECT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    output, _ = process.communicate("".join(json.dumps(event) + "\n" for event in events))
    lines = [json.loads(line) for line in output.splitlines()]
    assert {line["pid"] for line in lines} == {process.pid}
    return lines


def test_each_event_gets_its_judgement(answers):
    judgements = [Judgement.from_json(line["answer"]["judgement"]) for line in answers]

    assert [judgement.verdict for judgement in judgements] == [
        Verdict.ACCEPTED,
        Verdict.ACCEPTED,
        Verdict.JUDGE_ERROR,
        Verdict.JUDGE_ERROR,
        Verdict.ACCEPTED,
    ]
    assert judgements[2].reason == "job must be an object, not null"
    assert judgements[3].reason == "job.version is 9, this grader understands 2"


def test_the_keeper_stays_warm_between_events(answers):
    assert len({line["keeper"] for line in answers}) == 1


@pytest.mark.skipif(os.geteuid() == 0, reason="only without root: root may read any file")
def test_the_runtime_made_itself_unreadable_and_kept_its_credentials(answers):
    assert {(line["unreadable"], line["secret"]) for line in answers} == {(True, "s3cret")}


CHANGED_BEFORE = "os.nice(1)"
CHANGED_MEANWHILE = """
judge = module._guardian.judge
module._guardian.judge = lambda job: (judge(job), os.nice(1))[0]
"""


@pytest.mark.parametrize(
    ("change", "status"), [(CHANGED_BEFORE, os.EX_TEMPFAIL), (CHANGED_MEANWHILE, 1), ("", 0)]
)
def test_a_changed_environment_leaves_and_says_whether_it_had_begun(change, status):
    program = f"""
import os
from grading import handler as module
{change}
module.handler({{"job": {JOB!r}}}, None)
"""

    ended = subprocess.run(
        [sys.executable, "-c", program], cwd=PROJECT, capture_output=True, check=False
    )

    assert ended.returncode == status
