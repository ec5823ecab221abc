"""What each thing of a deployment is called. Policies and people find it by that name."""

import re
from dataclasses import dataclass

STAGES = ("grader", "worker", "web")
"""In the order in which they are put up: each comes after what it asks for."""

TAG, REGION_TAG = "interview:deployment", "interview:region"
"""On everything that can have tags. The region is there because roles have none."""

MAXIMUM_NAME_LENGTH = 24
"""So that `{name}-deployments-{account}` is a bucket's name, and an event rule needs no shortening.

Source: "General purpose bucket naming rules" in the Amazon S3 User Guide: 63 characters.
A rule of EventBridge has 64, of which 43 are `-worker-interview.lambda_entry.every_minute`:
Zappa hashes the function's name where more would be needed, and that is fine too.
"""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


def is_name(text: str) -> bool:
    """Return whether every resource may be called after ``text``."""
    return len(text) <= MAXIMUM_NAME_LENGTH and _NAME.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one deployment in one account and region."""

    name: str
    account: str
    region: str

    def function(self, stage: str) -> str:
        return f"{self.name}-{stage}"

    def function_arn(self, stage: str) -> str:
        return f"arn:aws:lambda:{self.region}:{self.account}:function:{self.function(stage)}"

    def role_arn(self, stage: str) -> str:
        return f"arn:aws:iam::{self.account}:role/{self.function(stage)}"

    def log_group(self, stage: str) -> str:
        return f"/aws/lambda/{self.function(stage)}"

    def log_group_arn(self, stage: str) -> str:
        return f"arn:aws:logs:{self.region}:{self.account}:log-group:{self.log_group(stage)}"

    def bucket(self, purpose: str) -> str:
        """Return a bucket's name: its account makes it one that nobody else has by accident."""
        return f"{self.name}-{purpose}-{self.account}"

    def queue(self, purpose: str) -> str:
        return f"{self.name}-{purpose}"

    def queue_arn(self, purpose: str) -> str:
        return f"arn:aws:sqs:{self.region}:{self.account}:{self.queue(purpose)}"

    def parameter(self, variable: str) -> str:
        """Return where Parameter Store keeps a secret of the functions' environment."""
        return f"/{self.name}/{variable}"

    @property
    def topic(self) -> str:
        return f"{self.name}-alarms"

    @property
    def topic_arn(self) -> str:
        return f"arn:aws:sns:{self.region}:{self.account}:{self.topic}"

    @property
    def tags(self) -> dict[str, str]:
        return {TAG: self.name, REGION_TAG: self.region}
