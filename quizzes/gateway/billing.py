"""What the invocations of one job are charged, noted while it is being judged."""

import base64
from contextvars import ContextVar
from typing import Any

from quizzes.rules.function_reports import Billed, billed_in

billed: ContextVar[list[Billed]] = ContextVar("billed")
"""Where invocations note what they are charged, while a job is being judged."""


def note_billed(answer: dict[str, Any]) -> None:
    """Note what an invocation with LogType Tail was charged. Call it once for each."""
    tail = base64.b64decode(answer.get("LogResult", "")).decode(errors="replace")
    if (noted := billed.get(None)) is not None:
        noted.append(billed_in(tail))
