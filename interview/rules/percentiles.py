"""How long something usually takes, and how long at worst but for a few."""

import math
from collections.abc import Sequence


def percentile(values: Sequence[int], percent: int) -> int | None:
    """Return the least value that is not passed by so many of 100; None if there are none.

    Source: the nearest-rank method, so that it is always a value that was measured.
    """
    if not values:
        return None
    rank = max(math.ceil(len(values) * percent / 100), 1)
    return sorted(values)[rank - 1]
