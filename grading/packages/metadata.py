"""What ``problem.yaml`` decides here, in one form for every version of the format."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from grading.packages.errors import WrongValue
from grading.packages.keys import Keys, read_limit, read_string
from grading.packages.yaml_scalars import Node

FILE: Final = "problem.yaml"
MEBIBYTE: Final = 1024 * 1024
DEFAULT_MEMORY_MIB: Final = 2048
DEFAULT_OUTPUT_MIB: Final = 8
"""Source of both: ``spec/legacy.md`` and ``spec/2025-09.md``, "Typical system default"."""

_LICENSES = frozenset(
    ("unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission")
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What ``problem.yaml`` says, as far as it decides anything here.

    names: by language; empty if the statements have to say it.
    time_limit_ms: None if it is stated elsewhere or left to be inferred; then it is the
        smallest multiple of ``time_resolution_ms`` that is ``time_multiplier`` times
        what the slowest right solution needs.
    has_own_checker: the package brings a program that compares; None if that is to be
        seen from its files.
    checker_flags: arguments of the checker, whichever it is; groups may add to them.
    languages: those in which it may be solved, by our names; None for all.
    constants: what stands for ``{{name}}`` and ``{{name.variant}}`` in certain files.
    notes: what was left out, a sentence each.
    """

    license: str
    is_scoring: bool
    time_multiplier: float
    memory_bytes: int
    output_bytes: int
    names: Mapping[str, str] = field(default_factory=dict)
    time_limit_ms: int | None = None
    time_resolution_ms: int = 1000
    has_own_checker: bool | None = None
    checker_flags: tuple[str, ...] = ()
    languages: frozenset[str] | None = None
    constants: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_license(keys: Keys) -> str:
    """Read the key ``license``; "unknown" means that the problem must not be used."""

    def read(node: Node) -> str:
        text = read_string(node)
        if text not in _LICENSES:
            raise WrongValue(f"must be one of {', '.join(sorted(_LICENSES))}, not {text!r}.")
        return text

    return keys.take("license", read, "unknown")


def mebibytes(limits: Keys, key: str, default_mib: int) -> int:
    """Read a limit in MiB; return it in bytes."""
    return math.ceil(limits.take(key, read_limit, float(default_mib)) * MEBIBYTE)
