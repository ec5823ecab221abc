"""The three functions: their code and shape by Zappa, their environment by us."""

import base64
import hashlib
from pathlib import Path
from typing import Any

from botocore.exceptions import ClientError

from deploy.aws import found
from deploy.deployment import Deployment
from deploy.environment import variables
from deploy.errors import NameTaken
from deploy.ownership import Tags, as_tags, check_tags
from deploy.packages import Packages
from deploy.plan import Differences, Resource
from deploy.resources.watching import LogGroup
from deploy.zappa import settings_for, zappa

type Json = dict[str, Any]


class Function(Resource):
    """A function's code and shape, and for the web's its HTTP API.

    A function is ours when it has our role: that is set in the moment of its creation.
    """

    kind = "function"

    def __init__(self, deployment: Deployment, stage: str, packages: Packages) -> None:
        self.deployment = deployment
        self.stage = stage
        self.packages = packages
        self.name = deployment.names.function(stage)

    @property
    def client(self) -> Any:
        return self.deployment.client("lambda")

    def wanted(self) -> Json:
        """Return what is set with the code, in the words of Lambda's API."""
        settings = settings_for(self.deployment, self.stage, with_events=False)
        package = self.packages.of(self.stage).read_bytes()
        network = settings.get("vpc_config", {})
        return {
            "the code": base64.b64encode(hashlib.sha256(package).digest()).decode(),
            "Handler": settings["lambda_handler"],
            "Runtime": settings["runtime"],
            "MemorySize": settings["memory_size"],
            "Timeout": settings["timeout_seconds"],
            "EphemeralStorage": settings.get("ephemeral_storage", {"Size": 512}),
            "SubnetIds": sorted(network.get("SubnetIds", ())),
            "SecurityGroupIds": sorted(network.get("SecurityGroupIds", ())),
            "ReservedConcurrentExecutions": settings["lambda_concurrency"],
        }

    def check_owner(self) -> None:
        self.configuration()
        check_tags(self.deployment, f"stack {self.name}", self.stack_tags())

    def stack_tags(self) -> Tags | None:
        """Return the tags of the HTTP API's stack; None when there is none."""
        stack = self._stack() if self.stage == "web" else None
        return None if stack is None else as_tags(stack.get("Tags", ()))

    def configuration(self) -> Json | None:
        """Raises NameTaken when there is such a function and it is not ours."""
        there: Json | None = found(self.client.get_function_configuration, FunctionName=self.name)
        if there is not None and there["Role"] != self.deployment.names.role_arn(self.stage):
            raise NameTaken(
                f"Function {self.name} is there and has another role ({there['Role']}), so it was"
                " not made by this deployment. Choose another `name` in its settings."
            )
        return there

    def differences(self) -> Differences | None:
        there = self.configuration()
        if there is None or self.is_half_made():
            return None
        at_once = self.client.get_function_concurrency(FunctionName=self.name)
        network = there.get("VpcConfig", {})
        shown = {
            **{name: there.get(name) for name in self.wanted()},
            "the code": there["CodeSha256"],
            "SubnetIds": sorted(network.get("SubnetIds", ())),
            "SecurityGroupIds": sorted(network.get("SecurityGroupIds", ())),
            "ReservedConcurrentExecutions": at_once.get("ReservedConcurrentExecutions"),
        }
        return [
            name if name == "the code" else f"{name} {shown[name]} -> {wanted}"
            for name, wanted in self.wanted().items()
            if shown[name] != wanted
        ]

    def is_half_made(self) -> bool:
        """Return whether an earlier run was interrupted between the function and its HTTP API.

        Zappa neither deploys a function that is there nor makes an API when it updates.
        """
        return self.stage == "web" and self.deployment.api_id() is None

    def settle(self) -> None:
        package = self._upload(self.packages.of(self.stage))
        if self.configuration() is not None and self.is_half_made():
            self._remove_stack()
            self.client.delete_function(FunctionName=self.name)
        command = "deploy" if self.configuration() is None else "update"
        zappa(self.deployment, command, self.stage, "--zip", package)
        self.client.get_waiter("function_updated_v2").wait(FunctionName=self.name)

    def remove(self) -> None:
        """Take it away, in steps of which each may be the first after an interruption."""
        if self.stage == "web":
            self._remove_stack()
        if self.configuration() is None:
            return
        if self.stage == "worker":  # Zappa alone knows how it called the schedule's rule
            zappa(self.deployment, "undeploy", self.stage, "--yes", with_events=True)
        else:
            self.client.delete_function(FunctionName=self.name)
        LogGroup(self.deployment, self.stage).remove()  # where we made none, Lambda may have

    def _upload(self, package: Path) -> str:
        """Put the zip where Lambda takes it from, named after its content; return its address."""
        bucket = self.deployment.names.bucket("deployments")
        digest = hashlib.sha256(package.read_bytes()).hexdigest()
        key = f"{self.stage}/{digest[:16]}.zip"
        self.deployment.client("s3").upload_file(str(package), bucket, key)
        return f"s3://{bucket}/{key}"

    def _stack(self) -> Json | None:
        try:
            answer = self.deployment.client("cloudformation").describe_stacks(StackName=self.name)
        except ClientError as error:
            if "does not exist" in str(error):
                return None
            raise
        stack: Json = answer["Stacks"][0]
        return stack

    def _remove_stack(self) -> None:
        """Remove what CloudFormation made of the HTTP API, half made or whole."""
        if self._stack() is None:
            return
        formation = self.deployment.client("cloudformation")
        formation.delete_stack(StackName=self.name)
        formation.get_waiter("stack_delete_complete").wait(
            StackName=self.name, WaiterConfig={"Delay": 2}
        )


class FunctionEnvironment(Resource):
    """A function's environment variables, secrets included; no file and no zip holds them."""

    kind = "variables"

    def __init__(self, deployment: Deployment, stage: str) -> None:
        self.deployment = deployment
        self.stage = stage
        self.name = deployment.names.function(stage)

    def differences(self) -> Differences | None:
        client = self.deployment.client("lambda")
        there = found(client.get_function_configuration, FunctionName=self.name)
        if there is None:
            return None
        shown = there.get("Environment", {}).get("Variables", {})
        wanted = variables(self.deployment, self.stage)
        if not shown and wanted:
            return None
        return sorted(
            name for name in shown.keys() | wanted.keys() if shown.get(name) != wanted.get(name)
        )

    def settle(self) -> None:
        client = self.deployment.client("lambda")
        client.update_function_configuration(
            FunctionName=self.name,
            Environment={"Variables": variables(self.deployment, self.stage)},
        )
        client.get_waiter("function_updated_v2").wait(FunctionName=self.name)

    def remove(self) -> None:
        """Do nothing: they go with the function."""
