"""People and their policies in the emulated account."""

import json
from dataclasses import dataclass
from typing import Any

from tests.deployment.emulator import Emulator

ASKED_ABOUT_ANYTHING = {
    "cloudwatch:DeleteAlarms",
    "cloudwatch:DescribeAlarms",
    "cloudwatch:ListTagsForResource",
    "events:DeleteRule",
    "events:DescribeRule",
    "events:ListRuleNamesByTarget",
    "events:ListTargetsByRule",
    "events:PutRule",
    "events:PutTargets",
    "events:RemoveTargets",
    "iam:SimulatePrincipalPolicy",
    "lambda:CreateFunction",
    "logs:DescribeLogGroups",
    "sns:ListTagsForResource",
}
"""Actions of which the emulator does not see what they are about, or sees it otherwise than AWS.

It then compares with `*`, so a policy that names resources would never fit. AWS does see it.
Source: what ministack 1.5.33 refused of a policy that follows the Service Authorization Reference.
"""

type Policy = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with credentials of their own."""

    name: str
    key: str
    secret: str

    def environment(self) -> dict[str, str]:
        return {"AWS_ACCESS_KEY_ID": self.key, "AWS_SECRET_ACCESS_KEY": self.secret}


def person(emulator: Emulator, name: str, policy: Policy) -> Person:
    """Make a user who may do what a policy says, and nothing else."""
    iam = emulator.client("iam")
    iam.create_user(UserName=name)
    give(emulator, name, policy)
    key = iam.create_access_key(UserName=name)["AccessKey"]
    return Person(name, key["AccessKeyId"], key["SecretAccessKey"])


def give(emulator: Emulator, name: str, policy: Policy) -> None:
    """Replace what a user may do."""
    text = json.dumps(as_the_emulator_reads(policy))
    emulator.client("iam").put_user_policy(UserName=name, PolicyName=name, PolicyDocument=text)


def as_the_emulator_reads(policy: Policy) -> Policy:
    """Return the policy with a twin for each statement of which it cannot see the resource."""
    statements = []
    for statement in policy["Statement"]:
        statements.append(statement)
        actions = statement["Action"]
        unseen = ASKED_ABOUT_ANYTHING & set(actions if isinstance(actions, list) else [actions])
        if unseen:
            twin = {"Effect": statement["Effect"], "Action": sorted(unseen), "Resource": "*"}
            statements.append(twin)
    return {**policy, "Statement": statements}
