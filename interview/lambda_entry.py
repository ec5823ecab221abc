"""The door for AWS Lambda. Zappa answers the pages; what else may be asked of us is listed here.

    HTTP API, payload 2.0    -> Zappa -> Django
    messages of our queues   -> interview.integrations.sqs.take
    EventBridge's schedule   -> one of SCHEDULED
    {"manage": "migrate"}    -> manage.py, only while the setting LAMBDA_COMMANDS is on
    anything else            -> UnknownEvent, so that its sender learns of it

Zappa's own handler would also run any Python that somebody who may invoke the
function writes into an event, and would report success for an event that it
knows nothing to do with: a queue then deletes a job that nobody has done.
"""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import close_old_connections
from django.utils import timezone
from zappa.handler import LambdaHandler

from interview import logs
from interview.integrations import sqs

type Event = dict[str, Any]

# One line of Zappa's per request would hold the visitor's address, and the
# link of an invitation, which is a key.
logging.getLogger("zappa.wsgi").setLevel(logging.WARNING)


class UnknownEvent(Exception):
    """Nobody here does what this event asks for."""


class CommandsOff(Exception):
    """An event asks for a command, and this deployment takes none from events."""


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
    """
    start = time.monotonic()
    logs.request_id.set(getattr(context, "aws_request_id", ""))
    try:
        return answer_to(event, context)
    finally:
        note_invocation(1000 * (time.monotonic() - start))


def answer_to(event: Event, context: object) -> Any:
    """Hand a page to Zappa, and do anything else ourselves."""
    if is_page_request(event):
        return LambdaHandler().handler(with_real_origin(event), context)
    LambdaHandler()  # sets Django up, once
    close_old_connections()
    try:
        return carry_out(event, context)
    finally:
        close_old_connections()


_first = iter([True])


def note_invocation(took_ms: float) -> None:
    """Count what this invocation will be billed. Once a minute that asks the database."""
    from interview.domain import usage  # models, which have to wait for Django

    usage.count_invocation(now=timezone.now(), took_ms=took_ms, is_first=next(_first, False))
    close_old_connections()


def carry_out(event: Event, context: Any = None) -> Any:
    """Do one of the things that are not pages."""
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
    """Return whether the event comes from an HTTP API, in the only format we ask it for."""
    return event.get("version") == "2.0" and "http" in event.get("requestContext", {})


def with_real_origin(event: Event) -> Event:
    """Return the event with the address that AWS saw, and without what a visitor may make up.

    Behind an HTTP API the X-Forwarded-For header holds what the visitor wrote, with
    the real address at the end, and Zappa takes the last but one. Stage variables
    would become our environment, which nobody but the deployment should set.
    """
    seen_by_aws = {
        "x-forwarded-for": event["requestContext"]["http"]["sourceIp"],
        "x-forwarded-proto": "https",
    }
    sent = {
        name: value
        for name, value in event.get("headers", {}).items()
        if name.lower() not in seen_by_aws
    }
    kept = {name: value for name, value in event.items() if name != "stageVariables"}
    return {**kept, "headers": {**sent, **seen_by_aws}}


def scheduled_function(event: Event) -> Callable[[], None]:
    """Return what a rule of EventBridge stands for; Zappa ends its name with the function's."""
    function = str(event["resources"][0]).rpartition("-")[2]
    if function not in SCHEDULED:
        raise UnknownEvent(f"The schedule names {function}, which is not ours.")
    return SCHEDULED[function]
