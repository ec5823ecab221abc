"""Reads ``problem.yaml`` of a package of the format 2025-09."""

import re
from collections.abc import Mapping
from typing import Final

from grading.packages.errors import PackageError, WrongValue
from grading.packages.keys import Keys, read_flag, read_limit, read_string, read_strings
from grading.packages.metadata import (
    DEFAULT_MEMORY_MIB,
    DEFAULT_OUTPUT_MIB,
    Metadata,
    mebibytes,
    read_license,
)
from grading.packages.program_languages import our_name
from grading.packages.yaml_scalars import Node

VERSIONS: Final = ("2025-09", "2025-09-draft", "2023-07", "2023-07-draft")

DEFAULT_AC_TO_TIME_LIMIT: Final = 2.0
DEFAULT_TIME_RESOLUTION_S: Final = 1.0
"""Source of both: ``spec/2025-09.md``, "Limits"."""

_KEYS = frozenset(
    [
        "problem_format_version",
        "type",
        "name",
        "uuid",
        "version",
        "credits",
        "source",
        "license",
        "rights_owner",
        "embargo_until",
        "limits",
        "keywords",
        "languages",
        "allow_file_writing",
        "constants",
    ]
)
_KEYS_OF_LEGACY = frozenset({"author", "source_url", "validation", "validator_flags"})
"""Seen even in the format's own examples. They decide nothing here, but for flags."""

_LIMITS = frozenset(
    [
        "time_multipliers",
        "time_limit",
        "time_resolution",
        "memory",
        "output",
        "code",
        "compilation_time",
        "compilation_memory",
        "validation_time",
        "validation_memory",
        "validation_output",
        "validation_passes",
    ]
)
_MULTIPLIERS = frozenset({"ac_to_time_limit", "time_limit_to_tle"})
_TYPES = ("pass-fail", "scoring", "interactive", "multi-pass", "submit-answer")
_UNSUPPORTED_TYPES: Final = {
    "interactive": "a submission reads its whole input at once, so let the input say"
    " everything and write an output validator that needs no conversation",
    "multi-pass": "a submission is run once on each test case, so make each pass a test case",
    "submit-answer": "a submission is a program, so ask for one that writes the answers",
}
_CONSTANT_NAME = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")


def read_metadata_2025_09(keys: Keys, version: str) -> Metadata:
    """Read what the keys of ``problem.yaml`` decide.

    Raises:
        PackageError: a key is malformed, is not known to the format, or asks for
            something that we cannot do.
    """
    no_types: tuple[str, ...] = ()
    types = keys.take("type", _read_types, no_types)
    keys.refuse("validator_flags", "is of the legacy format: write output_validator_args instead.")
    keys.refuse_unknown(_KEYS | _KEYS_OF_LEGACY)
    limits = keys.below("limits", "memory: 512")
    limits.refuse_unknown(_LIMITS)
    for name in limits.entries.keys() - {"time_multipliers"}:
        limits.take(name, read_limit, 0.0)
    multipliers = limits.below("time_multipliers", "ac_to_time_limit: 2.0")
    multipliers.refuse_unknown(_MULTIPLIERS)
    time_limit_s = limits.take("time_limit", read_limit, 0.0)
    resolution_s = limits.take("time_resolution", read_limit, DEFAULT_TIME_RESOLUTION_S)
    return Metadata(
        names=keys.take("name", _read_names, {}),
        license=read_license(keys),
        is_scoring="scoring" in types,
        time_limit_ms=round(time_limit_s * 1000) or None,
        time_multiplier=multipliers.take("ac_to_time_limit", _read_multiplier, 0.0)
        or DEFAULT_AC_TO_TIME_LIMIT,
        time_resolution_ms=max(1, round(resolution_s * 1000)),
        memory_bytes=mebibytes(limits, "memory", DEFAULT_MEMORY_MIB),
        output_bytes=mebibytes(limits, "output", DEFAULT_OUTPUT_MIB),
        languages=keys.take("languages", _read_languages, None),
        constants=_read_constants(keys),
        notes=tuple(_notes(keys, version)),
    )


def _read_types(node: Node) -> tuple[str, ...]:
    """Read one type or several; the format's own examples write them in one text, too."""
    types = tuple(word for text in read_strings(node) for word in text.split())
    for kind in types:
        if kind in _UNSUPPORTED_TYPES:
            raise WrongValue(f"{kind} is not supported: {_UNSUPPORTED_TYPES[kind]}.")
        if kind not in _TYPES:
            raise WrongValue(f"must be of {', '.join(_TYPES)}, not {kind}.")
    if {"pass-fail", "scoring"} <= set(types):
        raise WrongValue("cannot be pass-fail and scoring at once: remove one.")
    return types


def _read_names(node: Node) -> Mapping[str, str]:
    if isinstance(node.value, dict):
        return {language: read_string(name) for language, name in node.value.items()}
    return {"en": read_string(node)}


def _read_multiplier(node: Node) -> float:
    number = read_limit(node)
    if number < 1:
        raise WrongValue(f"must be at least 1, not {number:g}.")
    return number


def _read_languages(node: Node) -> frozenset[str] | None:
    codes = read_strings(node)
    return None if codes == ("all",) else frozenset(map(our_name, codes))


def _read_constants(keys: Keys) -> dict[str, str]:
    """Return what stands for each sequence, by what is between its braces."""
    constants: dict[str, str] = {}
    for name, node in keys.below("constants", "limit: 100").entries.items():
        if not _CONSTANT_NAME.fullmatch(name):
            raise PackageError(
                keys.file, node.line, f"{name} cannot name a constant: use letters, digits and _."
            )
        variants = Keys(node.value if isinstance(node.value, dict) else {"value": node}, keys.file)
        for variant in variants.entries:
            constants[f"{name}.{variant}"] = variants.take(variant, read_string, "")
        if f"{name}.value" not in constants:
            raise PackageError(keys.file, node.line, f"{name} has no value: add one.")
        constants[name] = constants[f"{name}.value"]
    return constants


def _notes(keys: Keys, version: str) -> list[str]:
    notes = [
        f"{keys.file}, line {node.line}: {key} is left out: it is a key of the legacy format."
        for key, node in keys.entries.items()
        if key in _KEYS_OF_LEGACY
    ]
    if version != VERSIONS[0]:
        notes.append(f"the format {version} is read as {VERSIONS[0]}, of which it is a draft.")
    if keys.take("allow_file_writing", read_flag, False):
        notes.append("allow_file_writing is left out: submissions cannot write files here.")
    return notes
