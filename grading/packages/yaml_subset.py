"""Reads the part of YAML that problem packages are written in, and refuses the rest.

The grader uses the standard library only, and that has no YAML. Packages need
little of it: nested mappings, lists, scalars that may run on below, quoted scalars,
block scalars, flow collections on one line, comments. Anchors, aliases, tags,
several documents and the like are refused with their line, never guessed.

A scalar stays the text that was written: whether "1.10", "no" or "2014" is a number,
a flag or a name is known to whoever asked for that key, not to YAML.

Source: YAML 1.2.2, chapters 6 to 8.
"""

import re
from dataclasses import dataclass
from typing import Final, NoReturn

from grading.packages.errors import PackageError, WrongValue
from grading.packages.files import decode_text
from grading.packages.yaml_scalars import (
    FlowReader,
    Node,
    Value,
    read_plain,
    read_quoted,
)

MAXIMUM_DEPTH: Final = 20
"""Deeper nesting is refused before it could exhaust the stack. The format needs 3."""

_KEY = re.compile(
    r"""(?P<key>"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|"""
    r"""[^\s"'\[\]{},&*!|>%@`?#:-][^\s#:]*(?:[ ]+[^\s#:]+)*)[ ]*:(?=\s|$)"""
)
_BLOCK_HEADER = re.compile(r"(?P<style>[|>])(?P<chomping>[+-]?)(\s+#.*)?$")
_ITEM = re.compile(r"-(?=\s|$)\s*")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    indent: int
    text: str


def read_yaml(content: bytes, file: str) -> dict[str, Node]:
    """Read a YAML file that holds a mapping; an empty file is an empty one.

    Raises:
        PackageError: naming ``file`` and the line, for anything that is not
            understood, a key that stands twice, a byte-order mark or bad UTF-8.
    """
    return _Reader(decode_text(content, file), file).read_document()


