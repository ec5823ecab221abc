"""Counts what a page asks the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def query_count(browser: Client, address: str) -> int:
    """Return how many queries a page takes. It must be there: a redirect would count as cheap."""
    with CaptureQueriesContext(connection) as queries:
        page = browser.get(address)
    assert page.status_code == 200, page
    return len(queries)
