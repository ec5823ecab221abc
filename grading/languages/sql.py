"""SQL: statements for SQLite, in memory, run by the zygote's own ``sqlite3``."""

from __future__ import annotations

import sqlite3

from grading.languages.language import Language, Toolchain


def _toolchain() -> Toolchain:
    return Toolchain(version=f"SQLite {sqlite3.sqlite_version}", profile="python")


SQL = Language(
    name="sql",
    endings=(".sql",),
    file_name="solution.sql",
    level="lockdown",
    toolchain=_toolchain,
    notes="The database is SQLite, in memory. Other databases, files and extensions"
    " cannot be attached or loaded.",
)
