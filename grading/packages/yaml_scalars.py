"""Reads the parts of YAML that stand on one line: scalars and flow collections."""

import re
from contextlib import suppress
from dataclasses import dataclass

from grading.packages.errors import WrongValue

_MAXIMUM_DEPTH = 20

_QUOTED = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^']|'')*'""")
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")
_ONLY_COMMENT = re.compile(r"\s*(\s#.*)?$")
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)")
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "0": "\0", '"': '"', "/": "/", "\\": "\\", " ": " "}
_PLAIN_IN_FLOW = re.compile(r"[^,\[\]{}\"'#]*[^,\[\]{}\"'#\s]")
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_REFUSED_STARTS = {
    "&": "an anchor",
    "*": "an alias",
    "!": "a tag",
    "%": "a directive",
    "@": "a reserved character",
    "`": "a reserved character",
    "|": "a block of text with an indentation of its own",
    ">": "a block of text with an indentation of its own",
    "]": "a bracket that was not opened",
    "}": "a brace that was not opened",
    ",": "a comma",
}


type Value = str | list[Node] | dict[str, Node] | None


@dataclass(frozen=True, slots=True)
class Node:
    """A value of a YAML file, and the line where it, or its key, stands."""

    line: int
    value: Value


def read_plain(text: str) -> str | None:
    """Read a scalar without quotation marks; None if it stands for nothing."""
    text = _COMMENT.sub("", text).strip()
    if text and text[0] in _REFUSED_STARTS:
        raise WrongValue(
            f"begins with {_REFUSED_STARTS[text[0]]} ({text[0]}), which is not read here: "
            "put the value in quotation marks if that is what it says."
        )
    if re.match(r"[?-](\s|$)", text):
        raise WrongValue(f"begins with {text[0]!r}, which is not read here.")
    if ": " in text or text.endswith(":"):
        raise WrongValue("has a colon within its value: put the value in quotation marks.")
    return None if text in _NULLS else text


def read_quoted(text: str) -> str:
    """Read a scalar in quotation marks, with nothing but a comment behind it."""
    match = _QUOTED.match(text)
    if match is None:
        raise WrongValue("has a quotation mark that is not closed on the same line.")
    if not _ONLY_COMMENT.match(text, match.end()):
        raise WrongValue("has something behind the closing quotation mark: remove it.")
    return _unquote(match[0])


def _unquote(text: str) -> str:
    if text[0] == "'":
        return text[1:-1].replace("''", "'")
    return _ESCAPE.sub(_unescape, text[1:-1])


def _unescape(match: re.Match[str]) -> str:
    code = match[1]
    if code in _ESCAPES:
        return _ESCAPES[code]
    with suppress(ValueError, OverflowError):
        character = chr(int(code[1:], 16))
        character.encode()  # half of a surrogate pair cannot stand in a text
        return character
    raise WrongValue(f"has the escape \\{code}, which is not read here.")


class FlowReader:
    """Reads one ``[list, of, things]`` or ``{mapping: of, things: to}`` on one line."""

    def __init__(self, text: str, line: int) -> None:
        self._text = text
        self._line = line
        self._at = 0

    def read_all(self) -> list[Node] | dict[str, Node]:
        """Read the collection, with nothing but a comment behind it."""
        value = self._read_collection(depth=0)
        if not _ONLY_COMMENT.match(self._text, self._at):
            raise WrongValue("has something behind the closing bracket: remove it.")
        return value

    def _peek(self) -> str:
        while self._text[self._at : self._at + 1].isspace():
            self._at += 1
        return self._text[self._at : self._at + 1]

    def _take(self, wanted: str) -> bool:
        if self._peek() != wanted:
            return False
        self._at += 1
        return True

    def _read_collection(self, depth: int) -> list[Node] | dict[str, Node]:
        if depth > _MAXIMUM_DEPTH:
            raise WrongValue(f"is nested more than {_MAXIMUM_DEPTH} deep.")
        is_mapping = self._take("{")
        if not is_mapping:
            self._take("[")
        closing = "}" if is_mapping else "]"
        items: list[Node] = []
        entries: dict[str, Node] = {}
        while not self._take(closing):
            if is_mapping:
                key = self._read_scalar(is_key=True)
                if key is None or key in entries or not self._take(":"):
                    raise WrongValue("needs `key: value` between its braces, each key once.")
                entries[key] = self._read_item(depth, ends=",}")
            else:
                items.append(self._read_item(depth, ends=",]"))
            if not self._take(",") and self._peek() != closing:
                raise WrongValue(f"needs a comma or `{closing}` on the same line.")
        return entries if is_mapping else items

    def _read_item(self, depth: int, ends: str) -> Node:
        if self._peek() in ("[", "{"):
            return Node(self._line, self._read_collection(depth + 1))
        value = None if self._peek() in ends else self._read_scalar(is_key=False)
        return Node(self._line, value)

    def _read_scalar(self, *, is_key: bool) -> str | None:
        self._peek()
        if match := _QUOTED.match(self._text, self._at):
            self._at = match.end()
            return _unquote(match[0])
        match = _PLAIN_IN_FLOW.match(self._text, self._at)
        if match is None:
            raise WrongValue("is not understood between its brackets: quote what is meant.")
        text = match[0]
        if is_key:
            text = text.partition(":")[0]
        self._at += len(text)
        return read_plain(text)
