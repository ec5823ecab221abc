"""The default checker of the Kattis problem package format: token by token.

Source: Kattis/problem-package-format, ``spec/legacy.md``, "Default output
validator specification". Where that text is silent we do what the validator of
Kattis/problemtools does: only ASCII letters have a case, and where changes of
white space count, every byte of it counts, also the last one.

Tokens are compared a chunk at a time, as lists, and only where two lists differ
one by one: Python's own comparison of lists is ten times faster than our loop.
"""

from dataclasses import dataclass, replace

from grading.checkers.finding import Finding, excerpt, excerpts
from grading.checkers.numbers import are_close, has_tolerance, is_close, read_number
from grading.checkers.pieces import line_of_piece, pieces_by_chunk
from grading.protocol import Checker


@dataclass(frozen=True, slots=True)
class _Difference:
    """The first piece (counted from 0) that differs; None where one side has ended."""

    piece: int
    expected: bytes | None
    output: bytes | None


def check_tokens(checker: Checker, *, expected: bytes, output: bytes) -> Finding:
    """Compare two outputs token by token, as ``checker`` says."""
    if expected == output:
        return Finding(accepted=True, reason="The output is the expected one, byte for byte.")
    difference = _first_difference(checker, expected=expected, output=output)
    if difference is None:
        return Finding(accepted=True, reason="Every token is as expected.")
    is_strict = checker.case_sensitive or checker.space_change_sensitive
    return Finding(
        accepted=False,
        reason=_describe(checker, difference, output),
        only_formatting_differs=is_strict
        and has_same_tokens(checker, expected=expected, output=output),
    )


def has_same_tokens(checker: Checker, *, expected: bytes, output: bytes) -> bool:
    """Say whether two outputs hold the same words, whatever their case and white space.

    Numbers are compared with the checker's tolerances, if it has any.
    """
    forgiving = replace(checker, case_sensitive=False, space_change_sensitive=False)
    return _first_difference(forgiving, expected=expected, output=output) is None


def _first_difference(checker: Checker, *, expected: bytes, output: bytes) -> _Difference | None:
    with_white_space = checker.space_change_sensitive
    more_expected = pieces_by_chunk(expected, with_white_space=with_white_space)
    more_output = pieces_by_chunk(output, with_white_space=with_white_space)
    expected_pieces: list[bytes] = []
    output_pieces: list[bytes] = []
    done = 0
    while True:
        expected_pieces = expected_pieces or next(more_expected, [])
        output_pieces = output_pieces or next(more_output, [])
        count = min(len(expected_pieces), len(output_pieces))
        if count == 0:
            break
        offset = _first_different(checker, expected_pieces[:count], output_pieces[:count])
        if offset is not None:
            return _Difference(done + offset, expected_pieces[offset], output_pieces[offset])
        done += count
        expected_pieces = expected_pieces[count:]
        output_pieces = output_pieces[count:]
    if expected_pieces:
        return _Difference(done, expected_pieces[0], None)
    if output_pieces:
        return _Difference(done, None, output_pieces[0])
    return None


def _first_different(checker: Checker, expected: list[bytes], output: list[bytes]) -> int | None:
    """Return where two lists of one length first differ; None if they do not."""
    if expected == output or (has_tolerance(checker) and are_close(checker, expected, output)):
        return None
    for offset, (one, other) in enumerate(zip(expected, output, strict=True)):
        if one != other and not _counts_as_same(checker, one, other):
            return offset
    return None


def _counts_as_same(checker: Checker, expected: bytes, output: bytes) -> bool:
    """Say whether two pieces of different bytes are the same to this checker."""
    if has_tolerance(checker):
        expected_number = read_number(expected)
        if expected_number is not None:
            output_number = read_number(output)
            return output_number is not None and is_close(
                checker, expected=expected_number, output=output_number
            )
    if checker.case_sensitive or len(expected) != len(output):
        return False
    return expected.lower() == output.lower()


def _describe(checker: Checker, difference: _Difference, output: bytes) -> str:
    """Put a difference into one sentence for people."""
    if difference.output is None:
        missing = _quote(difference.expected or b"")
        if not output:
            return f"the output is empty: expected {missing}"
        if output.isspace() and not checker.space_change_sensitive:
            return f"the output is only white space: expected {missing}"
        return f"the output ends too early: expected {missing} next"
    place = _place(checker, difference, output)
    if difference.expected is None:
        return f"{place}: the output should have ended, got {_quote(difference.output)}"
    one, other = excerpts(difference.expected, difference.output)
    if difference.expected.isspace() or difference.output.isspace():
        return f'{place}: white space differs: expected "{one}", got "{other}"'
    return f"{place}: expected {one}, got {other}" + _tolerance_note(checker, difference)


def _place(checker: Checker, difference: _Difference, output: bytes) -> str:
    """Say where in the output a difference stands; lines and tokens count from 1."""
    line = line_of_piece(output, difference.piece, with_white_space=checker.space_change_sensitive)
    if checker.space_change_sensitive:
        return f"line {line}"
    return f"token {difference.piece + 1} (line {line})"


def _quote(piece: bytes) -> str:
    """Quote a token as it is, and white space between quotation marks."""
    return f'"{excerpt(piece)}"' if piece.isspace() else excerpt(piece)


def _tolerance_note(checker: Checker, difference: _Difference) -> str:
    if not has_tolerance(checker) or read_number(difference.expected or b"") is None:
        return ""
    if read_number(difference.output or b"") is None:
        return ", which is not a finite number"
    bounds = [
        f"{kind} tolerance {tolerance:g}"
        for kind, tolerance in (
            ("absolute", checker.float_absolute_tolerance),
            ("relative", checker.float_relative_tolerance),
        )
        if tolerance is not None
    ]
    return f" (outside {' and '.join(bounds)})"
