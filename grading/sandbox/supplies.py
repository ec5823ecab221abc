"""What the guardian and the keeper agree on; it imports little, for the guardian starts fast."""

from __future__ import annotations

from dataclasses import dataclass

from grading.sandbox.layers import ANY_ISOLATION, LAYERS, MinimumIsolation

KNOWN_GOOD = b"print(int(input()) + 1)"
KNOWN_GOOD_INPUT = b"1\n"
KNOWN_GOOD_OUTPUT = b"2\n"


@dataclass(frozen=True, slots=True)
class Supplies:
    """What a keeper is started with, made once by the guardian for all keepers to come.

    library: descriptor of the packed standard library, see `pack_library`.
    layers: those that may be used, where they hold.
    minimum: the weakest level that is good enough, for each language.
    at_once: how many runs of a submission may be under way.
    """

    library: int
    layers: frozenset[str] = frozenset(LAYERS)
    minimum: MinimumIsolation = ANY_ISOLATION
    at_once: int = 1
