"""Which names of functions and parameters are lawful in which language."""

from __future__ import annotations

import keyword
import re
from typing import Final

LONGEST_NAME: Final = 60
"""Characters. A guess: two such names still fit side by side."""

_PLAIN = re.compile(r"[A-Za-z](_?[A-Za-z0-9])*_?")

OURS: Final = "harness"
"""The harnesses' own names begin so, in every language."""


class NameRefused(ValueError):
    """A name that some language would not take; the message says which, and why."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


KEYWORDS: Final = {
    "python": frozenset(keyword.kwlist),
    "javascript": _words(
        "arguments await break case catch class const continue debugger default delete do else"
        " enum eval export extends false finally for function if implements import in instanceof"
        " interface let new null package private protected public return static super switch this"
        " throw true try typeof var void while with yield"
    ),
    "java": _words(
        "abstract assert boolean break byte case catch char class const continue default do double"
        " else enum extends false final finally float for goto if implements import instanceof int"
        " interface long native new null package private protected public return short static"
        " strictfp super switch synchronized this throw throws transient true try void volatile"
        " while"
    ),
    "cpp": _words(
        "alignas alignof and and_eq asm auto bitand bitor bool break case catch char char16_t"
        " char32_t char8_t class co_await co_return co_yield compl concept const const_cast"
        " consteval constexpr constinit continue decltype default delete do double dynamic_cast"
        " else enum explicit export extern false float for friend goto if inline int long mutable"
        " namespace new noexcept not not_eq nullptr operator or or_eq private protected public"
        " register reinterpret_cast requires return short signed sizeof static static_assert"
        " static_cast struct switch template this thread_local throw true try typedef typeid"
        " typename typeof union unsigned using virtual void volatile wchar_t while xor xor_eq"
    ),
    "go": _words(
        "break case chan const continue default defer else fallthrough for func go goto if import"
        " interface map package range return select struct switch type var"
    ),
}
"""Words that can name nothing.

Sources: `keyword` of this Python; ECMAScript 2024, 12.7.2, with the words of strict code;
Java 21 language specification, 3.9; C++20, [lex.key], with GNU's typeof; Go
specification, "Keywords".
"""

_TAKEN: Final = {
    "python": frozenset[str](),
    "javascript": _words("exports module require undefined"),
    "java": _words("clone equals finalize getClass hashCode main notify notifyAll toString wait"),
    "cpp": _words("main std"),
    "go": _words(
        "any append bool byte cap clear close comparable complex complex128 complex64 copy delete"
        " error false float32 float64 imag init int int16 int32 int64 int8 iota len main make max"
        " min new nil panic print println real recover rune string true uint uint16 uint32 uint64"
        " uint8 uintptr"
    ),
}
"""Words that may name a parameter, but no function, since they mean something already.

Sources: the wrapper that Node puts around a CommonJS module; methods of java.lang.Object;
Go specification, "Predeclared identifiers" and "Package initialization".
"""


def check_function_name(name: str, languages: tuple[str, ...]) -> None:
    """Raise `NameRefused` unless a function may have this name in all the languages."""
    _check_plain(name)
    for language in languages:
        if name in KEYWORDS[language] | _TAKEN[language]:
            raise NameRefused(f"{name!r} means something else in {language}; choose another name")


def check_parameter_name(name: str, languages: tuple[str, ...]) -> None:
    """Raise `NameRefused` unless a parameter may have this name in all the languages."""
    _check_plain(name)
    for language in languages:
        if name in KEYWORDS[language]:
            raise NameRefused(f"{name!r} is a keyword of {language}; choose another name")


def _check_plain(name: str) -> None:
    if not _PLAIN.fullmatch(name) or len(name) > LONGEST_NAME:
        raise NameRefused(
            f"{name[:LONGEST_NAME]!r} is no name: use a letter, then letters, digits and single"
            f" underscores, at most {LONGEST_NAME} characters"
        )
    if name.lower().startswith(OURS):
        raise NameRefused(f"{name!r} begins like the harness's own names; choose another name")
