"""Reads ``submissions.yaml``: what submissions of the format 2025-09 promise.

Source: ``spec/2025-09.md``, "Example submissions".
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from grading.packages.errors import PackageError, WrongValue
from grading.packages.expectations import AC, RTE, TLE, WA, Expectation
from grading.packages.globs import matches
from grading.packages.keys import Keys, read_string, read_strings
from grading.packages.program_languages import our_name
from grading.packages.yaml_scalars import Node
from grading.protocol import Verdict

FILE: Final = "submissions/submissions.yaml"

FOLDERS: Final = {
    "accepted": Expectation(permitted=AC, bounds_time_limit=True),
    "rejected": Expectation(required=RTE | TLE | WA),
    "wrong_answer": Expectation(permitted=AC | WA, required=WA, bounds_time_limit=True),
    "time_limit_exceeded": Expectation(permitted=AC | TLE, required=TLE),
    "run_time_error": Expectation(permitted=AC | RTE, required=RTE, bounds_time_limit=True),
    "brute_force": Expectation(permitted=AC | RTE | TLE, required=RTE | TLE),
}
"""Source: ``spec/2025-09.md``, "Default directories"."""

_VERDICTS: Final = {"AC": AC, "WA": WA, "TLE": TLE, "RTE": RTE}
_REQUIREMENTS = frozenset({"permitted", "required", "score", "message", "use_for_time_limit"})
_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_FACTS = frozenset({"language", "entrypoint", "authors", "model_solution"})


@dataclass(frozen=True, slots=True)
class Promise:
    """What ``submissions.yaml`` says about one submission.

    expectations: the folder's first.
    language, entry_point: empty where its files have to tell.
    """

    expectations: tuple[Expectation, ...]
    language: str = ""
    entry_point: str = ""


class Promises:
    """Everything that ``submissions.yaml`` says, by pattern of a submission's path.

    A package without that file has what the format says of the usual folders.
    """

    def __init__(self, entries: Mapping[str, Node]) -> None:
        """Read the file's mapping.

        Raises:
            PackageError: a key is malformed or not known to the format.
        """
        keys = Keys(entries, FILE)
        self._folders = dict(FOLDERS)
        self._promises: dict[str, Promise] = {}
        for pattern in entries:
            below = keys.below(pattern, "permitted: [AC]")
            promise = _read_promise(below, self._folders.get(pattern, Expectation()))
            if pattern in FOLDERS:
                self._folders[pattern] = promise.expectations[0]
                promise = replace(promise, expectations=promise.expectations[1:])
            self._promises[pattern] = promise

    def of(self, path: str) -> Promise | None:
        """Return what is said of a submission, by its path below ``submissions``.

        None if its folder is none of the usual ones and nothing else is said of it.
        """
        matching = [found for pattern, found in self._promises.items() if matches(pattern, path)]
        usual = self._folders.get(path.partition("/")[0])
        if usual is None and not any(found.expectations for found in matching):
            return None
        expectations = [] if usual is None else [usual]
        for found in matching:
            expectations += found.expectations
        languages = [found.language for found in matching if found.language]
        entry_points = [found.entry_point for found in matching if found.entry_point]
        return Promise(
            tuple(expectations),
            languages[-1] if languages else "",
            entry_points[-1] if entry_points else "",
        )


def _read_promise(keys: Keys, usual: Expectation) -> Promise:
    """Read what stands below one pattern; ``usual`` holds where it says nothing."""
    requirements = _REQUIREMENTS & keys.entries.keys()
    expectations = []
    if requirements or usual != Expectation():
        expectations.append(_read_expectation(keys, usual))
    for pattern in keys.entries.keys() - _REQUIREMENTS - _FACTS:
        below = keys.below(pattern, "permitted: [AC]")
        below.refuse_unknown(_REQUIREMENTS)
        expectations.append(_read_expectation(below, Expectation(test_cases=pattern)))
    return Promise(
        tuple(expectations),
        our_name(keys.take("language", read_string, "")),
        keys.take("entrypoint", read_string, ""),
    )


def _read_expectation(keys: Keys, usual: Expectation) -> Expectation:
    """Read one expectation. To say `lower` is to say that TLE is not permitted."""
    permitted = keys.take("permitted", _read_verdicts, usual.permitted)
    if keys.take("use_for_time_limit", read_string, "") == "lower":
        permitted -= TLE
    required = keys.take("required", _read_verdicts, usual.required)
    if not permitted & required:
        line = min(node.line for node in keys.entries.values())
        raise PackageError(keys.file, line, "permits no verdict of those that it requires.")
    return replace(
        usual,
        permitted=permitted,
        required=required,
        points=keys.take("score", _read_score, usual.points),
        message=keys.take("message", read_string, usual.message),
        bounds_time_limit=keys.take("use_for_time_limit", _read_use, True) and not permitted & TLE,
    )


def _read_verdicts(node: Node) -> frozenset[Verdict]:
    verdicts: frozenset[Verdict] = frozenset()
    for code in read_strings(node):
        if code not in _VERDICTS:
            raise WrongValue(f"must be of {', '.join(_VERDICTS)}, not {code!r}.")
        verdicts |= _VERDICTS[code]
    return verdicts


def _read_score(node: Node) -> tuple[Fraction, Fraction]:
    words = read_strings(node)
    if len(words) not in (1, 2) or not all(map(_NUMBER.fullmatch, words)):
        raise WrongValue(f"must be a number, or a list of two, not {' '.join(words)!r}.")
    return Fraction(words[0]), Fraction(words[-1])


def _read_use(node: Node) -> bool:
    """Say whether the time limit has to leave room; upper bounds are not looked at here."""
    text = read_string(node)
    if text not in ("true", "false", "lower", "upper"):
        raise WrongValue(f"must be true, false, lower or upper, not {text!r}.")
    return text in ("true", "lower")
