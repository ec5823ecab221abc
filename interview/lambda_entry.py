"""The door for AWS Lambda. Zappa answers the pages; what else may be asked of us is listed here.

    HTTP API, payload 2.0    -> Zappa -> Django
    REST API, payload 1.0    -> Zappa -> Django
    messages of our queues   -> interview.integrations.sqs.take
    EventBridge's schedule   -> one of SCHEDULED
    {"manage": "migrate"}    -> manage.py, only while the setting LAMBDA_COMMANDS is on
    anything else            -> UnknownEvent, so that its sender learns of it

What fails is logged without its message, and InvocationFailed is all that Lambda hears: a
message of the database's may hold a name or an address.

Zappa's own handler would also run any Python that somebody who may invoke the
function writes into an event, and would report success for an event that it
knows nothing to do with: a queue then deletes a job that nobody has done.
"""

import gc

gc.disable()  # until all is loaded, which is much and none of it garbage: a tenth of the start

import importlib
import logging
import sys
import time
from collections.abc import Callable
from functools import partial
from types import ModuleType, SimpleNamespace
from typing import Any, cast

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.urls import get_resolver
from django.utils import timezone

from interview import logs

logger = logging.getLogger(__name__)

type Event = dict[str, Any]

PAGE_KEYS = frozenset(
    [
        *("version", "isBase64Encoded", "requestContext", "headers", "body", "pathParameters"),
        *("routeKey", "rawPath", "rawQueryString", "cookies", "queryStringParameters"),
        *("httpMethod", "resource", "path"),
        *("multiValueHeaders", "multiValueQueryStringParameters"),
    ]
)
"""What an event for a page may hold, in both formats: see `visitors_address`."""


def import_without_boto3(module: str) -> None:
    """Import a module that wants boto3 for the names of types in its signatures.

    Whoever imports boto3 afterwards gets the real one. Saves a quarter of the web's cold start
    (docs/proofs/cold_start.md): Zappa needs it when it deploys, and here it never does.
    """
    stand_ins = {"boto3": SimpleNamespace(Session=None), "botocore": SimpleNamespace()}
    placed = [name for name in stand_ins if name not in sys.modules]
    sys.modules.update({name: cast(ModuleType, stand_ins[name]) for name in placed})
    try:
        importlib.import_module(module)
    finally:
        for name in placed:
            del sys.modules[name]


import_without_boto3("zappa.utilities")
from zappa import handler as zappa

# One line of Zappa's per request would hold the visitor's address, and the
# link of an invitation, which is a key.
logging.getLogger("zappa.wsgi").setLevel(logging.WARNING)


class UnknownEvent(Exception):
    """Nobody here does what this event asks for."""


class CommandsOff(Exception):
    """An event asks for a command, and this deployment takes none from events."""


class InvocationFailed(Exception):
    """Something failed whose story is in the log, under the invocation's request."""


def every_minute() -> None:
    """Finish overdue attempts; then grade what waits, unless queues of AWS bring that.

    Two that overlap do no harm: each submission is claimed by one of them.
    """
    call_command("sweep")
    if settings.TASK_BACKEND == "database":
        call_command("db_worker", batch=True, startup_delay=False, reload=False)


SCHEDULED: dict[str, Callable[[], None]] = {"interview.lambda_entry.every_minute": every_minute}


def handler(event: Event, context: object) -> Any:
    """Do what an event asks for and return what its sender expects; note what it cost.

    Raises:
        UnknownEvent: it is none of those listed above.
        CommandsOff: it is a command, and LAMBDA_COMMANDS is off.
        InvocationFailed: anything else.
    """
    start = time.monotonic()
    logs.request_id.set(getattr(context, "aws_request_id", ""))
    try:
        return answer_to(event, context)
    except (UnknownEvent, CommandsOff):
        raise
    except Exception as error:
        logger.exception("An invocation failed: %s.", type(error).__name__)
        raise InvocationFailed(type(error).__name__) from None
    finally:
        note_invocation(1000 * (time.monotonic() - start))


