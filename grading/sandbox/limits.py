"""What the kernel is asked to refuse, from the zygote down to the run.

Lowering one's own limits needs no privilege and works where ``prctl``, seccomp and
namespaces are refused, as in AWS Lambda. Soft and hard limit are the same number, so
nothing below can raise it again.

Source: getrlimit(2) for each name; docs/threat-model.md for what each one stops.
"""

from __future__ import annotations

import os
import resource

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from grading.sandbox.run import Allowance

ZYGOTE_DESCRIPTORS = 64
"""More than zygote and stem ever hold; the run closes all of them up to here."""

RESULT_DESCRIPTOR = 3
"""Of a run, for what a function returned. In zygote and stem nothing else may stand there."""

STACK_BYTES = 64 * 1024 * 1024
"""For deep recursion in C code. The address space counts it only as it grows."""

COMPILE_MEMORY_BYTES = 512 * 1024 * 1024
"""The most for compiling, beyond the interpreter's own: a text of 256 KB took 90 MB at worst."""


def mark_keeper() -> None:
    """Do without message queues: by that a keeper's children are told from orphans.

    See ``sweeping.processes.kill_orphans``.
    """
    _lower(resource.RLIMIT_MSGQUEUE, 0)


def allow_deep_recursion() -> None:
    """Give children a larger stack; where it lies is settled when they are started."""
    hard = resource.getrlimit(resource.RLIMIT_STACK)[1]
    resource.setrlimit(resource.RLIMIT_STACK, (_at_most(STACK_BYTES, hard), hard))


def limit_zygote() -> None:
    """No core files, no locked memory, no message queues, and few descriptors."""
    _lower(resource.RLIMIT_NOFILE, ZYGOTE_DESCRIPTORS)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_MEMLOCK, 0)
    _lower(resource.RLIMIT_MSGQUEUE, 0)
    _lower(resource.RLIMIT_RTPRIO, 0)
    _lower(resource.RLIMIT_NICE, 0)


def limit_compiling(wanted: int) -> None:
    """Let the stem have so much address space, and not all of the machine's."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (_at_most(wanted, hard), hard))


def unlimit_compiling() -> None:
    """Give the stem its address space back: the runs get limits of their own."""
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def limit_run(allowance: Allowance) -> None:
    """Descriptor lockdown: no new descriptor, no child, no thread, and no more than allowed.

    At cpu_seconds the kernel sends SIGXCPU and a second later SIGKILL. A file may grow
    to one byte more than allowed: that byte shows, after the run's death, that it
    would have written more.
    """
    seconds = allowance.cpu_seconds
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    _lower(resource.RLIMIT_AS, allowance.address_space_bytes)
    _lower(resource.RLIMIT_FSIZE, allowance.output_bytes + 1)
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def address_space_bytes(statm: int) -> int:
    """Return this process's address space, which RLIMIT_AS counts: proc(5), statm."""
    return int(os.pread(statm, 100, 0).split()[0]) * resource.getpagesize()


def _lower(name: int, value: int) -> None:
    limit = _at_most(value, resource.getrlimit(name)[1])
    resource.setrlimit(name, (limit, limit))


def _at_most(value: int, hard: int) -> int:
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
