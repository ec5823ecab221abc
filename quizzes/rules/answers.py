"""What counts as an answer."""

import re
from collections.abc import Collection
from typing import Protocol

from quizzes.choices import PENDING_STATES, AnswerState, SubmissionState

TEXT_LIMIT_BYTES = 256 * 1024
"""The largest answer. Source: the issue that built the product; Kattis allows 128 KiB of code."""


UNKEPT = re.compile("[\0\ud800-\udfff]")


class Content(Protocol):
    """What somebody answered: an answer, a revision of it, or a submission."""

    @property
    def text(self) -> str: ...
    @property
    def choices(self) -> list[str]: ...
    @property
    def language(self) -> str: ...


def normalised(text: str) -> str:
    """Return text as we keep it.

    Browsers post CRLF where programs and checkers want LF. PostgreSQL keeps no
    NUL and UTF-8 has no half of a surrogate pair; each becomes the replacement
    character. Whatever else Unicode has stays as it is, marks of direction too.
    """
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNKEPT.sub("\N{REPLACEMENT CHARACTER}", unified)


def is_too_large(text: str) -> bool:
    return len(text.encode("utf-8", "surrogatepass")) > TEXT_LIMIT_BYTES


def is_blank(content: Content) -> bool:
    """Say whether there is nothing to grade."""
    return not content.choices and not content.text.strip()


def same_content(one: Content, other: Content) -> bool:
    """Say whether two contents are the same to the letter: some checkers care about a space."""
    return (one.text, one.choices, one.language) == (other.text, other.choices, other.language)


def answer_state(
    *, is_answered: bool, is_changed_since: bool, submission_states: Collection[str]
) -> AnswerState:
    """Return how far an answer has come.

    is_changed_since: it differs from what was submitted last.
    submission_states: of its submissions, in any order.
    """
    if not is_answered:
        return AnswerState.UNANSWERED
    if not submission_states or is_changed_since:
        return AnswerState.SAVED
    if any(state in PENDING_STATES for state in submission_states):
        return AnswerState.GRADING
    if SubmissionState.UNGRADED in submission_states:
        return AnswerState.UNGRADED
    return AnswerState.SUBMITTED
