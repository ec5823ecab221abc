"""Finds the class in which a Java program begins, and the name its file must have.

Candidates name their classes as they like, while javac wants a public class in a file of
its name, and java wants the name of the class with ``main``. The text is only cut into
words here; what is wrong with it is javac's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from grading.languages.language import Entry

DEFAULT = "Main"

LONGEST_NAME = 200
"""Characters. File names have 255 bytes: javac adds an ending, and '$' and inner classes."""

_WORDS = re.compile(
    r"""
    //[^\n]* | /\*.*?(?:\*/|\Z)                     # comments
    | \"{3}(?:\\.|.)*?(?:\"{3}|\Z) | "(?:\\.|[^"\\\n])*"?  # text blocks and strings
    | '(?:\\.|[^'\\\n])*'?                          # characters
    | (?P<word> [^\W\d][\w$]* | \$[\w$]* | [{}().;] )
    """,
    re.VERBOSE | re.DOTALL,
)
"""Linear: whatever is not closed reaches to the end, or to the end of the line."""

_KINDS = frozenset({"class", "interface", "enum", "record"})


@dataclass(slots=True)
class _Type:
    name: str
    is_public: bool
    has_main: bool = False


def entry(source: bytes) -> Entry:
    """Return the file's name, and the class that `java` has to be given.

    Without a class that has a `main` it is the public one, or the first; without any
    class, as newer versions of the language allow it, one named as the file.
    """
    package, types = _declared(source.decode(errors="replace"))
    types = [one for one in types if len(one.name) <= LONGEST_NAME]
    begins = next((one for one in types if one.has_main), None)
    public = next((one for one in types if one.is_public), None)
    first = types[0] if types else None
    main = (begins or public or first or _Type(DEFAULT, is_public=True)).name
    file_name = f"{public.name if public else main}.java"
    return Entry(file_name=file_name, main=f"{package}.{main}" if package else main)


def _declared(text: str) -> tuple[str, list[_Type]]:
    """Return the package and the types that are declared outside of others."""
    package = ""
    types: list[_Type] = []
    depth = 0
    is_public = False
    before = ""
    words = _words(text)
    for word in words:
        if word == "{":
            depth += 1
        elif word == "}":
            depth -= 1
            is_public = False
        elif depth == 0 and word == "package" and not types:
            package = _until_semicolon(words)
        elif depth == 0 and word == "public":
            is_public = True
        elif depth == 0 and before in _KINDS and word not in "().;":
            types.append(_Type(word, is_public))
        elif depth == 1 and before == "main" and word == "(" and types:
            types[-1].has_main = True
        before = "" if before == "." else word
    return package, types


def _words(text: str) -> Iterator[str]:
    return (found["word"] for found in _WORDS.finditer(text) if found["word"])


def _until_semicolon(words: Iterator[str]) -> str:
    name = ""
    for word in words:
        if word == ";":
            break
        name += word
    return name
