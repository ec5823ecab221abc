"""Takes the keys of a YAML mapping one by one, and blames file and line for a bad value."""

import math
import re
from collections.abc import Callable, Collection, Mapping
from typing import Final

from grading.packages.errors import PackageError, WrongValue
from grading.packages.yaml_scalars import Node

MAXIMUM_NUMBER: Final = 1_000_000

_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")


class Keys:
    """The keys of one mapping in one file of a package.

    prefix: what messages put before a key, such as "limits.".
    """

    def __init__(self, entries: Mapping[str, Node], file: str, prefix: str = "") -> None:
        self.entries = entries
        self.file = file
        self._prefix = prefix

    def take[Value](self, key: str, read: Callable[[Node], Value], default: Value) -> Value:
        """Read a key's value; an absent key and one without a value give the default.

        Raises:
            PackageError: the value is not what ``read`` wants, with the line.
        """
        node = self.entries.get(key)
        if node is None or node.value is None:
            return default
        try:
            return read(node)
        except WrongValue as error:
            raise PackageError(self.file, node.line, f"{key} {error}") from None

    def below(self, key: str, example: str) -> "Keys":
        """Return the keys of the mapping that a key holds; none if it is absent."""

        def read(node: Node) -> Mapping[str, Node]:
            if not isinstance(node.value, dict):
                raise WrongValue(f"must be followed by indented lines like `{example}`.")
            return node.value

        no_entries: Mapping[str, Node] = {}
        return Keys(self.take(key, read, no_entries), self.file, f"{self._prefix}{key}.")

    def refuse_unknown(self, known: Collection[str]) -> None:
        """Refuse the first key that the format does not know.

        Raises:
            PackageError: naming it and those there are.
        """
        for key, node in self.entries.items():
            if key not in known:
                raise PackageError(
                    self.file,
                    node.line,
                    f"the format has no key {self._prefix}{key}; it has"
                    f" {', '.join(sorted(known))}: correct or remove it.",
                )

    def refuse(self, key: str, problem: str) -> None:
        """Refuse a key that has a value, whatever it is.

        Raises:
            PackageError: the key is there; ``problem`` follows its name.
        """
        node = self.entries.get(key)
        if node is not None and node.value not in (None, [], {}):
            raise PackageError(self.file, node.line, f"{key} {problem}")


def read_string(node: Node) -> str:
    """Read a scalar as text.

    Raises:
        WrongValue: it is something else, in words that fit behind the key's name.
    """
    if not isinstance(node.value, str):
        raise WrongValue("must be a text on one line.")
    return node.value.strip()


def read_strings(node: Node) -> tuple[str, ...]:
    """Read a list of texts, or a single one.

    Raises:
        WrongValue: it is something else.
    """
    if isinstance(node.value, list):
        return tuple(map(read_string, node.value))
    if isinstance(node.value, str):
        return (node.value.strip(),)
    raise WrongValue("must be a list of texts like `[one, two]`.")


def read_flag(node: Node) -> bool:
    """Read true or false, as YAML 1.2 spells them.

    Raises:
        WrongValue: it is something else.
    """
    text = read_string(node)
    if text.lower() not in ("true", "false"):
        raise WrongValue(f"must be true or false, not {text!r}.")
    return text.lower() == "true"


def read_decimal(text: str) -> float:
    """Read a positive number as people write limits: digits, perhaps with a point.

    Raises:
        WrongValue: it is something else, in words that fit behind a name.
    """
    if not _NUMBER.fullmatch(text) or not 0 < float(text) <= MAXIMUM_NUMBER:
        raise WrongValue(f"must be a number above 0, up to {MAXIMUM_NUMBER}, not {text!r}.")
    return float(text)


def read_limit(node: Node) -> float:
    """Read a limit, as ``read_decimal`` does."""
    return read_decimal(read_string(node))


def read_points(node: Node) -> int:
    """Read points: a whole number, not negative.

    Raises:
        WrongValue: it is something else. Points are whole numbers here.
    """
    text = read_string(node)
    if not _NUMBER.fullmatch(text) or not float(text).is_integer():
        raise WrongValue(f"must be a whole number of 0 or more, not {text!r}.")
    if float(text) > MAXIMUM_NUMBER:
        raise WrongValue(f"must be at most {MAXIMUM_NUMBER}, not {text!r}.")
    return math.floor(float(text))
