"""Brings the cast on stage: its fixtures are found by their names here."""

from tests.cast import *  # noqa: F403
