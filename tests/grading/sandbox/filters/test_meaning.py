"""Every profile's program says what its rules mean, for every number, on both machines."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from grading.sandbox.filters.numbers import NUMBERS
from grading.sandbox.filters.profiles import PROFILES, profile_named
from grading.sandbox.filters.rules import OWN_PID, Check, Rule
from tests.grading.sandbox.filters.answers import EVERY_BIT, PROGRAMS, on_both
from tests.grading.sandbox.filters.interpreter import answer, check
from tests.grading.sandbox.filters.meaning import meaning

words = (
    some.integers(0, EVERY_BIT) | some.integers(0, 300) | some.sampled_from([EVERY_BIT, 1 << 32])
)


def likely(rule: Rule) -> some.SearchStrategy[tuple[int, ...]]:
    """Arguments, of which some are what the rule compares with, or one bit away from it."""
    known = {0}
    for case in rule.cases if isinstance(rule, Check) else ():
        for one in case:
            known |= {value ^ bit for value in one.values for bit in (0, 1, 4, 1 << 32, 1 << 63)}
    return some.tuples(*[words | some.sampled_from(sorted(known))] * 6)


@on_both
@pytest.mark.parametrize("signals", [False, True])
@pytest.mark.parametrize("profile", PROFILES)
def test_the_kernel_loads_it(profile: str, machine: str, signals: bool):
    check(PROGRAMS[profile, machine, signals])


@on_both
@pytest.mark.parametrize("profile", PROFILES)
@settings(max_examples=20)
@given(data=some.data())
def test_every_call_is_answered_as_its_rule_means(
    profile: str, machine: str, data: some.DataObject
):
    chosen = profile_named(profile)
    program = PROGRAMS[profile, machine, False]
    checked = [rule for rule in chosen.rules.values() if isinstance(rule, Check)]
    arguments = data.draw(likely(data.draw(some.sampled_from(checked))))

    names = {number: name for name, number in NUMBERS[machine].items()}
    for number in range(600):
        if number in names:
            expected = meaning(chosen.rules.get(names[number], chosen.otherwise), arguments)
        else:
            expected = chosen.unknown
        assert answer(program, machine, number, arguments) == expected, (number, arguments)


@on_both
@pytest.mark.parametrize("profile", PROFILES)
def test_our_pid_can_be_put_in_and_nothing_else_is_taken_for_it(profile: str, machine: str):
    """`install` replaces four bytes, which must be a whole value of a comparison."""
    program = PROGRAMS[profile, machine, True]
    marked = OWN_PID.to_bytes(4, "little")

    places = [at for at in range(len(program)) if program[at : at + 4] == marked]

    assert all(at % 8 == 4 and program[at - 4] == 0x15 for at in places)
    assert len(places) == (2 if profile == "no_processes" else 0)
