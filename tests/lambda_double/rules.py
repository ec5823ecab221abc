"""The system calls that Lambda is reported to refuse, as a seccomp program.

The grader's own filters are not used: a double should not share the faults of what it judges.

Source of what is refused: public reports of 2021 to 2026, since Lambda documents none of it;
the issue list of the project that first met each is named beside the call.
Source of the numbers: <asm/unistd_64.h>, <asm-generic/unistd.h> and <asm/unistd_32.h>.
From 424 on a call has the same number everywhere.
"""

import errno
import struct

type Numbers = tuple[int, int, int]
"""Of one call on x86-64, on arm64, and for 32-bit programs on x86-64."""

NOT_PERMITTED: dict[str, Numbers] = {
    "prctl": (157, 167, 172),  # plotly/Kaleido 313, catboost 1606, chdb 9
    "seccomp": (317, 277, 354),  # openai/codex 4725
    "ptrace": (101, 117, 26),
    "unshare": (272, 97, 310),  # aws/containers-roadmap 2102, with the flags of clone below
    "setns": (308, 268, 346),
    "mount": (165, 40, 21),
    "umount2": (166, 39, 52),
    "pivot_root": (155, 41, 217),
    "chroot": (161, 51, 61),
    "open_tree": (428, 428, 428),
    "move_mount": (429, 429, 429),
    "fsopen": (430, 430, 430),
    "fsconfig": (431, 431, 431),
    "fsmount": (432, 432, 432),
    "fspick": (433, 433, 433),
    "mount_setattr": (442, 442, 442),
    "open_tree_attr": (467, 467, 467),
    "bpf": (321, 280, 357),
    "perf_event_open": (298, 241, 336),
    "userfaultfd": (323, 282, 374),
}

NOT_IMPLEMENTED: dict[str, Numbers] = {
    "io_uring_setup": (425, 425, 425),
    "io_uring_enter": (426, 426, 426),
    "io_uring_register": (427, 427, 427),
    "clone3": (435, 435, 435),
    "landlock_create_ruleset": (444, 444, 444),  # its kernel is 5.10, Landlock came with 5.13
    "landlock_add_rule": (445, 445, 445),
    "landlock_restrict_self": (446, 446, 446),
}

CLONE: Numbers = (56, 220, 120)
NEW_NAMESPACES = 0x7E02_0000  # CLONE_NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET
X32_BIT = 0x4000_0000

ARCHITECTURES = (0xC000_003E, 0xC000_00B7, 0x4000_0003)
"""AUDIT_ARCH_X86_64, _AARCH64 and _I386 of <linux/audit.h>, in the order of `Numbers`."""

# struct seccomp_data and struct sock_filter: seccomp(2), <linux/filter.h>.
NUMBER, ARCHITECTURE, FIRST_ARGUMENT = 0, 4, 16
LOAD, JUMP_IF_EQUAL, JUMP_IF_ANY_BIT, RETURN = 0x20, 0x15, 0x45, 0x06
ALLOW, FAIL_WITH = 0x7FFF_0000, 0x0005_0000

type Instruction = tuple[int, int, int, int]


def filter_program() -> bytes:
    """Return the packed program for the kernel; 8 bytes for each instruction."""
    instructions: list[Instruction] = [(LOAD, 0, 0, ARCHITECTURE)]
    for column, architecture in enumerate(ARCHITECTURES):
        block = rules_of(column)
        instructions += [(JUMP_IF_EQUAL, 0, len(block), architecture), *block]
    instructions += [(RETURN, 0, 0, FAIL_WITH | errno.ENOSYS)]
    return b"".join(struct.pack("=HBBI", *instruction) for instruction in instructions)


def rules_of(column: int) -> list[Instruction]:
    """Return the rules of one architecture; each way through them ends in an answer."""
    rules: list[Instruction] = [
        (LOAD, 0, 0, NUMBER),
        (JUMP_IF_ANY_BIT, 0, 1, X32_BIT),
        (RETURN, 0, 0, FAIL_WITH | errno.ENOSYS),
    ]
    for calls, error in ((NOT_PERMITTED, errno.EPERM), (NOT_IMPLEMENTED, errno.ENOSYS)):
        for numbers in calls.values():
            rules += [(JUMP_IF_EQUAL, 0, 1, numbers[column]), (RETURN, 0, 0, FAIL_WITH | error)]
    return [
        *rules,
        (JUMP_IF_EQUAL, 0, 3, CLONE[column]),
        (LOAD, 0, 0, FIRST_ARGUMENT),
        (JUMP_IF_ANY_BIT, 0, 1, NEW_NAMESPACES),
        (RETURN, 0, 0, FAIL_WITH | errno.EPERM),
        (RETURN, 0, 0, ALLOW),
    ]
