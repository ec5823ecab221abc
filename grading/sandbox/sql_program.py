"""A candidate's SQL: run by SQLite in memory, over the tables that a test case sets up.

A run reads the author's script from standard input, runs it, then the candidate's
statements, and writes each row that they select as a line: values with a tab between,
NULL for nothing, X'0A' for bytes, and a backslash before what would break the line.
"""

from __future__ import annotations

import os
import sqlite3
import sys

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import NoReturn

EXIT_SET_UP_FAILED = 3
"""The author's script does not run. No statement of a candidate's can choose an exit status."""

_REFUSED = frozenset({sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH, sqlite3.SQLITE_PRAGMA})
"""Other databases, and the settings of this one: sqlite3_set_authorizer()."""

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


class SqlProgram:
    """One submission's statements. Made in the stem, run in as many forks as there are tests."""

    def __init__(self, source: bytes) -> None:
        """Read the statements.

        Raises:
            CompileFailed: they are no UTF-8, or hold a zero byte.
        """
        from grading.sandbox.program import CompileFailed

        try:
            self._text = source.decode()
        except UnicodeDecodeError as error:
            raise CompileFailed(f"The text is not UTF-8: {error}") from None
        if "\0" in self._text:
            raise CompileFailed("The text holds a zero byte.")

    def run_as_main(self) -> NoReturn:
        """Set the tables up, run the statements, write what they select, and end."""
        status = EXIT_SET_UP_FAILED
        try:
            database = sqlite3.connect(":memory:", isolation_level=None)
            database.execute("PRAGMA temp_store = MEMORY")
            database.executescript(sys.stdin.read())
            status = 1
            database.set_authorizer(_may)
            for statement in statements(self._text):
                for row in database.execute(statement):
                    sys.stdout.write("\t".join(map(_written, row)) + "\n")
            sys.stdout.flush()
            status = 0
        except (sqlite3.Error, sqlite3.Warning) as error:
            sys.stdout.flush()
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            sys.stderr.flush()
        except MemoryError:
            os.write(2, b"MemoryError\n")
        finally:
            os._exit(status)


def statements(text: str) -> Iterator[str]:
    """Yield a script's statements one by one; the last needs no semicolon.

    Semicolons in strings, comments and triggers end nothing: sqlite3_complete.
    """
    begun = ""
    for part in text.split(";"):
        begun += part
        if sqlite3.complete_statement(begun + ";"):
            yield begun + ";"
            begun = ""
        else:
            begun += ";"
    if rest := begun.rstrip(";"):
        yield rest


def _may(action: int, *_details: str | None) -> int:
    return sqlite3.SQLITE_DENY if action in _REFUSED else sqlite3.SQLITE_OK


def _written(value: str | bytes | float | None) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"X'{value.hex().upper()}'"
    return value.translate(_ESCAPES) if isinstance(value, str) else repr(value)
