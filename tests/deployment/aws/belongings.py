"""All that an emulated account holds, so that a test can say that nothing was left."""

from tests.deployment.emulator import Emulator

KINDS = {
    "role": ("iam", "list_roles", "Roles", "RoleName"),
    "function": ("lambda", "list_functions", "Functions", "FunctionName"),
    "mapping": ("lambda", "list_event_source_mappings", "EventSourceMappings", "FunctionArn"),
    "bucket": ("s3", "list_buckets", "Buckets", "Name"),
    "queue": ("sqs", "list_queues", "QueueUrls", None),
    "topic": ("sns", "list_topics", "Topics", "TopicArn"),
    "subscription": ("sns", "list_subscriptions", "Subscriptions", "Endpoint"),
    "alarm": ("cloudwatch", "describe_alarms", "MetricAlarms", "AlarmName"),
    "log": ("logs", "describe_log_groups", "logGroups", "logGroupName"),
    "parameter": ("ssm", "describe_parameters", "Parameters", "Name"),
    "HTTP API": ("apigatewayv2", "get_apis", "Items", "Name"),
    "rule": ("events", "list_rules", "Rules", "Name"),
    "stack": ("cloudformation", "describe_stacks", "Stacks", "StackName"),
}
"""Service, call, and where in the answer the names stand."""


def belongings(emulator: Emulator) -> list[str]:
    """Return everything that a deployment could leave behind, one line each."""
    lines = []
    for kind, (service, call, key, name) in KINDS.items():
        answer = getattr(emulator.client(service), call)()
        lines += [f"{kind} {one[name] if name else one}" for one in answer.get(key, ())]
    return sorted(lines)
