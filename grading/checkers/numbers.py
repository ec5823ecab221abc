"""Reads numbers from outputs, and says whether two are close enough."""

import math
import re

from grading.protocol import Checker

_HEXADECIMAL = re.compile(rb"[+-]?0[xX]")


def has_tolerance(checker: Checker) -> bool:
    """Say whether numbers are compared as numbers; without a tolerance they are words."""
    return (
        checker.float_absolute_tolerance is not None or checker.float_relative_tolerance is not None
    )


def read_number(token: bytes) -> float | None:
    """Read a finite number, decimal or C's hexadecimal; None if it is none.

    ``nan``, ``inf`` and what overflows to it (1e400) are no numbers: they are
    compared as words. Python would also read ``1_000``; nobody else does.

    Source: ``isfloat`` of the default validator in Kattis/problemtools.
    """
    if b"_" in token:
        return None
    try:
        is_hexadecimal = _HEXADECIMAL.match(token)
        number = float.fromhex(token.decode("ascii")) if is_hexadecimal else float(token)
    except (ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def is_close(checker: Checker, *, expected: float, output: float) -> bool:
    """Say whether a number is within the absolute or the relative tolerance.

    Either suffices. The relative one is a share of the expected number, so where
    that is 0 it asks for exactly 0.
    """
    distance = abs(expected - output)
    absolute, relative = checker.float_absolute_tolerance, checker.float_relative_tolerance
    return (absolute is not None and distance <= absolute) or (
        relative is not None and distance <= relative * abs(expected)
    )


def are_close(checker: Checker, expected: list[bytes], output: list[bytes]) -> bool:
    """Say whether two lists of one length hold nothing but finite numbers, all close.

    False says only that it is not so simple: then take the tokens one by one. Going
    through whole lists is three times faster, and outputs of numbers are long.
    """
    if b"_" in b"".join(expected) or b"_" in b"".join(output):
        return False
    try:
        pairs = list(zip(map(float, expected), map(float, output), strict=True))
    except ValueError:
        return False
    absolute = checker.float_absolute_tolerance or 0.0
    relative = checker.float_relative_tolerance or 0.0
    # An infinite or undefined distance is left to the slow way.
    return all(
        (distance := abs(one - other)) <= absolute or distance <= relative * abs(one) < math.inf
        for one, other in pairs
    )
