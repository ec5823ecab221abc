"""Questions about paths: what lies in what, and who may get there."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path


def outermost(paths: Iterable[str]) -> list[str]:
    """Return the paths that exist and lie in no other of them, sorted."""
    kept: list[str] = []
    for path in sorted({path for path in paths if os.path.lexists(path)}):
        if not any(path.startswith(f"{outer}/") for outer in kept):
            kept.append(path)
    return kept


def is_reachable(path: str, *, uid: int | None) -> bool:
    """Say whether a user may read a path, or one that does not exist.

    uid: None for ourselves; else a user that owns nothing and is in no group.
    """
    if not os.path.exists(path):
        return True
    if uid is None:
        return os.access(path, os.R_OK)
    real = Path(path).resolve()
    may_enter = all(folder.stat().st_mode & stat.S_IXOTH for folder in real.parents)
    return may_enter and bool(real.stat().st_mode & stat.S_IROTH)
