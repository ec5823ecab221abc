"""Random values of a type, thousands at a time, for one call of a program."""

import struct
from collections.abc import Callable
from math import isfinite
from random import Random
from typing import Any

from grading.functions.types import Type

PLANES = ((0x00, 0x7F), (0x80, 0x7FF), (0x800, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF))
"""Code points that UTF-8 writes in one, two, three and four bytes."""


class Values:
    """Makes values: integers of up to `int_bits` bits, every double, every code point."""

    def __init__(self, seed: int, *, int_bits: int = 64) -> None:
        self._random = Random(seed)
        self._int_bits = int_bits
        self._scalars: dict[str, Callable[[], Any]] = {
            "int": self._int,
            "float": self._float,
            "bool": self._bool,
            "string": self._string,
        }

    def of(self, type_: Type) -> Any:
        if type_.of is None:
            return self._scalars[type_.name]()
        if type_.name == "optional":
            return None if self._random.random() < 0.3 else self.of(type_.of)
        items = [self.of(type_.of) for _ in range(self._random.randint(0, 4))]
        return items if type_.name == "list" else {self._string(): item for item in items}

    def _bool(self) -> bool:
        return self._random.random() < 0.5

    def _int(self) -> int:
        magnitude = self._random.getrandbits(self._random.randint(1, self._int_bits - 1))
        return self._random.choice((magnitude, -magnitude, ~magnitude))

    def _float(self) -> float:
        while not isfinite(number := struct.unpack("d", self._random.randbytes(8))[0]):
            pass
        return self._random.choice((number, round(number % 100, 2), float(self._int())))

    def _string(self) -> str:
        ranges = self._random.choices(PLANES, k=self._random.randint(0, 6))
        return "".join(chr(self._random.randint(*range_)) for range_ in ranges)
