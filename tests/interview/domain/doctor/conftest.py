"""A system that the doctor may look at: pages behind a real port, and AWS when it is asked for."""

import pytest


@pytest.fixture
def site(live_server, settings):
    """The site, answering where SITE_URL says."""
    settings.SITE_URL = live_server.url
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    return live_server.url
