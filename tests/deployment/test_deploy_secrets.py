"""An address of a database that does not work: never kept, and never in the way of a better one."""

from collections.abc import Iterator

import pytest

from deploy.aws import Account
from deploy.deployment import Deployment
from deploy.errors import StepFailed
from deploy.resources.pages import UNKNOWN, Administrator, Tables
from deploy.resources.queues import queue_with_dead_letters
from deploy.resources.secrets import Secret, new_key
from deploy.settings import Settings
from deploy.site import Site
from tests.deployment.emulator import Emulator, running_emulator
from tests.postgres import running_postgres

pytestmark = pytest.mark.deployment

CLOSED = "postgresql://nobody:wrong@127.0.0.1:1/nowhere"
"""Nothing listens on port 1."""


@pytest.fixture(scope="module")
def emulator() -> Iterator[Emulator]:
    with running_emulator() as emulator:
        yield emulator


@pytest.fixture
def deployment(emulator, monkeypatch):
    for name, value in emulator.environment().items():
        monkeypatch.setenv(name, value)
    settings = Settings(region=emulator.region, admin_email="admin@example.com")
    deployment = Deployment(settings, Account.enter(emulator.region))
    for resource in [
        *queue_with_dead_letters(deployment, "tasks", timeout_seconds=900),
        Secret(deployment, "SECRET_KEY", new_key),
    ]:
        resource.settle()
    return deployment


def test_an_address_that_does_not_work_is_not_kept(deployment):
    site = Site(deployment)

    with pytest.raises(StepFailed, match=r"(?s)was not kept.*onnection refused"):
        Secret(deployment, "DATABASE_URL", lambda: CLOSED, site.check_database).settle()

    assert deployment.secret("DATABASE_URL") is None


def test_an_address_that_stopped_working_is_replaced_without_being_asked(deployment):
    site = Site(deployment)
    Secret(deployment, "DATABASE_URL", lambda: CLOSED).settle()
    deployment.renewed.add("DATABASE_URL")
    parts = [Tables(site), Administrator(site, lambda: "not asked for")]
    planned = [part.differences() for part in parts]

    with running_postgres() as url:
        Secret(deployment, "DATABASE_URL", lambda: url, site.check_database).settle()
        after = [part.differences() for part in parts]

    assert planned == [[UNKNOWN], [UNKNOWN]]
    assert (deployment.secret("DATABASE_URL"), deployment.renewed) == (url, set())
    assert after == [None, None]
