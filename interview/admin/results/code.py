"""Programs in colour, and what changed from one text to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

from django.utils.safestring import SafeString, mark_safe

LONGEST_COLOURED = 64 * 1024
"""Characters beyond which a text stays without colour. Source: a guess; 64 KiB take 0.1 s."""

MOST_COMPARED_LINES = 4000
"""Lines beyond which texts are not compared: comparing takes the square of their number."""

CONTEXT_LINES = 3


def coloured(text: str, language: str) -> SafeString:
    """Return a text as HTML, its words marked by Pygments' classes if it is code."""
    if language and len(text) <= LONGEST_COLOURED:
        from pygments import highlight  # 8 ms of modules that no candidate's page needs
        from pygments.formatters import HtmlFormatter
        from pygments.lexers import get_lexer_by_name
        from pygments.util import ClassNotFound

        try:
            lexer = get_lexer_by_name(language, stripnl=False, ensurenl=False)
            return mark_safe(highlight(text, lexer, HtmlFormatter(nowrap=True)))  # noqa: S308 -- Pygments escapes
        except ClassNotFound:
            pass
    return mark_safe(escape(text))  # noqa: S308 -- just escaped


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One line of a comparison. sign: "+" is new, "-" is gone, " " stayed, "…" leaves some out."""

    sign: str
    text: str


def differences(before: str, after: str) -> list[DiffLine] | None:
    """Return what changed with three lines around it; None for texts too long to compare."""
    old, new = before.splitlines(), after.splitlines()
    if len(old) + len(new) > MOST_COMPARED_LINES:
        return None
    return list(_differences(old, new))


def _differences(old: list[str], new: list[str]) -> Iterator[DiffLine]:
    groups = list(SequenceMatcher(None, old, new).get_grouped_opcodes(CONTEXT_LINES))
    for number, group in enumerate(groups):
        if number or group[0][1]:
            yield DiffLine("…", "")
        for tag, old_start, old_end, new_start, new_end in group:
            if tag == "equal":
                yield from (DiffLine(" ", line) for line in old[old_start:old_end])
                continue
            yield from (DiffLine("-", line) for line in old[old_start:old_end])
            yield from (DiffLine("+", line) for line in new[new_start:new_end])
    if groups and groups[-1][-1][2] < len(old):
        yield DiffLine("…", "")
