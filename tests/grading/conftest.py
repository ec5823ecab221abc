"""One warm grader for all tests that do not harm it, and fresh ones for those that may."""

from collections.abc import Iterator

import pytest

from tests.grading.client import Grader


@pytest.fixture(scope="session")
def grader() -> Iterator[Grader]:
    with Grader() as warm:
        yield warm


@pytest.fixture
def fresh_grader() -> Iterator[Grader]:
    with Grader() as fresh:
        yield fresh


@pytest.fixture(scope="module")
def locked_down_grader() -> Iterator[Grader]:
    """A warm grader that uses no layer but the first.

    For one module only: beside another grader of its user none may sweep up.
    """
    with Grader("--layers", "lockdown") as warm:
        yield warm


@pytest.fixture
def fresh_locked_down_grader() -> Iterator[Grader]:
    with Grader("--layers", "lockdown") as fresh:
        yield fresh
