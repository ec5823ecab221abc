"""Byte for byte: for outputs whose every blank and line end matters."""

from typing import Final

from grading.checkers.finding import Finding, excerpt
from grading.checkers.tokens import has_same_tokens
from grading.protocol import Checker

BEFORE_DIFFERENCE_BYTES: Final = 10
"""How much of what both outputs share is quoted before they part. A guess."""

_BLOCK_BYTES: Final = 1 << 16


def check_exact(checker: Checker, *, expected: bytes, output: bytes) -> Finding:
    """Compare two outputs byte for byte."""
    if expected == output:
        return Finding(accepted=True, reason="The output is the expected one, byte for byte.")
    return Finding(
        accepted=False,
        reason=_describe(expected, output),
        only_formatting_differs=has_same_tokens(checker, expected=expected, output=output),
    )


def _describe(expected: bytes, output: bytes) -> str:
    """Say where two different outputs part; lines and bytes of a line count from 1."""
    if not output:
        return f'the output is empty: expected "{excerpt(expected)}"'
    parting = shared_length(expected, output)
    line_start = output.rfind(b"\n", 0, parting) + 1
    place = f"line {output.count(b'\n', 0, parting) + 1}, byte {parting - line_start + 1}"
    start = max(line_start, parting - BEFORE_DIFFERENCE_BYTES)
    if parting == len(output):
        return f'{place}: the output ends too early: expected "{excerpt(expected, start=parting)}"'
    if parting == len(expected):
        got = excerpt(output, start=parting)
        return f'{place}: the output should have ended, got "{got}"'
    wanted, got = excerpt(expected, start=start), excerpt(output, start=start)
    return f'{place}: expected "{wanted}", got "{got}"'


def shared_length(left: bytes, right: bytes) -> int:
    """Count the bytes that two texts begin with in common.

    Whole blocks are compared first: a line may be 64 MB long.
    """
    shorter = min(len(left), len(right))
    for start in range(0, shorter, _BLOCK_BYTES):
        end = min(start + _BLOCK_BYTES, shorter)
        if left[start:end] != right[start:end]:
            pairs = zip(left[start:end], right[start:end], strict=True)
            return start + next(at for at, (one, other) in enumerate(pairs) if one != other)
    return shorter
