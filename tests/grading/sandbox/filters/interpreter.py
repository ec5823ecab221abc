"""Runs a filter as the kernel would, for machines that are not at hand.

Only what seccomp(2) allows of classic BPF: loads from the call's data, comparisons, AND,
and returns. Whatever the kernel would refuse to load is an error here too.

Source: seccomp_check_filter() in kernel/seccomp.c and bpf_check_classic() in net/core/filter.c
of Linux.
"""

import struct

ARCHITECTURES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}
LONGEST = 4096  # instructions: BPF_MAXINSNS

LOADABLE = range(0, 64, 4)  # struct seccomp_data, in words


class NotAProgram(Exception):
    """The kernel would not load this."""


def answer(program: bytes, machine: str, number: int, arguments: tuple[int, ...] = ()) -> int:
    """Return what the filter says about one call on a machine.

    arguments: up to six, of 64 bits; missing ones are 0.
    """
    return execute(program, seccomp_data(ARCHITECTURES[machine], number, arguments))


def seccomp_data(architecture: int, number: int, arguments: tuple[int, ...] = ()) -> bytes:
    """Return struct seccomp_data. The filters do not look at the instruction pointer."""
    six = (*arguments, 0, 0, 0, 0, 0, 0)[:6]
    return struct.pack("<IIQ6Q", number, architecture, 0xDEAD_BEEF, *six)


def execute(program: bytes, data: bytes) -> int:
    """Return the program's answer.

    Raises:
        NotAProgram: an instruction is not allowed, or it runs past the end.
    """
    instructions = list(struct.iter_unpack("<HBBI", program))
    accumulator, at = 0, 0
    while at < len(instructions):
        code, if_true, if_false, value = instructions[at]
        at += 1
        match code:
            case 0x20 if value in LOADABLE:
                (accumulator,) = struct.unpack_from("<I", data, value)
            case 0x54:
                accumulator &= value
            case 0x05:
                at += value
            case 0x15:
                at += if_true if accumulator == value else if_false
            case 0x35:
                at += if_true if accumulator >= value else if_false
            case 0x06:
                return value
            case _:
                raise NotAProgram(f"instruction {at - 1}: {code:#x} {value:#x}")
    raise NotAProgram("runs past its end")


def check(program: bytes) -> None:
    """Check what the kernel checks when it loads a program.

    Raises:
        NotAProgram: it would refuse.
    """
    instructions = list(struct.iter_unpack("<HBBI", program))
    if not 0 < len(instructions) <= LONGEST:
        raise NotAProgram(f"{len(instructions)} instructions")
    if instructions[-1][0] != 0x06:
        raise NotAProgram("does not end by returning")
    for at, (code, if_true, if_false, value) in enumerate(instructions):
        farthest = {0x05: value, 0x15: max(if_true, if_false), 0x35: max(if_true, if_false)}
        if at + 1 + farthest.get(code, -1) >= len(instructions):
            raise NotAProgram(f"instruction {at} jumps past the end")
        if code == 0x20 and value not in LOADABLE:
            raise NotAProgram(f"instruction {at} loads from {value}")


def longest_path(program: bytes) -> int:
    """Return how many instructions the dearest call costs."""
    instructions = list(struct.iter_unpack("<HBBI", program))
    cost = [0] * len(instructions)
    for at in reversed(range(len(instructions))):
        code, if_true, if_false, value = instructions[at]
        following = {0x06: [], 0x05: [value], 0x15: [if_true, if_false], 0x35: [if_true, if_false]}
        cost[at] = 1 + max((cost[at + 1 + step] for step in following.get(code, [0])), default=0)
    return cost[0]
