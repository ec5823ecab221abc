"""What a copy of a submission holds, and when copies count as erased."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

FOLDER = "submissions"

OVERDUE_AFTER = timedelta(minutes=2)
"""Then the sweep sees to a submission without a copy. Source: a guess; a task takes seconds."""

SETTLED_AFTER = timedelta(minutes=15)
"""No task that was writing a copy lives longer. Source: Lambda's longest time for a function."""


@dataclass(frozen=True, slots=True)
class Copy:
    """What was handed in, with what proves it: codes, no name and no address.

    content_sha256: of the text in UTF-8, or of the chosen codes as a JSON list.
    """

    version: int
    submission: str
    attempt: str
    question: str
    question_version: int
    answer: int
    number: int
    language: str
    text: str
    choices: Sequence[str]
    cause: str
    submitted_at: str
    content_sha256: str

    @property
    def key(self) -> str:
        return f"{folder_of(self.attempt)}{self.submission}.json"

    def to_bytes(self) -> bytes:
        """Return the document. The same submission gives the same bytes at any time."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1, sort_keys=True).encode()


def folder_of(attempt_code: str) -> str:
    """Return where the copies of an attempt are; ends with a slash, so that no other begins so."""
    return f"{FOLDER}/{attempt_code}/"


def content_hash(*, text: str, choices: Sequence[str]) -> str:
    """Return the SHA-256 of what was handed in, as a candidate could compute it."""
    content = json.dumps(list(choices)) if choices else text
    return sha256(content.encode()).hexdigest()


def is_settled(*, asked_at: datetime, now: datetime) -> bool:
    """Say whether a look that finds nothing is the last one that is needed."""
    return now >= asked_at + SETTLED_AFTER
