"""Asks a profile's program about one call, in words."""

from errno import ENOSYS, EPERM

import pytest

from grading.sandbox.filters import filter_for
from grading.sandbox.filters.numbers import NUMBERS
from grading.sandbox.filters.profiles import PROFILES
from grading.sandbox.filters.rules import ALLOW, KILL
from tests.grading.sandbox.filters.interpreter import answer

MACHINES = sorted(NUMBERS)
ALLOW_LISTS = ("python", "program", "threads", "compile", "checker")
RUNS = ("python", "program", "threads")
EVERY_BIT = 0xFFFF_FFFF_FFFF_FFFF

WORDS = {ALLOW: "allowed", KILL: "killed", 0x5_0000 | EPERM: "EPERM", 0x5_0000 | ENOSYS: "ENOSYS"}

on_both = pytest.mark.parametrize("machine", MACHINES)
for_each = pytest.mark.parametrize("profile", ALLOW_LISTS)

PROGRAMS = {
    (profile, machine, signals): filter_for(profile, machine, signals=signals)
    for profile in PROFILES
    for machine in MACHINES
    for signals in (False, True)
}


def said(
    profile: str, machine: str, call: str, *arguments: int, signals: bool = False
) -> str | None:
    """Return the filter's answer in a word, or None if this machine has no such call."""
    if call not in NUMBERS[machine]:
        return None
    program = PROGRAMS[profile, machine, signals]
    return WORDS[answer(program, machine, NUMBERS[machine][call], arguments)]


def expect(profile: str, machine: str, expected: dict[tuple[str | int, ...], str]) -> None:
    """Compare answers to calls written as ("name", number, ...)."""
    answers = {
        call: said(profile, machine, str(call[0]), *map(int, call[1:]))
        for call in expected
        if call[0] in NUMBERS[machine]
    }
    assert answers == {call: expected[call] for call in answers}


def names(text: str) -> list[str]:
    return text.split()
