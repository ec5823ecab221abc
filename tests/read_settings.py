"""Reads the real settings as another deployment would, and lends them to a test."""

import os
import runpy
from typing import Any
from unittest.mock import patch

from tests.architecture.sources import ROOT


def read_settings(**variables: str) -> dict[str, Any]:
    """Return what interview/settings.py makes of these environment variables."""
    needed = {
        "ENV_FILE": os.devnull,
        "ENVIRONMENT": "production",
        "SECRET_KEY": "x" * 50,
        "DATABASE_URL": "sqlite://:memory:",
    }
    with patch.dict(os.environ, {**needed, **variables}, clear=True):
        return runpy.run_path(str(ROOT / "interview" / "settings.py"))


def lend(settings: Any, read: dict[str, Any], *names: str) -> None:
    """Set these of the read settings for one test."""
    for name in names:
        setattr(settings, name, read[name])
