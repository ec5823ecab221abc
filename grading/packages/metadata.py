"""Reads ``problem.yaml`` and where a package says its time limit."""

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grading.packages.checker_flags import read_checker_flags
from grading.packages.errors import PackageError, WrongValue
from grading.packages.files import read_file
from grading.packages.yaml_scalars import Node
from grading.packages.yaml_subset import read_yaml

FILE: Final = "problem.yaml"
MEBIBYTE: Final = 1024 * 1024
DEFAULT_TIME_MULTIPLIER: Final = 5.0
DEFAULT_MEMORY_MIB: Final = 2048
DEFAULT_OUTPUT_MIB: Final = 8
"""Source of the three: ``spec/legacy.md``, "Limits", "Typical system default"."""

_VERSIONS = frozenset({"legacy", "legacy-icpc"})
_KEYS = frozenset(
    [
        "problem_format_version",
        "name",
        "uuid",
        "author",
        "source",
        "source_url",
        "license",
        "rights_owner",
        "limits",
        "validation",
        "validator_flags",
        "keywords",
        "type",
        "grading",
    ]
)
_KEYS_OF_LEGACY_ONLY = frozenset({"type", "grading"})
_LIMITS = frozenset(
    [
        "time_multiplier",
        "time_safety_margin",
        "memory",
        "output",
        "code",
        "compilation_time",
        "compilation_memory",
        "validation_time",
        "validation_memory",
        "validation_output",
    ]
)
_LICENSES = frozenset(
    ("unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission")
)
_NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
_MAXIMUM_LIMIT = 1_000_000


@dataclass(frozen=True, slots=True)
class Metadata:
    """What ``problem.yaml`` says, as far as it decides anything here.

    checker_flags: those of ``validator_flags``, already known to be lawful; groups
        of test data may add to them.
    """

    name: str | None
    license: str
    is_scoring: bool
    time_multiplier: float
    memory_bytes: int
    output_bytes: int
    checker_flags: str


def read_metadata(root: Path, *, use_default_checker: bool) -> Metadata:
    """Read ``problem.yaml``.

    Raises:
        PackageError: it is missing or malformed, has a key that the format does not
            know, or asks for something that we cannot do.
    """
    entries = read_yaml(read_file(root, root / FILE), FILE)
    # First what the package is: a newer version would only look like many mistakes.
    version = _take(entries, "problem_format_version", _read_version, "legacy")
    _take(entries, "validation", _read_validation(use_default_checker=use_default_checker), None)
    _refuse_unknown_keys(entries, _KEYS if version == "legacy" else _KEYS - _KEYS_OF_LEGACY_ONLY)
    no_limits: dict[str, Node] = {}
    limits = _take(entries, "limits", _read_mapping, no_limits)
    _refuse_unknown_keys(limits, _LIMITS, prefix="limits.")
    for name in limits:
        _take(limits, name, _read_limit, 0.0)
    is_scoring = _take(entries, "type", _read_type, "pass-fail") == "scoring"
    grading = entries.get("grading")
    if grading is not None and not isinstance(grading.value, dict):
        raise PackageError(
            FILE,
            grading.line,
            "grading must be followed by indented lines like `objective: max`; a program of the"
            " package's own is not supported as grader: remove the key.",
        )
    return Metadata(
        name=_take(entries, "name", read_string, None),
        license=_take(entries, "license", _read_license, "unknown"),
        is_scoring=is_scoring,
        time_multiplier=_take(limits, "time_multiplier", _read_limit, DEFAULT_TIME_MULTIPLIER),
        memory_bytes=_mebibytes(limits, "memory", DEFAULT_MEMORY_MIB),
        output_bytes=_mebibytes(limits, "output", DEFAULT_OUTPUT_MIB),
        checker_flags=_take(entries, "validator_flags", _read_flags, ""),
    )


def read_string(node: Node) -> str:
    """Read a scalar as text.

    Raises:
        WrongValue: it is something else, in words that fit behind the key's name.
    """
    if not isinstance(node.value, str):
        raise WrongValue("must be a text on one line.")
    return node.value.strip()


def _take[Value](
    entries: dict[str, Node], key: str, read: Callable[[Node], Value], default: Value
) -> Value:
    """Read a key's value; an absent key and one without a value give the default."""
    node = entries.get(key)
    if node is None or node.value is None:
        return default
    try:
        return read(node)
    except WrongValue as error:
        raise PackageError(FILE, node.line, f"{key} {error}") from None


def _refuse_unknown_keys(entries: dict[str, Node], known: frozenset[str], prefix: str = "") -> None:
    for key, node in entries.items():
        if key not in known:
            raise PackageError(
                FILE,
                node.line,
                f"the format has no key {prefix}{key}; it has {', '.join(sorted(known))}:"
                " correct or remove it.",
            )


def _read_version(node: Node) -> str:
    version = read_string(node)
    if version not in _VERSIONS:
        raise WrongValue(
            f"{version} is not supported, only legacy and legacy-icpc are:"
            " export the package in one of these."
        )
    return version


def _read_validation(*, use_default_checker: bool) -> Callable[[Node], None]:
    def read(node: Node) -> None:
        words = read_string(node).split()
        if "interactive" in words or "multi-pass" in words:
            raise WrongValue(
                f"{' '.join(words)} is not supported: a submission reads its whole input at once."
            )
        if words[:1] == ["custom"] and not use_default_checker:
            raise WrongValue(
                "custom is not supported: outputs are compared by the default validator, so"
                " remove the key if that one can tell right from wrong, with validator_flags."
            )
        if words[:1] not in (["default"], ["custom"]):
            raise WrongValue(f"must begin with default or custom, not {' '.join(words)!r}.")

    return read


def _read_mapping(node: Node) -> dict[str, Node]:
    if not isinstance(node.value, dict):
        raise WrongValue("must be followed by indented lines like `memory: 512`.")
    return node.value


def _read_type(node: Node) -> str:
    kind = read_string(node)
    if kind not in ("pass-fail", "scoring"):
        raise WrongValue(f"must be pass-fail or scoring, not {kind}.")
    return kind


def _read_license(node: Node) -> str:
    text = read_string(node)
    if text not in _LICENSES:
        raise WrongValue(f"must be one of {', '.join(sorted(_LICENSES))}, not {text!r}.")
    return text


def _read_flags(node: Node) -> str:
    flags = read_string(node)
    read_checker_flags(flags)
    return flags


def read_decimal(text: str) -> float:
    """Read a positive number as people write limits: digits, perhaps with a point.

    Raises:
        WrongValue: it is something else, in words that fit behind a name.
    """
    if not _NUMBER.fullmatch(text) or not 0 < float(text) <= _MAXIMUM_LIMIT:
        raise WrongValue(f"must be a number above 0, up to {_MAXIMUM_LIMIT}, not {text!r}.")
    return float(text)


def _read_limit(node: Node) -> float:
    return read_decimal(read_string(node))


def _mebibytes(limits: dict[str, Node], key: str, default_mib: int) -> int:
    return math.ceil(_take(limits, key, _read_limit, float(default_mib)) * MEBIBYTE)
