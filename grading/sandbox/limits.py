"""What the kernel is asked to refuse, from the zygote down to the run.

Lowering one's own limits needs no privilege and works where ``prctl``, seccomp and
namespaces are refused, as in AWS Lambda. Soft and hard limit are the same number, so
nothing below can raise it again.

Source: getrlimit(2) for each name; docs/threat-model.md for what each one stops.
"""

import resource

ZYGOTE_DESCRIPTORS = 64
"""More than zygote and stem ever hold; the run closes all of them up to here."""

STACK_BYTES = 64 * 1024 * 1024
"""For deep recursion in C code. The address space counts it only as it grows."""

COMPILE_MEMORY_BYTES = 512 * 1024 * 1024
"""Beyond the interpreter's own: a text of 256 KB compiled in 90 MB in the worst case tried."""


def mark_keeper() -> None:
    """Do without message queues: by that a keeper's children are told from orphans.

    See ``sweeping.processes.kill_orphans``.
    """
    _lower(resource.RLIMIT_MSGQUEUE, 0)


def limit_zygote() -> None:
    """No core files, no locked memory, no message queues, and few descriptors."""
    _lower(resource.RLIMIT_NOFILE, ZYGOTE_DESCRIPTORS)
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_MEMLOCK, 0)
    _lower(resource.RLIMIT_MSGQUEUE, 0)
    _lower(resource.RLIMIT_RTPRIO, 0)
    _lower(resource.RLIMIT_NICE, 0)


def limit_compiling() -> None:
    """Let the compiler have some memory, but not all of the machine's."""
    _hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    wanted = address_space_bytes() + COMPILE_MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (_at_most(wanted, _hard), _hard))


def limit_stem(*, memory_bytes: int, output_bytes: int) -> None:
    """Set what all runs of a submission share, once, so that no run pays for it.

    A file may grow to one byte more than allowed: that byte shows, after the
    run's death, that it would have written more.
    """
    _lower(resource.RLIMIT_AS, address_space_bytes() + memory_bytes)
    _lower(resource.RLIMIT_FSIZE, output_bytes + 1)


def limit_run(*, cpu_seconds: int) -> None:
    """Descriptor lockdown: no new descriptor, no child, no thread, no more CPU time.

    At cpu_seconds the kernel sends SIGXCPU and a second later SIGKILL.
    """
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def address_space_bytes() -> int:
    """Return this process's address space, which RLIMIT_AS counts: proc(5), statm."""
    with open("/proc/self/statm", "rb") as statm:
        return int(statm.read().split()[0]) * resource.getpagesize()


def _lower(name: int, value: int) -> None:
    limit = _at_most(value, resource.getrlimit(name)[1])
    resource.setrlimit(name, (limit, limit))


def _at_most(value: int, hard: int) -> int:
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
