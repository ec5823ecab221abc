"""Reads how the default validator compares outputs."""

from collections.abc import Iterable

from grading.checkers.numbers import read_number
from grading.packages.errors import WrongValue
from grading.protocol import Checker

_TOLERANCES = {
    "float_absolute_tolerance": ("float_absolute_tolerance",),
    "float_relative_tolerance": ("float_relative_tolerance",),
    "float_tolerance": ("float_absolute_tolerance", "float_relative_tolerance"),
}


def read_checker_flags(flags: Iterable[str]) -> Checker:
    """Read the words of a command line; a later flag overrules an earlier one.

    Raises:
        WrongValue: a flag is not one of the default validator's.

    Source: ``spec/legacy.md``, "Default output validator specification".
    """
    switches = {"case_sensitive": False, "space_change_sensitive": False}
    tolerances: dict[str, float] = {}
    words = iter(flags)
    for word in words:
        if word in switches:
            switches[word] = True
        elif word in _TOLERANCES:
            tolerance = _read_tolerance(word, next(words, None))
            tolerances |= dict.fromkeys(_TOLERANCES[word], tolerance)
        else:
            known = ", ".join([*switches, *_TOLERANCES])
            raise WrongValue(f"has the unknown flag {word!r}; the default validator has {known}.")
    return Checker(
        case_sensitive=switches["case_sensitive"],
        space_change_sensitive=switches["space_change_sensitive"],
        float_absolute_tolerance=tolerances.get("float_absolute_tolerance"),
        float_relative_tolerance=tolerances.get("float_relative_tolerance"),
    )


def _read_tolerance(flag: str, word: str | None) -> float:
    number = None if word is None else read_number(word.encode())
    if number is None or number < 0:
        raise WrongValue(f"needs a number of 0 or more behind {flag}, not {word or 'nothing'}.")
    return number
