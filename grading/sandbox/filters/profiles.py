"""Who may do what: each profile is a list of what is allowed, and refuses the rest.

    python        the stem of Python and SQL, and its runs
    program       the launcher, and programs of C, C++ and Rust
    threads       the launcher, and programs of Node, Java and Go
    compile       compilers
    checker       the launcher, and checker programs of the question's author
    no_processes  on top of "program", "threads" or "checker", in each run

What no profile allows, because no candidate's program needs it: sockets, ptrace and other
processes' memory, namespaces and mounts, keyrings, System V IPC and message queues, users
and capabilities, the clock's setting, modules, bpf, perf, userfaultfd, watching files,
files without a name (memfd_create), links, devices, owners.

Two calls of x86-64 pass by every filter since Linux 6.14 and 6.18, `uretprobe` and `uprobe`.
They are for code that the kernel itself put into a process, and fail for anybody else
(__secure_computing() in kernel/seccomp.c, arch/x86/kernel/uprobes.c).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from grading.sandbox.filters import calls, checks
from grading.sandbox.filters.rules import ALLOW, OWN_PID, REFUSED, Action, Rule, allow_if, argument


@dataclass(frozen=True, slots=True)
class Profile:
    """Rules by name of the call; what holds for other calls, and for numbers we do not know."""

    rules: Mapping[str, Rule]
    otherwise: Action = REFUSED
    unknown: Action = checks.UNKNOWN


def profile_named(name: str, *, signals: bool = False) -> Profile:
    """Return a profile; `signals` as in `filter_for`.

    Raises:
        KeyError: there is none of this name.
    """
    profile = PROFILES[name]
    if not signals or profile.otherwise == ALLOW:
        return profile
    return Profile({**profile.rules, "kill": ALLOW, "tgkill": ALLOW})


def _allow(*groups: Iterable[str]) -> dict[str, Rule]:
    return {name: ALLOW for group in groups for name in group}


_EVERYBODY: dict[str, Rule] = {
    **_allow(calls.ITSELF, calls.TIME, calls.OWN_SIGNALS, calls.MEMORY),
    **_allow(calls.OPEN_FILES, calls.WAITING, calls.LOOKING),
    **dict.fromkeys(calls.TAKEN_FOR_OLD_KERNEL, checks.UNKNOWN),
    "mmap": checks.NO_NEW_CODE,
    "mprotect": checks.NOT_EXECUTABLE,
    "futex": checks.PLAIN_FUTEX,
    "fcntl": checks.OWN_DESCRIPTORS,
    "ioctl": checks.HARMLESS_REQUEST,
    "prctl": checks.OWN_NAME_AND_STATE,
    "arch_prctl": checks.THREAD_POINTER,
    "personality": checks.PERSONALITY_QUERY,
    "prlimit64": checks.ITSELF_FIRST,
    "sched_setaffinity": checks.ITSELF_FIRST,
    "sched_setattr": checks.ITSELF_FIRST,
    "sched_setparam": checks.ITSELF_FIRST,
    "sched_setscheduler": checks.ITSELF_FIRST,
    "setpriority": checks.ITSELF_SECOND,
    "ioprio_set": checks.OWN_IO_PRIORITY,
}
"""What every program does. Nothing of it reaches another process."""

_READING: dict[str, Rule] = {"open": checks.OPEN_TO_READ, "openat": checks.OPENAT_TO_READ}

_PYTHON: dict[str, Rule] = {
    **_EVERYBODY,
    **_READING,
    **_allow(calls.OPEN_CHANNELS, calls.OWN_CHILDREN),
    "clone": checks.FORK,
}
"""The stem forks and waits; runs are kept from it by their limits, and start no program.

Extension modules can be mapped, and ctypes can call functions. A callback of ctypes cannot
be made, for it is code written at run time.
"""

_LAUNCHER: dict[str, Rule] = {
    **_allow(calls.OPEN_CHANNELS, calls.OWN_CHILDREN, ["execve", "setsid", "vfork"]),
    "seccomp": checks.STACK_A_FILTER,
}

_PROGRAM: dict[str, Rule] = {
    **_EVERYBODY,
    **_READING,
    **_LAUNCHER,
    **_allow(calls.COPYING),
    "clone": checks.FORK_OR_SPAWN,
}
"""One thread and no file: static programs, or dynamic ones with RLIMIT_NOFILE to read by."""

_RUNTIME: dict[str, Rule] = {
    **_allow(calls.SPEAKING_THREADS, calls.COPYING),
    "pipe2": checks.PIPE,
    "socketpair": checks.UNIX_PAIR,
    "membarrier": checks.QUICK_BARRIER,
    "clone": checks.PROCESS_OR_THREAD,
    "tgkill": checks.OWN_URGENT_SIGNAL,
    "mmap": ALLOW,
    "mprotect": ALLOW,
}
"""Threads, and code made at run time: the just-in-time compilers of Java and JavaScript."""

_THREADS: dict[str, Rule] = {**_EVERYBODY, **_READING, **_LAUNCHER, **_RUNTIME}

_COMPILE: dict[str, Rule] = {
    **_EVERYBODY,
    **_RUNTIME,
    **_allow(calls.CHANGING_FILES, calls.OPEN_CHANNELS, ["execve", "vfork", "wait4", "waitid"]),
    "fcntl": checks.OWN_DESCRIPTORS_AND_LOCKS,
    "chmod": checks.PLAIN_MODE_SECOND,
    "fchmod": checks.PLAIN_MODE_SECOND,
    "fchmodat": checks.PLAIN_MODE_THIRD,
}
"""Processes, threads and files. It cannot leave its process group, by which it is killed."""

_CHECKER: dict[str, Rule] = {
    **_EVERYBODY,
    **_LAUNCHER,
    **_RUNTIME,
    **_allow(calls.CHANGING_FILES),
}
"""Files, of which Landlock leaves two to read and a folder to write to."""

_ITSELF_ONLY = allow_if(argument(0).is_one_of(OWN_PID))

_NO_PROCESSES: dict[str, Rule] = {
    **dict.fromkeys(calls.REACHING_OTHERS, REFUSED),
    "clone": checks.THREAD,
    "clone3": checks.UNKNOWN,
    "mmap": checks.NO_HIDDEN_MEMORY,
    "kill": _ITSELF_ONLY,
    "tgkill": _ITSELF_ONLY,
}
"""What a run may do less than its launcher: no child, no signal but to itself, and no memory
that nobody counts."""

PROFILES = {
    "python": Profile(_PYTHON),
    "program": Profile(_PROGRAM),
    "threads": Profile(_THREADS),
    "compile": Profile(_COMPILE),
    "checker": Profile(_CHECKER),
    "no_processes": Profile(_NO_PROCESSES, otherwise=ALLOW, unknown=ALLOW),
}
