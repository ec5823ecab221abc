"""Lines in any order: for outputs that are a set of rows.

Each line is compared byte for byte, but for its end: LF, CR LF or, on the last one,
nothing. A line that stands twice has to come twice.

Ten million lines would fill a gigabyte if they were kept. So each line is only added
to one of `_BUCKETS` sums, and only the lines of buckets that differ are looked at.
"""

import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Final

from grading.checkers.finding import Finding, excerpt
from grading.checkers.pieces import CHUNK_BYTES
from grading.protocol import Checker

_BUCKETS: Final = 1 << 12

_KEPT_LINES: Final = 100_000
"""Different lines kept for a reason: about 10 MB. With more, the reason gives counts only."""

_WHITE_SPACE: Final = b" \t\n\r\v\f"

type Normal = Callable[[bytes], bytes]


def check_lines(_checker: Checker, *, expected: bytes, output: bytes) -> Finding:
    """Compare two outputs line by line, in any order."""
    if expected == output:
        return Finding(accepted=True, reason="The output is the expected one, byte for byte.")
    counts = _line_count(expected), _line_count(output)
    if max(counts) > _KEPT_LINES and counts[0] != counts[1]:
        reason = _counts_only(*counts)
    elif differing := _differing_buckets(expected, output, _as_it_is):
        reason = _describe(expected, output, differing) or _counts_only(*counts)
    else:
        return Finding(accepted=True, reason="Every line is as expected.")
    return Finding(
        accepted=False,
        reason=reason,
        only_formatting_differs=_has_same_words(expected, output),
    )


def _has_same_words(expected: bytes, output: bytes) -> bool:
    """Say whether the lines hold the same words; lines without any do not count."""
    same_size = _written_bytes(expected) == _written_bytes(output)
    return same_size and not _differing_buckets(expected, output, _words)


def _written_bytes(text: bytes) -> int:
    """Count the bytes that are not white space."""
    return len(text) - sum(map(text.count, _WHITE_SPACE))


def _lines_by_chunk(text: bytes) -> Iterator[list[bytes]]:
    """Yield the lines of a text, without their ends, in lists of some `CHUNK_BYTES`."""
    start = 0
    while start < len(text):
        end = text.find(b"\n", min(start + CHUNK_BYTES, len(text))) + 1 or len(text)
        lines = text[start:end].removesuffix(b"\n").split(b"\n")
        yield [line.removesuffix(b"\r") for line in lines]
        start = end


def _as_it_is(line: bytes) -> bytes:
    return line


def _words(line: bytes) -> bytes:
    """Return a line's words, without what is only formatting; nothing for an empty line."""
    return b" ".join(line.split()).lower()


def _differing_buckets(expected: bytes, output: bytes, normal: Normal) -> frozenset[int]:
    """Return the buckets whose lines differ; there are none if all lines are the same.

    Into which bucket a line falls is the same every time, so that a reason is, too.
    What is summed depends on a secret of this very call: nobody can search for other
    lines with the same sum, and by chance two sums agree once in 2**64 times.
    """
    secret = os.urandom(16)
    wanted, got = (_sums(text, normal, secret) for text in (expected, output))
    return frozenset(at for at in range(_BUCKETS) if wanted[at] != got[at])


def _sums(text: bytes, normal: Normal, secret: bytes) -> list[int]:
    sums = [0] * _BUCKETS
    for lines in _lines_by_chunk(text):
        for line in map(normal, lines):
            if line or normal is _as_it_is:
                sums[_bucket(line)] += hash(secret + line)
    return sums


def _bucket(line: bytes) -> int:
    return zlib.crc32(line) % _BUCKETS


def _counts_only(expected: int, output: int) -> str:
    return f"the lines are not the expected ones: expected {expected} of them, got {output}"


def _describe(expected: bytes, output: bytes, differing: frozenset[int]) -> str | None:
    """Name the first line that is one too many, else one that is missing.

    None if more lines differ than can be kept.
    """
    wanted = _counted(expected, differing)
    got = _counted(output, differing)
    if wanted is None or got is None:
        return None
    if surplus := got - wanted:
        number, line = _first(output, surplus)
        often = " so often" if wanted[line] else ""
        return f'line {number}: not expected{often}: "{excerpt(line)}"'
    _number, line = _first(expected, wanted - got)
    often = " one more time" if got[line] else ""
    return f'a line is missing: expected{often} "{excerpt(line)}"'


def _counted(text: bytes, buckets: frozenset[int]) -> Counter[bytes] | None:
    """Count the lines in some buckets; None if there are too many to keep."""
    counts: Counter[bytes] = Counter()
    for lines in _lines_by_chunk(text):
        counts.update(line for line in lines if _bucket(line) in buckets)
        if len(counts) > _KEPT_LINES:
            return None
    return counts


def _first(text: bytes, wanted: Counter[bytes]) -> tuple[int, bytes]:
    """Return the first line that is in `wanted`, and its number from 1."""
    number = 0
    for lines in _lines_by_chunk(text):
        for line in lines:
            number += 1
            if line in wanted:
                return number, line
    raise ValueError("none of the lines is in the text")


def _line_count(text: bytes) -> int:
    return text.count(b"\n") + (not text.endswith(b"\n") and bool(text))
