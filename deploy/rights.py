"""Whether the caller may do all that a deployment needs, asked before anything is done."""

import re

from botocore.exceptions import ClientError

from deploy.aws import words_for_refusals
from deploy.deployment import Deployment
from deploy.errors import MissingRight, WrongSettings
from deploy.names import STAGES
from deploy.resources.roles import policy

UNRESERVED = 100
"""Executions at once that AWS keeps free for functions without reserved concurrency.

Source: "Configuring reserved concurrency for a function" in the AWS Lambda Developer Guide.
"""

_ASSUMED = re.compile(r"arn:aws:sts::(\d+):assumed-role/([^/]+)/.*")


def check_rights(deployment: Deployment) -> bool:
    """Ask IAM about each right of deploy/policies/deployer.json; return whether it could be asked.

    Where it may not be asked, a missing right is named when it is first needed.

    Raises:
        MissingRight: one or more are missing; all of them are named.
    """
    caller = deployment.account.caller
    if caller.endswith(":root"):
        return True
    if assumed := _ASSUMED.fullmatch(caller):
        caller = f"arn:aws:iam::{assumed[1]}:role/{assumed[2]}"
    missing: list[str] = []
    for statement in policy("deployer.json", deployment)["Statement"]:
        if "Condition" in statement:
            continue  # what is asked without the condition's values is always refused
        try:
            missing += refused(deployment, caller, statement)
        except ClientError:
            return False
    if missing:
        raise MissingRight(
            f"You may not do {', '.join(sorted(set(missing)))}. Ask for the policy that"
            " deploy/policies/deployer.json describes (docs/deploying.md). Nothing was changed."
        )
    return True


def refused(deployment: Deployment, caller: str, statement: dict[str, object]) -> list[str]:
    """Return the actions of a statement that the caller may not do, by IAM's own reckoning."""
    resources = statement["Resource"]
    pages = deployment.client("iam").get_paginator("simulate_principal_policy")
    answers = pages.paginate(
        PolicySourceArn=caller,
        ActionNames=_as_list(statement["Action"]),
        ResourceArns=_as_list(resources)[:1],
    )
    return [
        result["EvalActionName"]
        for page in answers
        for result in page["EvaluationResults"]
        if result["EvalDecision"] != "allowed"
    ]


def check_concurrency(deployment: Deployment) -> None:
    """Raises WrongSettings when the account is too small for what is to be reserved."""
    wanted = {stage: getattr(deployment.settings, f"{stage}_at_once") for stage in STAGES}
    with words_for_refusals():
        limits = deployment.client("lambda").get_account_settings()["AccountLimit"]
    total = limits["ConcurrentExecutions"]
    if sum(wanted.values()) and sum(wanted.values()) > total - UNRESERVED:
        words = ", ".join(f"{stage}_at_once {number}" for stage, number in wanted.items())
        raise WrongSettings(
            f"The account runs {total} functions at once and keeps {UNRESERVED} of them free, so"
            f" {sum(wanted.values())} cannot be reserved ({words}). New accounts are small: ask"
            " AWS for more under Service Quotas, Lambda, Concurrent executions; or set the three"
            " to 0, which reserves none."
        )


def _as_list(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
