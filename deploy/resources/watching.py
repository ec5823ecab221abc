"""What tells that something is wrong: logs that are kept, alarms, and a topic that mails them."""

from dataclasses import dataclass, field
from typing import Any

from deploy.aws import found
from deploy.deployment import Deployment
from deploy.names import STAGES
from deploy.ownership import Owned, Tags, as_tags
from deploy.plan import Differences

LOG_DAYS = 90
"""Long enough to look up what a candidate asks about. One of the numbers that CloudWatch takes:
PutRetentionPolicy in the Amazon CloudWatch Logs API Reference."""

SLOW_SECONDS = 120
"""A submission that waits so long is worth a look. A guess: one takes about a second."""

PRODUCT = "Interview"
"""The namespace of the product's own metrics, as interview/logs.py writes them."""

PERIOD_SECONDS = 300
"""CloudWatch gets a queue's figures once a minute; a mail after five is soon enough. A guess."""


class LogGroup(Owned):
    """A function's log, made before the function would make one that is kept for ever."""

    kind = "log"

    def __init__(self, deployment: Deployment, stage: str) -> None:
        self.deployment = deployment
        self.stage = stage
        self.name = deployment.names.log_group(stage)

    @property
    def logs(self) -> Any:
        return self.deployment.client("logs")

    def _found(self) -> dict[str, Any] | None:
        groups = self.logs.describe_log_groups(logGroupNamePrefix=self.name)["logGroups"]
        return next((group for group in groups if group["logGroupName"] == self.name), None)

    def tags(self) -> Tags | None:
        if self._found() is None:
            return None
        arn = self.deployment.names.log_group_arn(self.stage)
        tags: Tags = self.logs.list_tags_for_resource(resourceArn=arn).get("tags", {})
        return tags

    def differences(self) -> Differences | None:
        group = self._found()
        if group is None:
            return None
        days = group.get("retentionInDays", "for ever")
        return [] if days == LOG_DAYS else [f"kept {days} -> {LOG_DAYS} days"]

    def settle(self) -> None:
        if self._found() is None:
            self.logs.create_log_group(logGroupName=self.name, tags=self.deployment.names.tags)
        self.logs.put_retention_policy(logGroupName=self.name, retentionInDays=LOG_DAYS)

    def remove(self) -> None:
        if self._found() is not None:
            self.logs.delete_log_group(logGroupName=self.name)


class Topic(Owned):
    """Where alarms go, and the mail address that gets them once its owner has agreed."""

    kind = "topic"

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.name = deployment.names.topic
        self.arn = deployment.names.topic_arn

    @property
    def sns(self) -> Any:
        return self.deployment.client("sns")

    def tags(self) -> Tags | None:
        answer = found(self.sns.list_tags_for_resource, ResourceArn=self.arn)
        return None if answer is None else as_tags(answer.get("Tags", ()))

    def differences(self) -> Differences | None:
        if found(self.sns.get_topic_attributes, TopicArn=self.arn) is None:
            return None
        address = self.deployment.settings.admin_email
        return [] if address in self._subscribers() else [f"no mail to {address}"]

    def settle(self) -> None:
        tags = [{"Key": key, "Value": value} for key, value in self.deployment.names.tags.items()]
        self.sns.create_topic(Name=self.name, Tags=tags)
        address = self.deployment.settings.admin_email
        if address not in self._subscribers():
            self.sns.subscribe(TopicArn=self.arn, Protocol="email", Endpoint=address)

    def remove(self) -> None:
        if found(self.sns.get_topic_attributes, TopicArn=self.arn) is not None:
            self.sns.delete_topic(TopicArn=self.arn)

    def _subscribers(self) -> set[str]:
        pages = self.sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=self.arn)
        return {one["Endpoint"] for page in pages for one in page["Subscriptions"]}


@dataclass(frozen=True, slots=True)
class Watch:
    """When to call somebody: one figure of CloudWatch, and from where on it is bad."""

    name: str
    words: str
    namespace: str
    metric: str
    statistic: str = "Sum"
    threshold: float = 1
    dimensions: dict[str, str] = field(default_factory=dict)


