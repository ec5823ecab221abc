"""Makes what a program wrote safe to store and to show."""

from __future__ import annotations

import re

EXCERPT_BYTES = 4_000
"""Of each stream: what a page can show, and 100 test cases stay under a megabyte."""

_CONTINUES = 0b1000_0000  # the first two bits of a byte that does not start a character

_CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""All control characters but tab and line ends, and those that turn the direction of text.

PostgreSQL cannot store the first, terminals obey some, and the last make a text
look like another: Unicode Standard Annex 9.
"""


def first_part(written: bytes) -> str:
    """Return the start, escaped; an ellipsis says that there is more."""
    if len(written) <= EXCERPT_BYTES:
        return escaped(written)
    return escaped(written[: _start_of_character(written, EXCERPT_BYTES)]) + "…"


def last_part(written: bytes) -> str:
    """Return the end, where a traceback names the error."""
    if len(written) <= EXCERPT_BYTES:
        return escaped(written)
    return "…" + escaped(written[_start_of_character(written, len(written) - EXCERPT_BYTES) :])


def _start_of_character(written: bytes, at: int) -> int:
    """Return `at`, or up to three bytes less if that is in the midst of a UTF-8 character."""
    for start in range(at, max(at - 4, -1), -1):
        if written[start] & 0b1100_0000 != _CONTINUES:
            return start
    return at


def escaped(written: bytes) -> str:
    r"""Return text in which what is not UTF-8 or controls a terminal stands as ``\x00``."""
    text = written.decode("utf-8", errors="backslashreplace")
    return _CONTROL.sub(_as_escape, text)


def _as_escape(match: re.Match[str]) -> str:
    return match[0].encode("unicode_escape").decode("ascii")
