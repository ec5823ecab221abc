"""What the levels of a rubric mean."""

LEVELS = (1, 2, 3, 4, 5)
"""From weakest to strongest. Five, as Greenhouse's scorecards have."""


def anchors(levels: str) -> dict[int, str]:
    """Return the words of each level from their lines, weakest first; a missing line has none."""
    lines = [line.strip() for line in levels.splitlines() if line.strip()]
    return {level: lines[level - 1] if level <= len(lines) else "" for level in LEVELS}


def has_fitting_lines(levels: str) -> bool:
    """Say whether there is one line for each level, or none at all."""
    count = sum(bool(line.strip()) for line in levels.splitlines())
    return count in (0, len(LEVELS))
