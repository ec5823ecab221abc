"""Counts what a page asks the database."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def query_count(browser: Client, address: str) -> int:
    """Return how many queries a page takes. It must be there: a redirect would count as cheap."""
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(address)
    assert page.status_code == 200, page
    return len(queries)


BOUNDS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE SAVEPOINT")
"""What begins and ends a transaction; it asks nothing."""


def asked_of_database(request: Callable[..., Any], *arguments: Any, **more: Any) -> list[str]:
    """Return what a request asks the database, without the bounds of transactions."""
    with CaptureQueriesContext(connection) as queries:
        response = request(*arguments, **more)
    assert response.status_code == 200, response
    asked = [query["sql"] for query in queries]
    return [sql for sql in asked if not sql.startswith(BOUNDS)]
