"""How much extra time a candidate may take without asking anybody."""

USUAL_PERCENTS = (25, 50, 75, 100, 150, 200, 300)
"""Source: HackerRank's accommodations are 25, 50, 75 and 100 %; TestGorilla grants 50 % by the
candidate's own statement (features.md, A1 and A18). The larger ones are guesses."""


def offered_percents(*, limit: int, has: int) -> list[int]:
    """Return what may be asked for: more than one has, up to the company's limit.

    The limit itself is always among them; a limit of 0 offers nothing.
    """
    return sorted({percent for percent in (*USUAL_PERCENTS, limit) if has < percent <= limit})


def may_take(percent: int, *, limit: int) -> bool:
    """Say whether this much is granted by itself."""
    return 0 < percent <= limit
