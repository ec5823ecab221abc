"""Secrets in Parameter Store: the source of what the functions have in their environment."""

import secrets
from collections.abc import Callable

from deploy.deployment import Deployment
from deploy.ownership import Owned, Tags, as_tags
from deploy.plan import Differences


class Secret(Owned):
    """One secret of the functions. Made once; a later run asks nobody for it again."""

    kind = "secret"

    def __init__(
        self,
        deployment: Deployment,
        variable: str,
        supply: Callable[[], str],
        check: Callable[[str], None] = lambda value: None,
    ) -> None:
        """``supply`` is called when there is none yet, or when it is to be renewed.

        ``check`` is told the value before it is kept, and raises where it is of no use.
        """
        self.deployment = deployment
        self.variable = variable
        self.name = deployment.names.parameter(variable)
        self.supply = supply
        self.check = check

    def tags(self) -> Tags | None:
        if self.deployment.secret(self.variable) is None:
            return None
        answer = self.deployment.client("ssm").list_tags_for_resource(
            ResourceType="Parameter", ResourceId=self.name
        )
        return as_tags(answer["TagList"])

    def differences(self) -> Differences | None:
        if self.deployment.secret(self.variable) is None:
            return None
        return ["a new value"] if self.variable in self.deployment.renewed else []

    def settle(self) -> None:
        supplied = self.supply()
        self.check(supplied)
        ssm = self.deployment.client("ssm")
        value = {"Name": self.name, "Value": supplied, "Type": "SecureString"}
        if self.deployment.secret(self.variable) is None:
            tags = [{"Key": k, "Value": v} for k, v in self.deployment.names.tags.items()]
            ssm.put_parameter(**value, Tags=tags)  # AWS takes tags with a new one only
        else:
            ssm.put_parameter(**value, Overwrite=True)
        self.deployment.renewed.discard(self.variable)

    def remove(self) -> None:
        if self.deployment.secret(self.variable) is not None:
            self.deployment.client("ssm").delete_parameter(Name=self.name)


def new_key() -> str:
    """Return a key that nobody can guess. Source: 50 bytes, as Django's own has 50 characters."""
    return secrets.token_urlsafe(50)
