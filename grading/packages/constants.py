"""Puts a package's constants where its files name them: ``{{name}}``, ``{{name.variant}}``.

Source: ``spec/2025-09.md``, "Constants".
"""

import re
from collections.abc import Mapping

_SEQUENCE = re.compile(rb"\{\{([a-zA-Z_][a-zA-Z0-9_]*(?:\.[a-zA-Z0-9_]+)?)\}\}")


def with_constants(content: bytes, constants: Mapping[str, str]) -> bytes:
    """Return a file's content with constants put in; sequences of no constant stay."""
    if not constants:
        return content
    return _SEQUENCE.sub(
        lambda match: constants.get(match[1].decode(), match[0].decode()).encode(), content
    )
