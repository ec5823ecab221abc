"""Puts a filter over the calling process, for good. Imported by the zygote, so it is lean."""

import os

from grading.sandbox.system_calls import address_of, call

_SET_MODE_FILTER = 1  # seccomp(2)
_ALLOW_SPECULATION = 4  # SECCOMP_FILTER_FLAG_SPEC_ALLOW
_INSTRUCTION_BYTES = 8  # struct sock_filter
_OWN_PID = (0x7FFF_FFFF).to_bytes(4, "little")  # rules.OWN_PID; that module is not lean


def install(program: bytes) -> None:
    """Filter the system calls of this process and all that it starts.

    A second filter adds to the first: the stricter answer counts. Where the program
    speaks of the process that installs it, our pid is put in.

    The kernel's defence against speculation through store bypass stays as it is for any
    other process. Kernels before 5.16 would else turn it on for every filtered one, which
    slows all of its code; what it protects, a process from code inside itself, is
    not what we rely on. Source: commit 2f46993d83ff of Linux.

    Raises:
        OSError: the kernel refused. EACCES: neither "no new privileges" nor CAP_SYS_ADMIN;
            ENOSYS: no seccomp; EINVAL: no such flag (before Linux 4.17), or not a program.
    """
    program = _with_own_pid(program)
    instructions = len(program) // _INSTRUCTION_BYTES
    # struct sock_fprog: a length, padding to a word, a pointer
    description = instructions.to_bytes(8, "little") + address_of(program).to_bytes(8, "little")
    call("seccomp", _SET_MODE_FILTER, _ALLOW_SPECULATION, description)


def _with_own_pid(program: bytes) -> bytes:
    if _OWN_PID not in program:
        return program
    own_pid = os.getpid().to_bytes(4, "little")
    return program.replace(_OWN_PID, own_pid)
