"""Patterns of paths: ``*`` within a name, ``{one,other}`` for one of several.

Source: ``spec/2025-09.md``, "Glob patterns".
"""

import re
from functools import lru_cache

_PART = re.compile(r"\*|\{([^{}]*)\}|[^*{]+|\{")


def matches(pattern: str, path: str) -> bool:
    """Say whether a pattern matches a path, or a folder around it."""
    return _expression(pattern).fullmatch(path) is not None


@lru_cache(maxsize=256)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile(_translated(pattern) + "(/.*)?", re.DOTALL)


def _translated(pattern: str) -> str:
    return "".join(map(_translated_part, _PART.finditer(pattern)))


def _translated_part(part: re.Match[str]) -> str:
    if part[0] == "*":
        return "[^/]*"
    if part[1] is not None:
        return "(" + "|".join(map(_translated, part[1].split(","))) + ")"
    return re.escape(part[0])
