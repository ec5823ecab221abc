"""Gives each request an id, and writes one line about it."""

import logging
import time
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from interview.domain import usage
from interview.logs import Event, Metric, event, new_request_id, request_id, route_of

ANSWERED_WITH_FAULT = 500
"""From this HTTP status on, it is our fault."""


class RequestLog:
    """Stands outermost, so that whatever is logged within carries the request's id.

    The id is Lambda's own, by which its other lines are found, or made up; what the
    visitor sends is not believed. The answer carries it as X-Request-ID.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        context = request.META.get("lambda.context")
        token = request_id.set(getattr(context, "aws_request_id", "") or new_request_id())
        start = time.monotonic()
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id.get()
            self.note(request, response, took_ms=1000 * (time.monotonic() - start))
        finally:
            request_id.reset(token)
        return response

    def note(self, request: HttpRequest, response: HttpResponseBase, *, took_ms: float) -> None:
        failed = response.status_code >= ANSWERED_WITH_FAULT
        event(
            Event.PAGE_FAILED if failed else Event.PAGE,
            level=logging.ERROR if failed else logging.INFO,
            method=request.method or "",
            page=route_of(request),
            status=response.status_code,
            took_ms=round(took_ms),
            metrics={Metric.PAGE_TIME: round(took_ms, 1), Metric.PAGE_ERRORS: int(failed)},
            **attempt_in(request),
        )
        usage.count_page(
            now=timezone.now(),
            took_ms=took_ms,
            answer_bytes=0 if response.streaming else len(getattr(response, "content", b"")),
            failed=failed,
        )


def attempt_in(request: HttpRequest) -> dict[str, Any]:
    """Return the code of the attempt that a candidate's page is about."""
    match = request.resolver_match
    if match is not None and match.namespace == "quizzes" and "code" in match.kwargs:
        return {"attempt": match.kwargs["code"]}
    return {}