class Alarm(Owned):
    """One alarm; it mails when it begins and when it ends."""

    kind = "alarm"

    def __init__(self, deployment: Deployment, watch: Watch) -> None:
        self.deployment = deployment
        self.watch = watch
        self.name = watch.name

    @property
    def cloudwatch(self) -> Any:
        return self.deployment.client("cloudwatch")

    def wanted(self) -> dict[str, Any]:
        watch, topic = self.watch, self.deployment.names.topic_arn
        return {
            "AlarmName": self.name,
            "AlarmDescription": watch.words,
            "Namespace": watch.namespace,
            "MetricName": watch.metric,
            "Dimensions": [{"Name": k, "Value": v} for k, v in watch.dimensions.items()],
            "Statistic": watch.statistic,
            "Period": PERIOD_SECONDS,
            "EvaluationPeriods": 1,
            "Threshold": float(watch.threshold),
            "ComparisonOperator": "GreaterThanOrEqualToThreshold",
            "TreatMissingData": "notBreaching",
            "AlarmActions": [topic],
            "OKActions": [topic],
        }

    def _found(self) -> dict[str, Any] | None:
        alarms = self.cloudwatch.describe_alarms(AlarmNames=[self.name])["MetricAlarms"]
        return alarms[0] if alarms else None

    def tags(self) -> Tags | None:
        alarm = self._found()
        if alarm is None:
            return None
        answer = self.cloudwatch.list_tags_for_resource(ResourceARN=alarm["AlarmArn"])
        return as_tags(answer.get("Tags", ()))

    def differences(self) -> Differences | None:
        alarm = self._found()
        if alarm is None:
            return None
        return [name for name, value in self.wanted().items() if alarm.get(name) != value]

    def settle(self) -> None:
        tags = [{"Key": key, "Value": value} for key, value in self.deployment.names.tags.items()]
        self.cloudwatch.put_metric_alarm(**self.wanted(), Tags=tags)

    def remove(self) -> None:
        if self._found() is not None:
            self.cloudwatch.delete_alarms(AlarmNames=[self.name])


def watches(deployment: Deployment) -> list[Watch]:
    """Return all that somebody is called for."""
    name, names = deployment.names.name, deployment.names
    of_queues = [
        Watch(
            f"{name}-dead-letters-{purpose}",
            f"Messages that nobody could work off lie in {names.queue(purpose)}-dead."
            " docs/deploying.md, Dead letters.",
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            "Maximum",
            dimensions={"QueueName": f"{names.queue(purpose)}-dead"},
        )
        for purpose in deployment.queues
    ] + [
        Watch(
            f"{name}-slow-{purpose}",
            f"A message has waited for {SLOW_SECONDS} s in {names.queue(purpose)}:"
            " submissions are graded late.",
            "AWS/SQS",
            "ApproximateAgeOfOldestMessage",
            "Maximum",
            SLOW_SECONDS,
            {"QueueName": names.queue(purpose)},
        )
        for purpose in deployment.queues
    ]
    of_functions = [
        Watch(
            f"{name}-{metric.lower()}-{stage}",
            f"{names.function(stage)} {words}",
            "AWS/Lambda",
            metric,
            dimensions={"FunctionName": names.function(stage)},
        )
        for stage in STAGES
        for metric, words in (
            ("Errors", "failed. Its log says why; the grader has none, ask the worker's."),
            ("Throttles", "was asked more often at once than its reserved concurrency allows."),
        )
    ]
    ours = {"Deployment": name}
    of_product = [
        Watch(
            f"{name}-judge-errors",
            "Submissions could not be graded, and it is our fault. The worker's log names them"
            " (event submission_ungraded); grade them again from their result pages.",
            PRODUCT,
            "JudgeErrors",
            dimensions=ours,
        ),
        Watch(
            f"{name}-page-errors",
            "Pages failed. The web's log says why (event page_failed).",
            PRODUCT,
            "PageErrors",
            dimensions=ours,
        ),
        Watch(
            f"{name}-slow-grades",
            f"A submission took {SLOW_SECONDS} s from the queue to its grade.",
            PRODUCT,
            "GradeTime",
            "Maximum",
            1000 * SLOW_SECONDS,
            ours,
        ),
    ]
    return [*of_queues, *of_functions, *of_product]
