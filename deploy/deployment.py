"""One deployment: its settings, its account, and what resources ask about each other."""

from dataclasses import dataclass, field
from typing import Any

from deploy.aws import Account, found
from deploy.names import Names
from deploy.settings import Settings


@dataclass(slots=True)
class Deployment:
    """What every resource is given."""

    settings: Settings
    account: Account
    renewed: set[str] = field(default_factory=set)
    """Secrets that are to be replaced and are not yet: what they say now is not to be relied on."""
    names: Names = field(init=False)

    def __post_init__(self) -> None:
        self.names = Names(self.settings.name, self.account.number, self.account.region)

    @property
    def queues(self) -> tuple[str, ...]:
        """Return the purposes of its queues of tasks."""
        return ("tasks", "containers") if self.settings.container_workers else ("tasks",)

    def client(self, service: str) -> Any:
        return self.account.client(service)

    def queue_url(self, purpose: str) -> str | None:
        """Return a queue's address, None while there is no such queue."""
        answer = found(self.client("sqs").get_queue_url, QueueName=self.names.queue(purpose))
        return str(answer["QueueUrl"]) if answer else None

    def api_id(self) -> str | None:
        """Return the HTTP API that Zappa made for the pages, None while there is none."""
        answer = found(self.client("apigatewayv2").get_apis, MaxResults="500")
        name = self.names.function("web")
        ids = [api["ApiId"] for api in answer["Items"] if api["Name"] == name]
        return ids[0] if ids else None

    def site_address(self) -> str | None:
        """Return where candidates find the pages; None while AWS has not given an address yet."""
        if self.settings.site_address:
            return self.settings.site_address
        api_id = self.api_id()
        if api_id is None:
            return None
        return f"https://{api_id}.execute-api.{self.names.region}.amazonaws.com"

    def secret(self, variable: str) -> str | None:
        """Return what Parameter Store keeps for a variable, None while there is nothing."""
        answer = found(
            self.client("ssm").get_parameter,
            Name=self.names.parameter(variable),
            WithDecryption=True,
        )
        return str(answer["Parameter"]["Value"]) if answer else None
