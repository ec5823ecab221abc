"""Zappa's command line, with settings that are written for one run and thrown away."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from botocore.exceptions import ClientError

from deploy.deployment import Deployment
from deploy.errors import MissingRight, StepFailed

ROOT = Path(__file__).parent.parent
SETTINGS = ROOT / "zappa_settings.json"

ROLE_SECONDS = 60
"""A new role is known everywhere after some seconds, and Lambda refuses it until then. A guess."""

PATIENCE_SECONDS = 1200
"""Zappa waits for its stack without an end, also after CloudFormation gave it up. A guess:
an HTTP API takes about a minute."""

NOT_YET = "cannot be assumed by Lambda"

_REFUSED = re.compile(r"not authorized to perform:? \[?([\w-]+:\w+)")

type Json = dict[str, Any]


def stage_settings(stage: str) -> Json:
    """Return a stage of zappa_settings.json, with what it extends."""
    stages: dict[str, Json] = json.loads(SETTINGS.read_text())
    own = stages[stage]
    inherited = stage_settings(own["extends"]) if "extends" in own else {}
    return {**inherited, **{name: value for name, value in own.items() if name != "extends"}}


def settings_for(deployment: Deployment, stage: str, *, with_events: bool) -> Json:
    """Return a stage's settings with this deployment's account and names in them.

    No environment: it holds secrets, and Zappa leaves alone what a function has.
    """
    names, settings = deployment.names, deployment.settings
    at_once = getattr(settings, f"{stage}_at_once")
    wanted = {
        **stage_settings(stage),
        "project_name": names.name,
        "aws_region": names.region,
        "s3_bucket": names.bucket("deployments"),
        "role_arn": names.role_arn(stage),
        "lambda_description": "Made by `make deploy`.",
        "lambda_concurrency": at_once or None,
        "tags": names.tags,
    }
    if stage == "grader" and settings.grader_subnets:
        wanted["vpc_config"] = {
            "SubnetIds": list(settings.grader_subnets),
            "SecurityGroupIds": list(settings.grader_security_groups),
        }
    left_out = {"aws_environment_variables"} | (set() if with_events else {"events"})
    return {name: value for name, value in wanted.items() if name not in left_out}


def zappa(
    deployment: Deployment, command: str, stage: str, *options: str, with_events: bool = False
) -> None:
    """Run a command of Zappa's for one stage.

    Raises:
        MissingRight: AWS refused something; the message names it.
        StepFailed: it failed otherwise; the message ends with what it said.
    """
    deadline = time.monotonic() + ROLE_SECONDS
    while True:
        status, said = _run(deployment, command, stage, options, with_events=with_events)
        if status == 0:
            return
        if NOT_YET not in said or time.monotonic() > deadline:
            break
        time.sleep(5)
    if refused := _REFUSED.search(said):
        raise MissingRight(
            f"You may not do {refused[1]}, which `zappa {command} {stage}` needs. Ask for the"
            " policy that deploy/policies/deployer.json describes (docs/deploying.md), and run"
            " the same command again: what is done stays done."
        )
    raise StepFailed(
        f"`zappa {command} {stage}` failed with exit status {status}:\n{said[-3000:].strip()}\n"
        "Run the same command again when the cause is mended: what is done stays done."
    )


def stack_state(deployment: Deployment) -> str:
    """Return in a sentence how CloudFormation left the HTTP API's stack, and why."""
    name = deployment.names.function("web")
    try:
        answer = deployment.client("cloudformation").describe_stacks(StackName=name)
    except ClientError as error:
        return f"Its stack {name} cannot be looked at: {error}."
    stack = answer["Stacks"][0]
    reason = stack.get("StackStatusReason", "its events in CloudFormation say why")
    return f"The stack {name} is {stack['StackStatus']}: {reason}."


def _run(
    deployment: Deployment,
    command: str,
    stage: str,
    options: tuple[str, ...],
    *,
    with_events: bool,
) -> tuple[int, str]:
    """Return Zappa's exit status and what it printed."""
    with TemporaryDirectory(prefix="deploy-") as folder:
        settings = Path(folder, "zappa_settings.json")
        wanted = settings_for(deployment, stage, with_events=with_events)
        settings.write_text(json.dumps({stage: wanted}))
        environment = {name: os.environ[name] for name in os.environ if name != "AWS_PROFILE"}
        try:
            done = subprocess.run(
                [
                    *(sys.executable, "-P", "-m", "zappa.cli", command, stage),
                    *("--settings_file", str(settings), *options),
                ],
                cwd=folder,  # it writes a template of CloudFormation where it stands
                env={**environment, **deployment.account.credentials()},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
                timeout=PATIENCE_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise StepFailed(
                f"`zappa {command} {stage}` did not end in {PATIENCE_SECONDS} s and was ended."
                f" {stack_state(deployment)} Run the same command again when the cause is mended:"
                " what is done stays done."
            ) from error
        return done.returncode, done.stdout