class _Reader:
    """Walks through the lines; ``_next`` is the one that has not been read yet."""

    def __init__(self, text: str, file: str) -> None:
        self._lines = [line.removesuffix("\r") for line in text.split("\n")]
        self._file = file
        self._next = 0

    def read_document(self) -> dict[str, Node]:
        line = self._peek()
        if line is not None and line.text == "---":
            self._next = line.number
            line = self._peek()
        if line is None:
            return {}
        value = self._read_block(line, depth=0)
        if (rest := self._peek()) is not None:
            if rest.text in ("---", "..."):
                self._refuse(rest.number, "holds a second document: keep only one.")
            self._refuse(rest.number, "is indented unlike the lines above it: align it with them.")
        if not isinstance(value, dict):
            self._refuse(line.number, "the file must consist of lines like `key: value`.")
        return value

    def _refuse(self, line: int, problem: str) -> NoReturn:
        raise PackageError(self._file, line, problem)

    def _peek(self) -> _Line | None:
        """Return the next line that says something, without reading it."""
        for number in range(self._next, len(self._lines)):
            text = self._lines[number]
            content = text.lstrip(" ")
            if content.startswith("\t"):
                if not content.strip():
                    continue
                self._refuse(number + 1, "is indented with a tab: use spaces.")
            if content.strip() and not content.startswith("#"):
                return _Line(number + 1, len(text) - len(content), content.rstrip())
        return None

    def _read_block(self, line: _Line, depth: int) -> Value:
        if depth > MAXIMUM_DEPTH:
            self._refuse(line.number, f"is nested more than {MAXIMUM_DEPTH} deep.")
        if _ITEM.match(line.text):
            return self._read_sequence(line.indent, depth)
        if _KEY.match(line.text):
            return self._read_mapping(line.indent, depth)
        self._next = line.number
        return self._read_inline(line.text, line, parent_indent=line.indent - 1)

    def _read_mapping(self, indent: int, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        while (line := self._peek()) is not None and line.indent == indent:
            match = _KEY.match(line.text)
            if match is None:
                self._refuse(line.number, "is not understood: write `key: value`.")
            key = match["key"]
            if key[0] in "\"'":
                key = self._quoted(key, line.number)
            if key in entries:
                self._refuse(line.number, f"the key {key!r} stands twice: remove one.")
            self._next = line.number
            rest = line.text[match.end() :].lstrip()
            entries[key] = Node(line.number, self._read_value(rest, line, depth, in_mapping=True))
        self._refuse_deeper(line, indent)
        return entries

    def _read_sequence(self, indent: int, depth: int) -> list[Node]:
        items: list[Node] = []
        while (
            (line := self._peek()) is not None
            and line.indent == indent
            and (match := _ITEM.match(line.text)) is not None
        ):
            rest = line.text[match.end() :]
            if _KEY.match(rest) or _ITEM.match(rest):
                # A collection that begins behind the dash: read it as if the dash were a blank.
                self._lines[line.number - 1] = " " * (indent + match.end()) + rest
                inner = _Line(line.number, indent + match.end(), rest)
                items.append(Node(line.number, self._read_block(inner, depth + 1)))
                continue
            self._next = line.number
            items.append(Node(line.number, self._read_value(rest, line, depth, in_mapping=False)))
        self._refuse_deeper(line, indent)
        return items

    def _refuse_deeper(self, line: _Line | None, indent: int) -> None:
        if line is not None and line.indent > indent:
            self._refuse(line.number, "is indented deeper than the line above allows.")

    def _read_value(self, rest: str, line: _Line, depth: int, *, in_mapping: bool) -> Value:
        """Read what belongs to a key or dash: ``rest`` of its line, or the lines below."""
        if rest and not rest.startswith("#"):
            return self._read_inline(rest, line, parent_indent=line.indent)
        below = self._peek()
        if below is None or below.indent < line.indent:
            return None
        is_list_of_key = in_mapping and _ITEM.match(below.text) is not None
        if below.indent > line.indent or is_list_of_key:
            return self._read_block(below, depth + 1)
        return None

    def _read_inline(self, text: str, line: _Line, *, parent_indent: int) -> Value:
        try:
            if header := _BLOCK_HEADER.match(text):
                return self._read_block_scalar(header, line.number, parent_indent)
            if text[0] in "[{":
                return FlowReader(text, line.number).read_all()
            if text[0] in "\"'":
                return read_quoted(text)
            return read_plain(self._join_continuation(text, line, parent_indent))
        except WrongValue as error:
            self._refuse(line.number, str(error))

    def _quoted(self, text: str, line: int) -> str:
        try:
            return read_quoted(text)
        except WrongValue as error:
            self._refuse(line, str(error))

    def _join_continuation(self, text: str, line: _Line, parent_indent: int) -> str:
        """Join a plain scalar with the deeper lines right below it, by single blanks."""
        following = line.number
        while (
            (below := self._peek()) is not None
            and below.number == following + 1
            and below.indent > parent_indent
        ):
            if " #" in text:
                self._refuse(below.number, "continues a line that ended with a comment.")
            text += " " + below.text
            following = self._next = below.number
        return text

    def _read_block_scalar(self, header: re.Match[str], number: int, parent_indent: int) -> str:
        """Read a text below ``|`` (lines kept) or ``>`` (lines joined by blanks)."""
        lines: list[str] = []
        indent = None
        while self._next < len(self._lines):
            raw = self._lines[self._next]
            line_indent = len(raw) - len(raw.lstrip(" "))
            if raw.strip():
                if line_indent <= parent_indent:
                    break
                indent = line_indent if indent is None else indent
                if line_indent < indent:
                    self._refuse(self._next + 1, "is indented less than the text it belongs to.")
                if line_indent > indent and header["style"] == ">":
                    self._refuse(self._next + 1, "is indented within `>`: use `|` instead.")
            lines.append(raw[indent or 0 :] if raw.strip() else "")
            self._next += 1
        if indent is None:
            self._refuse(number, f"no indented text follows `{header['style']}`.")
        return _chomp(_fold(lines) if header["style"] == ">" else lines, header["chomping"])


def _fold(lines: list[str]) -> list[str]:
    """Join lines by blanks; an empty line ends a paragraph, each further one is kept."""
    paragraphs: list[str] = []
    is_open = False
    for text in lines:
        if text and is_open:
            paragraphs[-1] += " " + text
        elif text or not is_open:
            paragraphs.append(text)
        is_open = bool(text)
    return paragraphs


def _chomp(lines: list[str], chomping: str) -> str:
    text = "\n".join(lines)
    if chomping == "+":
        return text
    text = text.rstrip("\n")
    return text if chomping == "-" else text + "\n"
