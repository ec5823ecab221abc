"""From root to what a process in Lambda is: the steps, in an order that matters."""

import ctypes
import os
import stat
import struct
from collections.abc import Callable
from pathlib import Path

from tests.lambda_double.rules import filter_program

CLONE_NEWNS, CLONE_NEWIPC, CLONE_NEWPID = 0x0002_0000, 0x0800_0000, 0x2000_0000
MS_PRIVATE, MS_REC = 1 << 18, 1 << 14
MS_NOSUID, MS_NODEV, MS_NOEXEC = 2, 4, 8
PR_CAPBSET_DROP, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 24, 22, 2
LAST_CAPABILITY = 63  # more than there are; the kernel refuses the rest with EINVAL

# Source: null(4), full(4), random(4).
DEVICES = {"null": (1, 3), "zero": (1, 5), "full": (1, 7), "random": (1, 8), "urandom": (1, 9)}

_libc = ctypes.CDLL(None, use_errno=True)


def leave_namespaces() -> None:
    """Get mounts and System V objects of our own, and process numbers for children to come."""
    checked("unshare", CLONE_NEWNS | CLONE_NEWIPC | CLONE_NEWPID)
    mount("none", "/", "", MS_REC | MS_PRIVATE)


def furnish() -> None:
    """Show our own processes in /proc, and in /dev the few devices that Lambda has."""
    mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC)
    mount("tmpfs", "/dev", "tmpfs", MS_NOSUID, "mode=755")
    for name, numbers in DEVICES.items():
        path = Path("/dev", name)
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(*numbers))
        path.chmod(0o666)
    Path("/dev/fd").symlink_to("/proc/self/fd")
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        Path("/dev", name).symlink_to(f"/proc/self/fd/{number}")


def renounce(user_id: int) -> None:
    """Give up every right for ever and get the filter, which needs the last of them.

    The capabilities go when the user changes; until then they let us install a
    filter without NoNewPrivs, which Lambda does not set either.
    """
    for number in range(LAST_CAPABILITY + 1):
        _libc.prctl(PR_CAPBSET_DROP, number, 0, 0, 0)
    program = filter_program()
    content = ctypes.create_string_buffer(program, len(program))
    head = struct.pack("@HP", len(program) // 8, ctypes.addressof(content))  # struct sock_fprog
    os.setgroups([])
    checked("prctl", PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.c_char_p(head), 0, 0)
    os.setresgid(user_id, user_id, user_id)
    os.setresuid(user_id, user_id, user_id)


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    words = (source.encode(), target.encode(), kind.encode())
    checked("mount", *words, ctypes.c_ulong(flags), options.encode())


def checked(name: str, *arguments: object) -> None:
    """Call a function of the C library; raise OSError, with its name, when it fails."""
    function: Callable[..., int] = getattr(_libc, name)
    if function(*arguments) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), name)