def answer_to(event: Event, context: object) -> Any:
    """Hand a page to Zappa, and do anything else ourselves."""
    if is_page_request(event):
        answer = zappa.LambdaHandler().handler(with_real_origin(event), context)
        return {**answer, "body": answer.get("body") or ""}  # Zappa says None of an empty page
    zappa.LambdaHandler()  # sets Django up, once
    close_old_connections()
    try:
        return carry_out(event, context)
    finally:
        close_old_connections()


_first = iter([True])


def note_invocation(took_ms: float) -> None:
    """Count what this invocation will be billed. Once a minute that asks the database.

    It is not worth an invocation: what it fails for is logged.
    """
    try:
        from interview.domain import usage  # models, which have to wait for Django

        usage.count_invocation(now=timezone.now(), took_ms=took_ms, is_first=next(_first, False))
        close_old_connections()
    except Exception:
        logger.exception("An invocation could not be counted.")


def carry_out(event: Event, context: Any = None) -> Any:
    """Do one of the things that are not pages."""
    from interview.integrations import sqs  # 20 ms of modules that no page needs

    if (records := event.get("Records")) and all(map(sqs.is_ours, records)):
        return sqs.take(records, seconds_left=partial(seconds_left, context))
    if event.get("detail-type") == "Scheduled Event":
        scheduled_function(event)()
    elif "manage" in event:
        if not settings.LAMBDA_COMMANDS:
            raise CommandsOff("Commands by event are off. See LAMBDA_COMMANDS in operations.md.")
        call_command(*event["manage"].split())
    else:
        raise UnknownEvent(f"Nothing is known to do with an event of {sorted(event)}.")
    return None


def seconds_left(context: Any) -> float:
    """Return how long this invocation may still take."""
    return float(context.get_remaining_time_in_millis()) / 1000


def is_page_request(event: Event) -> bool:
    """Return whether the event comes from an HTTP API or a REST API, in the formats of these."""
    return bool(visitors_address(event))


def visitors_address(event: Event) -> str | None:
    """Return the address that AWS saw; None if nobody asks for a page.

    Source: "Create AWS Lambda proxy integrations for HTTP APIs", API Gateway's developer guide,
    for 2.0; "Input format of a Lambda function for proxy integration" there, for 1.0.
    """
    context = event.get("requestContext") or {}
    if event.get("version") == "2.0":
        seen = context.get("http") or {}
    elif event.get("httpMethod"):
        seen = context.get("identity") or {}
    else:
        seen = {}
    address: str | None = seen.get("sourceIp")
    return address


def with_real_origin(event: Event) -> Event:
    """Return a page's event with the address that AWS saw, and what belongs to a page alone.

    Zappa looks for commands in what it does not take for a page, and is given none to find.
    The X-Forwarded-For header holds what the visitor wrote, with the real address at the
    end, and Zappa takes the last but one. Stage variables would become our environment,
    which nobody but the deployment should set.
    """
    seen_by_aws = {"x-forwarded-for": visitors_address(event), "x-forwarded-proto": "https"}
    event = {name: value for name, value in event.items() if name in PAGE_KEYS}
    for headers in {"headers", "multiValueHeaders"} & event.keys():
        event[headers] = {
            name: value
            for name, value in (event[headers] or {}).items()
            if name.lower() not in seen_by_aws
        }
    event["headers"] = {**event.get("headers", {}), **seen_by_aws}
    return event


def scheduled_function(event: Event) -> Callable[[], None]:
    """Return what a rule of EventBridge stands for; Zappa ends its name with the function's."""
    function = str(event["resources"][0]).rpartition("-")[2]
    if function not in SCHEDULED:
        raise UnknownEvent(f"The schedule names {function}, which is not ours.")
    return SCHEDULED[function]


if zappa.global_handler is not None:
    # In Lambda Django is set up by now. What is broken in any page's module shall fail the start
    # of the function, and not the page of whoever comes first.
    get_resolver().url_patterns  # noqa: B018 -- asking loads them
gc.freeze()
gc.enable()
