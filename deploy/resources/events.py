"""What wakes the worker: messages in the queue, and the clock."""

from typing import Any

from deploy.aws import found
from deploy.deployment import Deployment
from deploy.plan import Differences, Resource
from deploy.zappa import stage_settings, zappa

SWEEPS = 2
"""Of the worker's reserved concurrency: the sweep, and one that overlaps it."""

WITHOUT_RESERVATION = 2
"""Messages at once where the worker has no reserved concurrency: the account is small then.

AWS takes no less. Source: ScalingConfig in the AWS Lambda API Reference.
"""


class Mapping(Resource):
    """Lambda's reader of the queue, which hands each message to the worker.

    Zappa would make one that knows neither partial failures nor a maximum.
    """

    kind = "reader"

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.name = deployment.names.queue("tasks")
        self.function = deployment.names.function("worker")

    @property
    def client(self) -> Any:
        return self.deployment.client("lambda")

    def wanted(self) -> dict[str, Any]:
        at_once = self.deployment.settings.worker_at_once
        return {
            "BatchSize": 1,  # a submission may take all the time that the worker has
            "FunctionResponseTypes": ["ReportBatchItemFailures"],
            "ScalingConfig": {
                "MaximumConcurrency": at_once - SWEEPS if at_once else WITHOUT_RESERVATION
            },
        }

    def _found(self) -> dict[str, Any] | None:
        answer = found(
            self.client.list_event_source_mappings,
            FunctionName=self.function,
            EventSourceArn=self.deployment.names.queue_arn("tasks"),
        )
        mappings = (answer or {}).get("EventSourceMappings", ())
        return next((one for one in mappings if one["State"] != "Deleting"), None)

    def differences(self) -> Differences | None:
        there = self._found()
        if there is None:
            return None
        different = [name for name, value in self.wanted().items() if there.get(name) != value]
        awake = there["State"] in ("Enabled", "Enabling", "Creating", "Updating")
        return different + ([] if awake else [f"is {there['State']}"])

    def settle(self) -> None:
        there = self._found()
        if there is None:
            self.client.create_event_source_mapping(
                FunctionName=self.function,
                EventSourceArn=self.deployment.names.queue_arn("tasks"),
                Enabled=True,
                **self.wanted(),
            )
        else:
            self.client.update_event_source_mapping(
                UUID=there["UUID"], FunctionName=self.function, Enabled=True, **self.wanted()
            )

    def remove(self) -> None:
        there = self._found()
        if there is not None:
            self.client.delete_event_source_mapping(UUID=there["UUID"])


class Schedule(Resource):
    """The sweep, every minute. Zappa makes the rule; its name tells the worker what to do."""

    kind = "schedule"
    name = "every minute"

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment

    def differences(self) -> Differences | None:
        events = self.deployment.client("events")
        arn = self.deployment.names.function_arn("worker")
        rules = [
            events.describe_rule(Name=name)
            for name in events.list_rule_names_by_target(TargetArn=arn)["RuleNames"]
        ]
        if not rules:
            return None
        shown = sorted((rule["ScheduleExpression"], rule["State"]) for rule in rules)
        wanted = sorted(
            (event["expression"], "ENABLED") for event in stage_settings("worker")["events"]
        )
        return [] if shown == wanted else [f"{shown} -> {wanted}"]

    def settle(self) -> None:
        zappa(self.deployment, "schedule", "worker", with_events=True)

    def remove(self) -> None:
        """Do nothing: Zappa removes the rule with the function."""
