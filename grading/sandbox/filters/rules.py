"""How a rule about one system call is written, and what it means.

    "getpid": ALLOW
    "ptrace": refuse(EPERM)
    "prlimit64": allow_if(argument(0).is_one_of(0))
    "fcntl": allow_if_any(
        [argument(1).is_one_of(F_GETFD, F_SETFD)],
        [argument(1).is_one_of(F_SETFL), argument(2).lacks(O_ASYNC)],
    )

A rule says what may be, never what may not: a filter sees 64 bits of each argument,
the kernel often only the lower 32, so a list of what is refused could be passed by with
a bit that the kernel does not look at. A list of what is allowed cannot.
"""

from dataclasses import dataclass
from errno import EPERM

type Action = int
"""What a filter returns to the kernel: seccomp(2)."""

ALLOW: Action = 0x7FFF_0000
KILL: Action = 0x8000_0000  # SECCOMP_RET_KILL_PROCESS

ALL_BITS = 0xFFFF_FFFF_FFFF_FFFF

OWN_PID = 0x7FFF_FFFF
"""Stands in a rule for the process that installs the filter; see `installing.install`.

No process has this number: /proc/sys/kernel/pid_max is at most 2**22 (proc(5)). A filter
in which nobody replaced it is therefore stricter, never laxer.
"""


def refuse(errno: int) -> Action:
    """Return the action that fails the call with `errno` and lets the program go on."""
    return 0x0005_0000 | errno


REFUSED = refuse(EPERM)


@dataclass(frozen=True, slots=True)
class Condition:
    """One argument, of which only the bits in `mask` count, has one of `values`."""

    argument: int
    values: tuple[int, ...]
    mask: int = ALL_BITS


@dataclass(frozen=True, slots=True)
class Check:
    """Allows a call if all conditions of any one case hold, else does `otherwise`."""

    cases: tuple[tuple[Condition, ...], ...]
    otherwise: Action


type Rule = Action | Check


@dataclass(frozen=True, slots=True)
class Argument:
    """One of a call's arguments, from 0 to 5. Its methods make conditions."""

    index: int

    def is_one_of(self, *values: int, ignoring: int = 0) -> Condition:
        """Compare all 64 bits but those in `ignoring`."""
        return Condition(self.index, values, ALL_BITS & ~ignoring)

    def has_only(self, bits: int) -> Condition:
        """Allow these bits and no other."""
        return Condition(self.index, (0,), ALL_BITS & ~bits)

    def lacks(self, bits: int) -> Condition:
        """Allow everything but these bits, each of which the kernel must look at by itself."""
        return Condition(self.index, (0,), bits)


def argument(index: int) -> Argument:
    return Argument(index)


def allow_if(*conditions: Condition, otherwise: Action = REFUSED) -> Check:
    """Allow a call if all conditions hold."""
    return Check((conditions,), otherwise)


def allow_if_any(*cases: list[Condition], otherwise: Action = REFUSED) -> Check:
    """Allow a call if all conditions of one of the cases hold."""
    return Check(tuple(map(tuple, cases)), otherwise)
