"""Reads ``problem.yaml`` of a legacy package."""

from typing import Final

from grading.packages.checker_flags import read_checker_flags
from grading.packages.errors import PackageError, WrongValue
from grading.packages.keys import Keys, read_limit, read_string
from grading.packages.metadata import (
    DEFAULT_MEMORY_MIB,
    DEFAULT_OUTPUT_MIB,
    Metadata,
    mebibytes,
    read_license,
)
from grading.packages.yaml_scalars import Node

VERSIONS: Final = ("legacy", "legacy-icpc")

DEFAULT_TIME_MULTIPLIER: Final = 5.0
"""Source: ``spec/legacy.md``, "Limits", "Typical system default"."""

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


def read_legacy_metadata(keys: Keys, version: str) -> Metadata:
    """Read what the keys of ``problem.yaml`` decide.

    Raises:
        PackageError: a key is malformed, is not known to the format, or asks for
            something that we cannot do.
    """
    has_own_checker = keys.take("validation", _read_validation, False)
    keys.refuse_unknown(_KEYS if version == "legacy" else _KEYS - _KEYS_OF_LEGACY_ONLY)
    limits = keys.below("limits", "memory: 512")
    limits.refuse_unknown(_LIMITS)
    for name in limits.entries:
        limits.take(name, read_limit, 0.0)
    grading = keys.entries.get("grading")
    if grading is not None and not isinstance(grading.value, dict):
        raise PackageError(
            keys.file,
            grading.line,
            "grading must be followed by indented lines like `objective: max`; a program of the"
            " package's own is not supported as grader: remove the key.",
        )
    name = keys.take("name", read_string, "")
    return Metadata(
        names={"": name} if name else {},
        license=read_license(keys),
        is_scoring=keys.take("type", _read_type, "pass-fail") == "scoring",
        time_multiplier=limits.take("time_multiplier", read_limit, DEFAULT_TIME_MULTIPLIER),
        memory_bytes=mebibytes(limits, "memory", DEFAULT_MEMORY_MIB),
        output_bytes=mebibytes(limits, "output", DEFAULT_OUTPUT_MIB),
        has_own_checker=has_own_checker,
        checker_flags=keys.take(
            "validator_flags", _read_words if has_own_checker else _read_default_flags, ()
        ),
    )


def _read_validation(node: Node) -> bool:
    """Say whether the package compares by a program of its own."""
    words = read_string(node).split()
    if "interactive" in words or "multi-pass" in words:
        raise WrongValue(
            f"{' '.join(words)} is not supported: a submission reads its whole input at once."
        )
    if words[:1] == ["custom"] and "score" in words:
        raise WrongValue(
            f"{' '.join(words)} is not supported: the checker says right or wrong and gives no"
            " points, so remove the word score if right or wrong is enough."
        )
    if words[:1] not in (["default"], ["custom"]):
        raise WrongValue(f"must begin with default or custom, not {' '.join(words)!r}.")
    return words[0] == "custom"


def _read_words(node: Node) -> tuple[str, ...]:
    return tuple(read_string(node).split())


def _read_default_flags(node: Node) -> tuple[str, ...]:
    """Read flags of the default validator, and see to it that it has them."""
    words = _read_words(node)
    read_checker_flags(words)
    return words


def _read_type(node: Node) -> str:
    kind = read_string(node)
    if kind not in ("pass-fail", "scoring"):
        raise WrongValue(f"must be pass-fail or scoring, not {kind}.")
    return kind
