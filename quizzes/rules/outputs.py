"""What a program wrote beside what was expected: where they part, and what the eye would miss."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest

LINES_BEFORE = 4
MOST_LINES = 60
"""Shown from so many lines before the first difference on: a screen or two; a guess."""

BEFORE_DIFFERENCE = 60
MOST_CHARACTERS = 400
"""Of one line; a longer one is shown from a little before its first difference on; a guess."""

PIECES = re.compile(
    r"(?P<space> +)|(?P<tab>\t)|(?P<words>[^\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u2064\u2066-\u2069\ufeff]+)|(?P<unseen>.)",
    re.DOTALL,
)
"""Unseen is what has no shape of its own: other blanks, controls, marks of direction, joiners."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a line that is shown in one way.

    kind: "words", "space", "tab" or "unseen".
    name: of something unseen, as U+00A0.
    is_own: the other text has something else here.
    """

    kind: str
    text: str
    is_own: bool = False

    @property
    def name(self) -> str:
        return f"U+{ord(self.text):04X}" if self.kind == "unseen" else ""


@dataclass(frozen=True, slots=True)
class Side:
    """One line of one text, cut where it is too long to be read."""

    pieces: tuple[Piece, ...]
    is_cut_before: bool = False
    is_cut_after: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line of both; None where a text has ended. ``number`` counts from 1."""

    number: int
    expected: Side | None
    received: Side | None
    differs: bool


class Difference(StrEnum):
    """How two texts part."""

    NONE = "none"
    WORDS = "words"
    BLANKS = "blanks"  # they would be the same without blanks and ends of lines


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts, line by line, about where they part first.

    first: the number of the first line that differs, None if none does.
    column: of its first character that does, from 1.
    before, after: how many lines are left out.
    """

    difference: Difference
    lines: tuple[Line, ...]
    first: int | None
    column: int | None
    before: int
    after: int


def compared(expected: str, received: str) -> Comparison:
    """Compare what was expected with what a program wrote."""
    pairs = list(zip_longest(_lines(expected), _lines(received)))
    first = next((at for at, (one, other) in enumerate(pairs) if one != other), None)
    start = max(0, first - LINES_BEFORE) if first is not None else 0
    shown = pairs[start : start + MOST_LINES]
    return Comparison(
        difference=_difference(expected, received),
        lines=tuple(_line(start + at + 1, *pair) for at, pair in enumerate(shown)),
        first=None if first is None else first + 1,
        column=None if first is None else _column(*pairs[first]),
        before=start,
        after=len(pairs) - start - len(shown),
    )


def _lines(text: str) -> list[str]:
    """Return the lines of a text; whether the last one is ended makes no line more."""
    return text.removesuffix("\n").split("\n") if text else []


def _difference(expected: str, received: str) -> Difference:
    if expected == received:
        return Difference.NONE
    return Difference.BLANKS if expected.split() == received.split() else Difference.WORDS


def _column(expected: str | None, received: str | None) -> int:
    return _common_length(expected or "", received or "") + 1


def _common_length(one: str, other: str) -> int:
    """Return how many characters two texts share from the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (mine, theirs) in pairs if mine != theirs), min(len(one), len(other)))


def _line(number: int, expected: str | None, received: str | None) -> Line:
    return Line(
        number=number,
        expected=None if expected is None else _side(expected, received or ""),
        received=None if received is None else _side(received, expected or ""),
        differs=expected != received,
    )


def _side(own: str, other: str) -> Side:
    """Return a line in pieces; what lies between the common beginning and end is its own."""
    if own == other:
        shown = own[:MOST_CHARACTERS]
        return Side(
            (Piece("words", shown),) if shown else (), is_cut_after=len(own) > MOST_CHARACTERS
        )
    parts_at = _common_length(own, other)
    rest, other_rest = own[parts_at:], other[parts_at:]
    meets_at = len(own) - _common_length(rest[::-1], other_rest[::-1])
    start = max(0, parts_at - BEFORE_DIFFERENCE) if len(own) > MOST_CHARACTERS else 0
    stop = start + MOST_CHARACTERS
    pieces = (
        *_pieces(own[start : min(parts_at, stop)], is_own=False),
        *_pieces(own[parts_at : min(meets_at, stop)], is_own=True),
        *_pieces(own[meets_at:stop], is_own=False),
    )
    return Side(pieces, is_cut_before=start > 0, is_cut_after=len(own) > stop)


def _pieces(text: str, *, is_own: bool) -> list[Piece]:
    return [Piece(found.lastgroup or "", found[0], is_own) for found in PIECES.finditer(text)]
