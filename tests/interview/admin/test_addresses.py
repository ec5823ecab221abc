"""Candidates keep the strict policy; the admin, all of it and nothing else, has a relaxed one."""

import pytest
from django.urls import get_resolver

from interview.admin.addresses import every_pattern
from tests.cast import browser_of

pytestmark = pytest.mark.django_db

POLICY = "Content-Security-Policy"


def sources(response, directive):
    """Return what a response permits for one directive."""
    directives = dict(
        part.strip().split(" ", 1) for part in response.headers[POLICY].split(";") if part.strip()
    )
    return directives[directive].split()


def test_candidates_page_permits_no_inline_style_and_no_evaluation(candidate, invitation):
    page = browser_of(candidate).get(f"/attempt/{invitation.attempt.code}/")

    assert sources(page, "script-src") == ["'self'"]
    assert "'unsafe-inline'" not in sources(page, "style-src")


def test_admin_page_permits_what_unfold_needs_and_nothing_from_elsewhere(interviewer):
    page = browser_of(interviewer).get("/admin/")

    assert sources(page, "script-src") == ["'self'", "'unsafe-eval'"]
    assert sources(page, "style-src") == ["'self'", "'unsafe-inline'"]
    assert sources(page, "font-src") == ["'self'"]
    assert sources(page, "default-src") == ["'self'"]


def test_login_page_has_the_relaxed_policy(client):
    page = client.get("/admin/login/")

    assert "'unsafe-eval'" in sources(page, "script-src")


def test_every_admin_address_and_no_other_is_relaxed():
    is_relaxed = {True: [], False: []}
    for entry in get_resolver().url_patterns:
        for pattern in every_pattern([entry]):
            in_admin = str(entry.pattern) == "admin/"
            is_relaxed[in_admin].append(is_overridden(pattern.callback))

    assert len(is_relaxed[True]) > 50
    assert all(is_relaxed[True])
    assert not any(is_relaxed[False])


def is_overridden(view):
    """Say whether the outermost decorator of a view is one of Django's for this policy."""
    return view.__code__.co_filename.endswith("views/decorators/csp.py")
