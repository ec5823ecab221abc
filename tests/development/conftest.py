"""What tests of the commands may ask for."""

import os

import pytest


@pytest.fixture
def only_as_root() -> None:
    if os.geteuid() != 0:
        pytest.skip("only as root: nobody else may become another user")
