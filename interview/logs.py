"""What is written to the log: one line per event, with codes and never a person.

    event(...)  ->  a record with fields  ->  JsonFormatter (production)  ->  CloudWatch Logs
                                          ->  LineFormatter (a laptop)    ->  the terminal

A field that is not in FIELDS is refused, and a value that looks like anything but
a code or a number is withheld, so that nobody's name, address or answer gets in by
mistake. Tracebacks keep their frames and lose their messages: a database quotes the
row that it refuses. Metrics ride on the same line, in CloudWatch's embedded metric
format, so that no agent and no call is needed.
"""

import json
import logging
import re
import secrets
import traceback
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString
from django.views.debug import ExceptionReporter

logger = logging.getLogger("interview.events")

request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Of the request or invocation that is being served; empty in a command."""

FIELDS = frozenset(
    {
        *("request", "attempt", "submission", "job"),
        *("method", "page", "status", "task", "check", "finding"),
        *("question", "revision", "language", "verdict", "cause", "reason", "grader"),
        *("took_ms", "waited_ms", "billed_ms", "memory_mb", "invocations"),
    }
)
"""What a line may say. An invitation's code is not among them: it is the key to a quiz."""

CODE = re.compile(r"[\w.:/<>=+-]{0,100}")
WITHHELD = "(withheld)"

NAMESPACE = "Interview"
"""Of the metrics, with the one dimension Deployment."""


class Event(StrEnum):
    """The events. Alarms and searches go by these names."""

    PAGE = "page"
    PAGE_FAILED = "page_failed"
    ANSWER_SAVED = "answer_saved"
    SAMPLES_RUN = "samples_run"
    ANSWER_SUBMITTED = "answer_submitted"
    GRADING_STARTED = "grading_started"
    GRADER_ASKED = "grader_asked"
    SUBMISSION_GRADED = "submission_graded"
    SUBMISSION_UNGRADED = "submission_ungraded"
    ATTEMPT_FINISHED = "attempt_finished"
    CHECKED = "checked"
    NOTE = "note"


class Metric(StrEnum):
    """The metrics. deploy/ makes alarms of some of them."""

    PAGE_TIME = "PageTime"
    PAGE_ERRORS = "PageErrors"
    QUEUE_WAIT = "QueueWait"
    GRADE_TIME = "GradeTime"
    JUDGE_ERRORS = "JudgeErrors"


UNITS = {
    Metric.PAGE_TIME: "Milliseconds",
    Metric.PAGE_ERRORS: "Count",
    Metric.QUEUE_WAIT: "Milliseconds",
    Metric.GRADE_TIME: "Milliseconds",
    Metric.JUDGE_ERRORS: "Count",
}


def event(
    kind: Event,
    *,
    level: int = logging.INFO,
    metrics: Mapping[Metric, float] | None = None,
    **fields: str | int,
) -> None:
    """Write one line. Inside a transaction, call it on commit: a log cannot be rolled back.

    Raises:
        ValueError: a field is not one of FIELDS.
    """
    if unknown := fields.keys() - FIELDS:
        raise ValueError(f"The log has no field {', '.join(sorted(unknown))}. See FIELDS.")
    extra = {
        "event": kind.value,
        "fields": {name: withheld_unless_code(value) for name, value in fields.items()},
        "metrics": metrics or {},
    }
    logger.log(level, kind.value, extra=extra)


def withheld_unless_code(value: str | int) -> str | int:
    """Return numbers and codes as they are, and a word in place of anything else."""
    if isinstance(value, int) or CODE.fullmatch(value):
        return value
    return WITHHELD


def new_request_id() -> str:
    return secrets.token_hex(8)


class JsonFormatter(logging.Formatter):
    """Writes a record as one JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        kind = getattr(record, "event", Event.NOTE.value)
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "event": kind,
            **fields_of(record),
        }
        if kind == Event.NOTE:
            line |= {"logger": record.name, "message": message_of(record)}
        if record.exc_info:
            line |= error_of(record)
        if metrics := getattr(record, "metrics", None):
            line |= embedded(metrics, at=record.created)
        return json.dumps(line, ensure_ascii=False, separators=(",", ":"))


class LineFormatter(logging.Formatter):
    """Writes a record as a line that a developer reads."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        facts = " ".join(f"{name}={value}" for name, value in fields_of(record).items())
        words = f"{at} {record.levelname} {record.name}: {message_of(record)} {facts}".rstrip()
        if record.exc_info and settings.DEBUG:
            return f"{words}\n{self.formatException(record.exc_info)}"
        if record.exc_info:
            error = error_of(record)
            return "\n".join([words, error["error"], *error["frames"]])
        return words


class CodesOnlyReport(ExceptionReporter):
    """What ADMINS are mailed of a page that failed: the frames, and nothing that was sent."""

    def get_traceback_text(self) -> SafeString:
        kind = self.exc_type.__name__ if self.exc_type else "There was no exception."
        return SafeString("\n".join([f"Request {request_id.get()}", kind, *frames_of(self.tb)]))


class AdminMails(logging.Filter):
    """Lets a record through to ADMINS without its request, which holds what was sent."""

    def filter(self, record: logging.LogRecord) -> logging.LogRecord:
        copy = logging.makeLogRecord({**record.__dict__, "msg": message_of(record), "args": ()})
        copy.__dict__.pop("request", None)
        return copy


def fields_of(record: logging.LogRecord) -> dict[str, str | int]:
    """Return a record's codes and numbers, with the request's id first."""
    current = {"request": request_id.get()} if request_id.get() else {}
    return {**current, **getattr(record, "fields", {})}


def message_of(record: logging.LogRecord) -> str:
    """Return what a record says. Django names the address, and ours may hold a key."""
    request = getattr(record, "request", None)
    if request is None or not record.args:
        return record.getMessage()
    reason, *_ = record.args if isinstance(record.args, tuple) else ("",)
    return f"{reason}: {route_of(request)}"


def route_of(request: Any) -> str:
    """Return the pattern of a page's address, in place of the address: i/<str:code>/."""
    match = getattr(request, "resolver_match", None)
    return f"/{match.route}" if match else "(unknown)"


def error_of(record: logging.LogRecord) -> dict[str, Any]:
    """Return an exception's kind and where it happened, without its message."""
    kind, _, trace = record.exc_info or (None, None, None)
    return {"error": kind.__name__ if kind else "", "frames": frames_of(trace)}


def frames_of(trace: Any) -> list[str]:
    """Return one line a frame, outermost first: file within its tree, line, function."""
    ours = f"{settings.BASE_DIR}/"
    return [
        f"{frame.filename.rpartition('site-packages/')[2].removeprefix(ours)}:{frame.lineno}"
        f" {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]


def embedded(metrics: Mapping[Metric, float], *, at: float) -> dict[str, Any]:
    """Return what makes metrics of a line.

    at: seconds since 1970.

    Source: "Specification: Embedded metric format", CloudWatch's user guide.
    """
    directive = {
        "Namespace": NAMESPACE,
        "Dimensions": [["Deployment"]],
        "Metrics": [{"Name": metric.value, "Unit": UNITS[metric]} for metric in metrics],
    }
    return {
        "_aws": {"Timestamp": round(1000 * at), "CloudWatchMetrics": [directive]},
        "Deployment": settings.DEPLOYMENT,
        **{metric.value: value for metric, value in metrics.items()},
    }
