"""The functions' roles, with the rights that deploy/policies/ gives them and no others."""

import json
from pathlib import Path
from string import Template
from typing import Any

from botocore.exceptions import ClientError

from deploy.aws import found
from deploy.deployment import Deployment
from deploy.ownership import Owned, Tags, as_tags
from deploy.plan import Differences

POLICIES = Path(__file__).parent.parent / "policies"

TRUST = {
    "Version": "2012-10-17",
    "Statement": [
        {
            "Effect": "Allow",
            "Principal": {"Service": "lambda.amazonaws.com"},
            "Action": "sts:AssumeRole",
        }
    ],
}
"""Lambda takes these roles on, and nobody else."""

type Policy = dict[str, Any]


def policy(file_name: str, deployment: Deployment) -> Policy:
    """Return a policy of deploy/policies/ with this deployment's names in it."""
    names = deployment.names
    text = Template((POLICIES / file_name).read_text()).substitute(
        name=names.name,
        account=names.account,
        region=names.region,
        mail_from=deployment.settings.mail_from or "nobody@invalid",
    )
    read: Policy = json.loads(text)
    return read


class Role(Owned):
    """A role; what it may do is one inline policy of the same name, or nothing at all."""

    kind = "role"

    def __init__(self, deployment: Deployment, stage: str, rights: Policy | None) -> None:
        self.deployment = deployment
        self.name = deployment.names.function(stage)
        self.rights = rights

    @property
    def iam(self) -> Any:
        return self.deployment.client("iam")

    def differences(self) -> Differences | None:
        role = self._found()
        if role is None:
            return None
        checks = {
            "who takes it on": role["AssumeRolePolicyDocument"] == TRUST,
            "its rights": self._rights() == self.rights,
            "rights that are not ours": not self._strange_policies(),
            "managed policies": not self._attached(),
        }
        return [words for words, is_right in checks.items() if not is_right]

    def settle(self) -> None:
        if self._found() is None:
            self.iam.create_role(
                RoleName=self.name,
                AssumeRolePolicyDocument=json.dumps(TRUST),
                Description="Made by `make deploy`; see deploy/policies/.",
                Tags=[{"Key": k, "Value": v} for k, v in self.deployment.names.tags.items()],
            )
        else:
            self.iam.update_assume_role_policy(RoleName=self.name, PolicyDocument=json.dumps(TRUST))
        if self.rights is not None:
            self.iam.put_role_policy(
                RoleName=self.name, PolicyName=self.name, PolicyDocument=json.dumps(self.rights)
            )
        self._strip(self._strange_policies())

    def remove(self) -> None:
        if self._found() is None:
            return
        self._strip(self._inline())
        self.iam.delete_role(RoleName=self.name)

    def _strip(self, inline: list[str]) -> None:
        for name in inline:
            self.iam.delete_role_policy(RoleName=self.name, PolicyName=name)
        for arn in self._attached():
            self.iam.detach_role_policy(RoleName=self.name, PolicyArn=arn)

    def _found(self) -> Policy | None:
        answer = found(self.iam.get_role, RoleName=self.name)
        return None if answer is None else answer["Role"]

    def tags(self) -> Tags | None:
        role = self._found()
        return None if role is None else as_tags(role.get("Tags", ()))

    def _rights(self) -> Policy | None:
        try:
            answer = self.iam.get_role_policy(RoleName=self.name, PolicyName=self.name)
        except ClientError as error:
            if error.response["Error"]["Code"] == "NoSuchEntity":
                return None
            raise
        document: Policy = answer["PolicyDocument"]
        return document

    def _inline(self) -> list[str]:
        names: list[str] = self.iam.list_role_policies(RoleName=self.name)["PolicyNames"]
        return names

    def _strange_policies(self) -> list[str]:
        return [name for name in self._inline() if self.rights is None or name != self.name]

    def _attached(self) -> list[str]:
        answer = self.iam.list_attached_role_policies(RoleName=self.name)
        return [policy["PolicyArn"] for policy in answer["AttachedPolicies"]]
