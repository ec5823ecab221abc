"""Turns rules into a program for the kernel: classic BPF, as seccomp(2) takes it.

    foreign architecture? ------------------------------------> kill
    x32 (x86-64 only)? ---------------------------------------> kill
    number < 231?  --yes--> number < 96? --yes--> ...
                                          no --> ...
                   --no---> ...                            --> return, or look at arguments

The numbers form a balanced tree over ranges with the same rule, so that a call costs
about eight comparisons however many rules there are. Where a rule does not look at
arguments, kernels since 5.11 remember the answer and do not run the program at all.

Source: seccomp(2); Documentation/userspace-api/seccomp_filter.rst and
include/uapi/linux/{bpf_common,filter,seccomp,audit}.h of Linux.
"""

import struct
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from grading.sandbox.filters.numbers import NUMBERS
from grading.sandbox.filters.rules import ALL_BITS, ALLOW, KILL, Action, Check, Condition, Rule

LOAD_WORD = 0x20  # BPF_LD | BPF_W | BPF_ABS: from struct seccomp_data
AND = 0x54  # BPF_ALU | BPF_AND | BPF_K
JUMP = 0x05  # BPF_JMP | BPF_JA
JUMP_IF_EQUAL = 0x15  # BPF_JMP | BPF_JEQ | BPF_K
JUMP_IF_AT_LEAST = 0x35  # BPF_JMP | BPF_JGE | BPF_K
RETURN = 0x06  # BPF_RET | BPF_K

NUMBER_AT, ARCHITECTURE_AT, ARGUMENTS_AT = 0, 4, 16
"""Bytes into struct seccomp_data; each argument has 8, the lower half first on both machines."""

ARCHITECTURES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
"""AUDIT_ARCH_X86_64 and AUDIT_ARCH_AARCH64."""

X32_BIT = 0x4000_0000
"""Marks x32 calls, which come with the architecture of x86-64."""

_FARTHEST = 255  # a conditional jump has one byte for each distance
_LOWER = 0xFFFF_FFFF


class Instruction(NamedTuple):
    """struct sock_filter. The distances count from the next instruction."""

    code: int
    if_true: int
    if_false: int
    value: int


type Block = list[Instruction]
"""Instructions that are entered at the first and left by returning only."""


def assemble(rules: Mapping[str, Rule], machine: str, *, otherwise: Rule, unknown: Action) -> bytes:
    """Return the packed program for a machine, named as uname(2) does.

    rules: by the name of the call. A name that this machine does not have is passed over.
    otherwise: for calls without a rule.
    unknown: for numbers that our tables do not have.

    Raises:
        KeyError: the machine is unknown, or a name is known on none.
    """
    everywhere = set().union(*NUMBERS.values())
    if strangers := rules.keys() - everywhere:
        raise KeyError(f"no system call is called {', '.join(sorted(strangers))}")
    by_number = {number: rules.get(name, otherwise) for name, number in NUMBERS[machine].items()}
    block = [
        *_load(ARCHITECTURE_AT),
        Instruction(JUMP_IF_EQUAL, 1, 0, ARCHITECTURES[machine]),
        _return(KILL),
        *_load(NUMBER_AT),
    ]
    if machine == "x86_64":
        block += [Instruction(JUMP_IF_AT_LEAST, 0, 1, X32_BIT), _return(KILL)]
    block += _tree(_ranges(by_number, unknown))
    return pack(block)


def pack(instructions: Iterable[Instruction]) -> bytes:
    return b"".join(struct.pack("<HBBI", *instruction) for instruction in instructions)


def _ranges(by_number: dict[int, Rule], unknown: Action) -> list[tuple[int, Rule]]:
    """Return where each range of equal rules starts, from 0 on; the last has no end."""
    starts: list[tuple[int, Rule]] = []
    for number in range(max(by_number) + 2):
        rule = by_number.get(number, unknown)
        if not starts or starts[-1][1] != rule:
            starts.append((number, rule))
    return starts


def _tree(ranges: list[tuple[int, Rule]]) -> Block:
    if len(ranges) == 1:
        return _leaf(ranges[0][1])
    middle = len(ranges) // 2
    below, above = _tree(ranges[:middle]), _tree(ranges[middle:])
    start = ranges[middle][0]
    if len(below) <= _FARTHEST:
        return [Instruction(JUMP_IF_AT_LEAST, len(below), 0, start), *below, *above]
    far = Instruction(JUMP, 0, 0, len(below))
    return [Instruction(JUMP_IF_AT_LEAST, 0, 1, start), far, *below, *above]


def _leaf(rule: Rule) -> Block:
    """Return the block that decides by the arguments, if the rule asks for them."""
    if not isinstance(rule, Check):
        return [_return(rule)]
    block = [_return(rule.otherwise)]
    for case in reversed(rule.cases):
        block = _case(case, failed=block)
    return block


def _case(conditions: tuple[Condition, ...], failed: Block) -> Block:
    """Return a block that allows if all conditions hold, and else goes on with `failed`."""
    block = [_return(ALLOW)]
    for condition in reversed(conditions):
        block = _condition(condition, distance_to_failed=len(block)) + block
    return block + failed


def _condition(condition: Condition, distance_to_failed: int) -> Block:
    """Return instructions that run through if the condition holds, else jump over the rest."""
    uppers = {value >> 32 for value in condition.values}
    if len(uppers) != 1 or any(value & ~condition.mask & ALL_BITS for value in condition.values):
        raise ValueError(f"cannot be compared: {condition}")
    at = ARGUMENTS_AT + 8 * condition.argument
    lower = _half(
        at,
        condition.mask & _LOWER,
        [value & _LOWER for value in condition.values],
        distance_to_failed,
    )
    upper = _half(at + 4, condition.mask >> 32, [*uppers], distance_to_failed + len(lower))
    return upper + lower


def _half(at: int, mask: int, values: list[int], distance_to_failed: int) -> Block:
    if mask == 0:
        return []
    block = _load(at)
    if mask != _LOWER:
        block.append(Instruction(AND, 0, 0, mask))
    for left, value in zip(reversed(range(len(values))), values, strict=True):
        block.append(Instruction(JUMP_IF_EQUAL, left, 0, value))
    block[-1] = block[-1]._replace(if_false=distance_to_failed)
    return block


def _load(at: int) -> Block:
    return [Instruction(LOAD_WORD, 0, 0, at)]


def _return(action: Action) -> Instruction:
    return Instruction(RETURN, 0, 0, action)
