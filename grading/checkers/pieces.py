"""Cuts an output into pieces, a chunk at a time, so that size costs no memory.

A piece is a token, or (where white space counts) a token or a run of white space.
White space is the six bytes of C's ``isspace``, which are also the ones of
``bytes.split`` and of ``\\s`` in a bytes pattern.
"""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

CHUNK_BYTES: Final = 1 << 16
"""A chunk of 2-byte tokens is then a list of about 1.5 MB; larger ones were not faster."""

_TO_END_OF_WHITE_SPACE = re.compile(rb"\S*\s*")
_TOKEN = re.compile(rb"\S+")
_TOKEN_OR_WHITE_SPACE = re.compile(rb"\S+|\s+")


def pieces_by_chunk(text: bytes, *, with_white_space: bool) -> Iterator[list[bytes]]:
    """Yield the pieces of a text in lists, none of them empty, no piece cut."""
    for start, end in _chunks(text):
        chunk = text[start:end]
        pieces = _TOKEN_OR_WHITE_SPACE.findall(chunk) if with_white_space else chunk.split()
        if pieces:
            yield pieces


def line_of_piece(text: bytes, number: int, *, with_white_space: bool) -> int:
    """Return the line, counted from 1, on which piece ``number`` (from 0) begins."""
    pattern = _TOKEN_OR_WHITE_SPACE if with_white_space else _TOKEN
    for start, end in _chunks(text):
        chunk = text[start:end]
        count = len(pattern.findall(chunk))
        if number < count:
            match = next(islice(pattern.finditer(chunk), number, None))
            return text.count(b"\n", 0, start + match.start()) + 1
        number -= count
    raise IndexError(number)


def _chunks(text: bytes) -> Iterator[tuple[int, int]]:
    """Yield where chunks start and end; each ends behind white space or with the text.

    So neither a token nor a run of white space is ever divided, and a chunk is
    only longer than ``CHUNK_BYTES`` where one of them is.
    """
    start = 0
    while start < len(text):
        end = min(start + CHUNK_BYTES, len(text))
        if match := _TO_END_OF_WHITE_SPACE.match(text, end):
            end = match.end()
        yield start, end
        start = end
