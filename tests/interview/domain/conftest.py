"""What tests of mails ask for."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def committing(django_capture_on_commit_callbacks: Any) -> Callable[[], Any]:
    """Do what follows a commit at the end of the block, as a request does."""
    return lambda: django_capture_on_commit_callbacks(execute=True)
