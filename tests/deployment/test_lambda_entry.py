"""Which events the web's function takes, and what it makes of them."""

import importlib
import sys

import pytest

from interview import lambda_entry
from interview.domain import usage
from interview.lambda_entry import CommandsOff, UnknownEvent
from interview.models import DailyUse


def scheduled(function):
    rule = f"arn:aws:events:us-east-1:123456789012:rule/interview-worker-{function}"
    return {"detail-type": "Scheduled Event", "resources": [rule]}


def page_request(**headers):
    return {
        "version": "2.0",
        "headers": headers,
        "requestContext": {"http": {"sourceIp": "203.0.113.7"}},
        "stageVariables": {"SECRET_KEY": "known"},
    }


@pytest.mark.parametrize(
    "event",
    [
        {"raw_command": "import os; os.abort()"},
        {"command": "os.abort"},
        {"Records": [{"eventSource": "aws:sqs", "eventSourceARN": "arn:aws:sqs:r:1:other"}]},
        {"Records": [{"Sns": {"Message": '{"command": "os.abort"}'}}]},
        {"Records": [{"s3": {"configurationId": "x:os.abort", "bucket": {"arn": "b"}}}]},
        {"httpMethod": "GET", "path": "/"},
        scheduled("os.abort"),
        scheduled("handler.keep_warm_callback"),
        {},
    ],
    ids=lambda event: ",".join(event) or "nothing",
)
def test_an_event_that_nobody_knows_is_an_error_and_never_a_success(event):
    with pytest.raises(UnknownEvent):
        lambda_entry.carry_out(event)


def test_commands_are_taken_only_where_the_deployment_says_so(settings, capsys):
    with pytest.raises(CommandsOff):
        lambda_entry.carry_out({"manage": "version"})

    settings.LAMBDA_COMMANDS = True
    lambda_entry.carry_out({"manage": "diffsettings --output unified"})

    assert "LAMBDA_COMMANDS" in capsys.readouterr().out


@pytest.mark.django_db
def test_what_an_event_takes_is_counted_even_when_it_is_refused(settings, monkeypatch):
    settings.NOTES_USE, settings.FUNCTION_NAME = True, "interview-web"
    settings.STAGE, settings.FUNCTION_MEMORY_MB = "web", 1024
    monkeypatch.setattr(usage, "meter", usage.Meter())
    monkeypatch.setattr(lambda_entry.zappa, "LambdaHandler", lambda: None)  # Django is set up
    monkeypatch.setattr(lambda_entry, "close_old_connections", lambda: None)  # the test's own

    with pytest.raises(UnknownEvent):
        lambda_entry.handler({}, None)

    use = DailyUse.objects.get()
    assert (use.function, use.memory_mb, use.requests) == ("web", 1024, 1)
    assert use.billed_ms > 0


def test_a_visitor_cannot_make_up_an_address():
    event = page_request(**{"X-Forwarded-For": "6.6.6.6, 203.0.113.7", "host": "h"})

    assert lambda_entry.with_real_origin(event)["headers"] == {
        "host": "h",
        "x-forwarded-for": "203.0.113.7",
        "x-forwarded-proto": "https",
    }


def rest_request(**headers):
    return {
        "httpMethod": "GET",
        "path": "/",
        "headers": headers,
        "multiValueHeaders": {name: [value] for name, value in headers.items()},
        "requestContext": {"identity": {"sourceIp": "203.0.113.7"}},
        "stageVariables": {"SECRET_KEY": "known"},
    }


def test_nor_behind_a_rest_api_where_a_header_stands_twice():
    event = rest_request(**{"X-Forwarded-For": "6.6.6.6, 203.0.113.7, 192.0.2.1", "Host": "h"})

    assert lambda_entry.with_real_origin(event) == {
        "httpMethod": "GET",
        "path": "/",
        "headers": {
            "Host": "h",
            "x-forwarded-for": "203.0.113.7",
            "x-forwarded-proto": "https",
        },
        "multiValueHeaders": {"Host": ["h"]},
        "requestContext": {"identity": {"sourceIp": "203.0.113.7"}},
    }


@pytest.mark.parametrize(
    "event",
    [
        {"httpMethod": "GET", "path": "/", "requestContext": {"elb": {"targetGroupArn": "a"}}},
        {"version": "2.0", "requestContext": {}},
        {"requestContext": {"http": {"sourceIp": "203.0.113.7"}}},
        {"requestContext": {"eventType": "CONNECT", "identity": {"sourceIp": "203.0.113.7"}}},
        {"httpMethod": "", "requestContext": {"identity": {"sourceIp": "203.0.113.7"}}},
    ],
    ids=["load balancer", "nobody's", "no version", "web socket", "no method"],
)
def test_no_other_event_is_a_page(event):
    assert not lambda_entry.is_page_request(event)


def test_a_page_brings_no_command():
    event = {**page_request(), "command": "os.abort", "raw_command": "1", "manage": "migrate"}

    assert lambda_entry.with_real_origin(event).keys() == {"version", "headers", "requestContext"}


@pytest.mark.django_db
def test_what_fails_is_told_without_its_message(monkeypatch, caplog):
    def fail(*_):
        raise ValueError("Key (email)=(ann@example.com) already exists")

    monkeypatch.setattr(lambda_entry, "answer_to", fail)
    monkeypatch.setattr(lambda_entry, "note_invocation", lambda took_ms: None)

    with pytest.raises(lambda_entry.InvocationFailed, match=r"^ValueError$") as failure:
        lambda_entry.handler({}, None)

    assert failure.value.__suppress_context__
    assert "ann@example.com" not in caplog.records[-1].getMessage()


def test_boto3_is_there_for_whoever_wants_it():
    boto3, session = sys.modules.pop("boto3", None), sys.modules.pop("boto3.session", None)
    try:
        lambda_entry.import_without_boto3("zappa.utilities")

        assert "boto3" not in sys.modules
        assert callable(importlib.import_module("boto3").client)
    finally:
        restored = {"boto3": boto3, "boto3.session": session}
        sys.modules.update({name: module for name, module in restored.items() if module})


def test_an_event_brings_no_settings():
    assert "stageVariables" not in lambda_entry.with_real_origin(page_request())


@pytest.mark.django_db(transaction=True)
def test_the_minutes_work_ends_when_nothing_waits(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

    lambda_entry.carry_out(scheduled("interview.lambda_entry.every_minute"))
