"""What the journeys ask for beyond the browsers: the cast, its passwords, the real queue."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from interview.models import Candidate, Position
from tests.cast import *  # noqa: F403 -- fixtures
from tests.factories import InvitationFactory, QuestionFactory
from tests.journeys.waiting import until
from tests.journeys.worker import Worker

UNBROKEN = "antidisestablishmentarianism" * 6
"""Wider than any screen, and without a place to break it."""

PATIENCE_MS = 20_000  # a guess: pages answer in 0.3 s, but two cores may be busy elsewhere


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Give pages time on a busy machine; a test that passes waits for none of it."""
    expect.set_options(timeout=PATIENCE_MS)
    yield
    expect.set_options(timeout=None)


@pytest.fixture(autouse=True)
def last_requests(transactional_db: None, live_server: Any) -> Iterator[None]:
    """Let requests end that are under way when a page closes, before the tables are emptied.

    A page that is left sends its last save; it must not meet the next test.
    """
    yield
    until(lambda: not any(map(serves_a_request, threading.enumerate())))


def serves_a_request(thread: threading.Thread) -> bool:
    """Tell the threads of the live server; socketserver names them after what they run."""
    return "process_request_thread" in thread.name


@pytest.fixture
def site_url(live_server: Any, settings: Any) -> str:
    """The live server's address, which links in mails begin with as well."""
    settings.SITE_URL = live_server.url
    return str(live_server.url)


@pytest.fixture
def worker(site_url: str, settings: Any, tmp_path: Path) -> Iterator[Worker]:
    """A real worker of the real queue, in a process of its own."""
    backend = settings.TASK_BACKENDS["database"]
    settings.TASKS = {"default": {"BACKEND": backend, "QUEUES": ["default"]}}
    with Worker(tmp_path / "worker.log", site_url=site_url) as worker:
        yield worker


@pytest.fixture
def link(site_url: str, position: Position, candidate: Candidate) -> str:
    """The candidate's link to a quiz of four kinds, some of it wider than a telephone."""
    quiz = position.quiz
    statement = (
        f"Write what you read.\n\n    {UNBROKEN}\n\n| a | b |\n|---|---|\n| {UNBROKEN} | 2 |\n"
    )
    QuestionFactory(quiz=quiz, kind="coding", title="Echo", statement=statement)
    QuestionFactory(quiz=quiz, kind="single_choice", title="Which one")
    QuestionFactory(quiz=quiz, kind="multiple_choice", title="Which ones")
    QuestionFactory(quiz=quiz, kind="text", title=f"Why {UNBROKEN}")
    address: str = InvitationFactory(position=position, candidate=candidate, sent=True).address
    return address
