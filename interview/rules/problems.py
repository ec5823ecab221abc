"""How much a candidate may write to us, and what we keep of where they were."""

import re

TEXT_LENGTH = 2000
"""Characters of a message or an answer. Source: a guess at a page of A4."""

BROWSER_LENGTH = 300
WINDOW_LENGTH = 11

MOST_WAITING = 5
"""Messages of one candidate that wait for an answer. Source: a guess; each one is a mail to several
people, and the sixth tells them nothing that the fifth did not."""

_WINDOW = re.compile(r"[1-9][0-9]{1,4}x[1-9][0-9]{1,4}")


def read_window(told: str) -> str:
    """Return the size that a page's script told, such as 1440x900, or nothing if it is none."""
    return told if _WINDOW.fullmatch(told) else ""


def read_question(told: str) -> int | None:
    """Return the number of a question that a page told, or None if it is none."""
    return int(told) if told.isdecimal() and len(told) <= 3 and int(told) > 0 else None  # noqa: PLR2004 -- digits
