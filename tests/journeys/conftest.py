"""What the journeys ask for beyond the browsers: the cast, its passwords, the real queue."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.cast import *  # noqa: F403 -- fixtures
from tests.journeys.worker import Worker

PATIENCE_MS = 20_000  # a guess: pages answer in 0.3 s, but two cores may be busy elsewhere


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """Give pages time on a busy machine; a test that passes waits for none of it."""
    expect.set_options(timeout=PATIENCE_MS)
    yield
    expect.set_options(timeout=None)


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
