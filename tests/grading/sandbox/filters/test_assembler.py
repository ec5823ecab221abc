"""Assembled programs say what the rules mean, whatever the rules."""

import struct
from errno import ENOSYS, EPERM

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from grading.sandbox.filters.assembler import assemble
from grading.sandbox.filters.numbers import NUMBERS
from grading.sandbox.filters.rules import (
    ALL_BITS,
    ALLOW,
    KILL,
    Action,
    Check,
    Condition,
    Rule,
    allow_if,
    allow_if_any,
    argument,
    refuse,
)
from tests.grading.sandbox.filters.interpreter import (
    ARCHITECTURES,
    answer,
    check,
    execute,
    longest_path,
    seccomp_data,
)
from tests.grading.sandbox.filters.meaning import meaning

NOT_ALLOWED, NOT_THERE = refuse(EPERM), refuse(ENOSYS)
EVERYWHERE = sorted(set().union(*NUMBERS.values()))

words = some.integers(0, ALL_BITS)
"""Arguments: a small number is as likely as a large one."""
edges = some.sampled_from([0, 1, 2, 4, 0xFFFF_FFFF, 1 << 31, 1 << 32, 1 << 63, ALL_BITS])
values = words | edges | some.integers(0, 300)
actions = some.sampled_from([ALLOW, KILL, NOT_ALLOWED, NOT_THERE])


@some.composite
def conditions(draw: some.DrawFn) -> Condition:
    mask = draw(some.sampled_from([ALL_BITS, 0xFFFF_FFFF, 0xFFFF_FFFF << 32]) | values)
    upper = draw(values) & 0xFFFF_FFFF
    lowers = draw(some.lists(values, min_size=1, max_size=6))
    wanted = tuple((upper << 32 | lower & 0xFFFF_FFFF) & mask for lower in lowers)
    return Condition(draw(some.integers(0, 5)), wanted, mask)


checks = some.builds(
    Check,
    some.lists(some.lists(conditions(), max_size=3).map(tuple), min_size=1, max_size=3).map(tuple),
    actions,
)
rules: some.SearchStrategy[Rule] = actions | checks
tables = some.dictionaries(some.sampled_from(EVERYWHERE), rules, max_size=40)


def near(rule: Rule, draw: some.DrawFn) -> tuple[int, ...]:
    """Return arguments that are not unlikely to meet a condition of the rule."""
    arguments = [draw(values) for _argument in range(6)]
    for case in rule.cases if isinstance(rule, Check) else ():
        for one in case:
            if draw(some.booleans()):
                unseen = draw(some.just(0) | words) & ~one.mask
                arguments[one.argument] = draw(some.sampled_from(one.values)) | unseen
    return tuple(arguments)


@given(some.sampled_from(sorted(NUMBERS)), tables, rules, actions, some.data())
def test_the_program_means_the_rules(
    machine: str, table: dict[str, Rule], otherwise: Rule, unknown: Action, data: some.DataObject
):
    program = assemble(table, machine, otherwise=otherwise, unknown=unknown)
    name = data.draw(some.sampled_from(sorted(NUMBERS[machine])))
    rule = table.get(name, otherwise)
    arguments = near(rule, data.draw)

    check(program)
    assert answer(program, machine, NUMBERS[machine][name], arguments) == meaning(rule, arguments)


@settings(max_examples=20)
@given(some.sampled_from(sorted(NUMBERS)), tables, rules, actions)
def test_numbers_without_a_name_are_unknown(
    machine: str, table: dict[str, Rule], otherwise: Rule, unknown: Action
):
    program = assemble(table, machine, otherwise=otherwise, unknown=unknown)
    last = 0x4000_0000 if machine == "x86_64" else 0xFFFF_FFFF

    nameless = {*range(600), 1 << 20, last - 1} - set(NUMBERS[machine].values())
    assert {answer(program, machine, number) for number in nameless} == {unknown}


@settings(max_examples=20)
@given(tables, words.map(lambda word: word & 0xFFFF_FFFF))
def test_another_architecture_kills(table: dict[str, Rule], architecture: int):
    for machine, own in ARCHITECTURES.items():
        program = assemble(table, machine, otherwise=ALLOW, unknown=ALLOW)
        for foreign in {architecture, 0x4000_0003, 0x4000_0028, *ARCHITECTURES.values()} - {own}:
            assert execute(program, seccomp_data(foreign, 0)) == KILL


@given(some.integers(0x4000_0000, 0xFFFF_FFFF))
def test_x32_kills(number: int):
    program = assemble({}, "x86_64", otherwise=ALLOW, unknown=ALLOW)

    assert answer(program, "x86_64", number) == KILL


def test_both_halves_of_an_argument_count():
    program = assemble(
        {"prlimit64": allow_if(argument(0).is_one_of(0))},
        "x86_64",
        otherwise=NOT_ALLOWED,
        unknown=NOT_THERE,
    )

    answers = [answer(program, "x86_64", 302, (pid,)) for pid in (0, 1, 1 << 32, 1 << 63)]

    assert answers == [ALLOW, NOT_ALLOWED, NOT_ALLOWED, NOT_ALLOWED]


def test_cases_are_tried_one_after_the_other():
    rule = allow_if_any(
        [argument(0).is_one_of(1, 2), argument(1).lacks(4)], [argument(0).is_one_of(2)]
    )
    program = assemble({"read": rule}, "x86_64", otherwise=KILL, unknown=KILL)

    answers = {
        pair: answer(program, "x86_64", 0, pair) for pair in [(1, 3), (1, 4), (2, 4), (3, 0)]
    }

    assert answers == {
        (1, 3): ALLOW,
        (1, 4): NOT_ALLOWED,
        (2, 4): ALLOW,
        (3, 0): NOT_ALLOWED,
    }


def test_a_tree_costs_few_instructions_whatever_the_number_of_rules():
    """Rules that differ for each number: the worst that there can be."""
    table = {name: refuse(errno) for errno, name in enumerate(sorted(NUMBERS["x86_64"]))}

    program = assemble(table, "x86_64", otherwise=ALLOW, unknown=ALLOW)

    assert len(program) // 8 > 700
    assert longest_path(program) <= 6 + 2 * 9  # 384 ranges are 9 levels; a far jump takes two


def test_a_rule_for_no_call_is_an_error():
    with pytest.raises(KeyError, match="no system call is called fork_bomb"):
        assemble({"fork_bomb": ALLOW}, "x86_64", otherwise=KILL, unknown=KILL)


def test_a_machine_without_a_table_is_an_error():
    with pytest.raises(KeyError):
        assemble({}, "riscv64", otherwise=KILL, unknown=KILL)


def test_values_that_the_mask_hides_are_an_error():
    with pytest.raises(ValueError, match="cannot be compared"):
        assemble(
            {"read": Check(((Condition(0, (3,), mask=1),),), KILL)},
            "x86_64",
            otherwise=KILL,
            unknown=KILL,
        )


def test_it_is_packed_as_the_kernel_reads_it():
    program = assemble({}, "aarch64", otherwise=ALLOW, unknown=ALLOW)

    assert list(struct.iter_unpack("<HBBI", program)) == [
        (0x20, 0, 0, 4),
        (0x15, 1, 0, 0xC000_00B7),
        (0x06, 0, 0, 0x8000_0000),
        (0x20, 0, 0, 0),
        (0x06, 0, 0, 0x7FFF_0000),
    ]
