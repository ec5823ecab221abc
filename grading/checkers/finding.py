"""What a checker says, and how it quotes a program's output to people."""

import codecs
from dataclasses import dataclass
from typing import Final

EXCERPT_BYTES: Final = 40
"""How much of one token is quoted. A guess: two of them fit on a line of a table."""

BEFORE_DIFFERENCE_BYTES: Final = 10
"""How much of what two long tokens share is quoted before they part. A guess too."""

_BLOCK_BYTES: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Finding:
    """A checker's answer for one output.

    reason: a short sentence for people, always one line of printable characters,
        under 600 of them. It quotes the expected output, so it is for
        interviewers, and for candidates only where the test case is a sample.
        It is not safe HTML: templates escape it like any text.
    only_formatting_differs: the output is wrong, but its words are the expected ones.
    feedback: what a checker program says to the candidate, escaped, under 20,000
        characters on any number of lines; empty with every other checker.
    """

    accepted: bool
    reason: str
    only_formatting_differs: bool = False
    feedback: str = ""


class CheckerFault(ValueError):
    """Nothing can be said about an output, and that is not the candidate's fault.

    The message says why, in words for interviewers; it makes a ``judge_error``.
    """


def excerpt(text: bytes, *, start: int = 0) -> str:
    """Quote at most ``EXCERPT_BYTES`` of a program's bytes from ``start`` on.

    Line ends, control characters, terminal escapes, marks that turn the reading
    direction, lone surrogates and invalid UTF-8 come out as backslash escapes;
    dots stand for what was left out.
    """
    part = text[start : start + EXCERPT_BYTES]
    # Not final: a character that the cut went through is left out, not escaped.
    is_whole = start + EXCERPT_BYTES >= len(text)
    decoder = codecs.getincrementaldecoder("utf-8")("backslashreplace")
    decoded = decoder.decode(part, final=is_whole)
    shown = "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in decoded
    )
    return ("..." if start else "") + shown + ("" if is_whole else "...")


def excerpts(expected: bytes, output: bytes) -> tuple[str, str]:
    """Quote two tokens so that a reader sees where they part."""
    if max(len(expected), len(output)) <= EXCERPT_BYTES:
        return excerpt(expected), excerpt(output)
    start = max(0, _shared_prefix_length(expected, output) - BEFORE_DIFFERENCE_BYTES)
    return excerpt(expected, start=start), excerpt(output, start=start)


def _shared_prefix_length(left: bytes, right: bytes) -> int:
    """Count the bytes that two tokens begin with in common, case ignored.

    Whole blocks are compared first: a token may be 64 MB long.
    """
    shorter = min(len(left), len(right))
    for start in range(0, shorter, _BLOCK_BYTES):
        left_block = left[start : min(start + _BLOCK_BYTES, shorter)].lower()
        right_block = right[start : min(start + _BLOCK_BYTES, shorter)].lower()
        if left_block != right_block:
            pairs = enumerate(zip(left_block, right_block, strict=True))
            return start + next(at for at, (one, other) in pairs if one != other)
    return shorter
