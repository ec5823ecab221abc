"""The types of parameters and results, written ``list<map<int>>`` and the like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

SCALARS: Final = ("int", "float", "bool", "string", "any")
CONTAINERS: Final = ("list", "map", "optional")

DEEPEST: Final = 10
"""Names in one type, such as the two of ``list<int>``. A guess: four is rare already."""


class TypeUnknown(ValueError):
    """Text that is no type of ours; the message says what is wrong with it and what to write."""


@dataclass(frozen=True, slots=True)
class Type:
    """One type: a scalar, or a container and what is in it.

    name: one of `SCALARS` or `CONTAINERS`.
    of: the type of a container's items, or of what an optional is when not null.
    """

    name: str
    of: Type | None = None

    @property
    def item(self) -> Type:
        """`of`, for callers who know that this is a container."""
        if self.of is None:
            raise TypeError(f"{self} holds no other type")
        return self.of

    def names(self) -> set[str]:
        """Return all names in it: list and int for ``list<int>``."""
        return {self.name} | (self.of.names() if self.of else set())

    def __str__(self) -> str:
        return f"{self.name}<{self.of}>" if self.of else self.name


def parse_type(text: str) -> Type:
    """Read a type; blanks do not matter.

    Raises:
        TypeUnknown: it is none of ours, has more than `DEEPEST` names, or says
            twice that it may be null.
    """
    return _parsed("".join(text.split()), names_left=DEEPEST)


def _parsed(text: str, *, names_left: int) -> Type:
    if names_left == 0:
        raise TypeUnknown(f"a type is nested more than {DEEPEST} deep")
    if text in SCALARS:
        return Type(text)
    name, _, rest = text.partition("<")
    if name not in CONTAINERS or not rest.endswith(">"):
        raise TypeUnknown(
            f"{text[:50]!r} is no type; there are {', '.join(SCALARS)},"
            f" {', '.join(f'{container}<T>' for container in CONTAINERS)}"
        )
    of = _parsed(rest.removesuffix(">"), names_left=names_left - 1)
    if name == "optional" and of.name in {"optional", "any"}:
        raise TypeUnknown(f"{text} says twice that it may be null; write {of}")
    return Type(name, of)
