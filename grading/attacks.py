"""Small attacks that the doctor tries on a live machine.

Each prints "refused" if it got nowhere, and otherwise what it got. None does harm if it
succeeds: a signal is number 0, which only asks; the limit that is changed (core files)
is one that the grader does without; the file was made for it. The tests' collection,
which does not hold back, is tests/grading/hostile/.
"""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import dedent


@dataclass(frozen=True, slots=True)
class Attack:
    """Something a candidate's program might try.

    consequence: what an administrator has to live with where it is not refused.
    source: the program. It reads the pids of keeper, zygote and guardian, and the
        path of a file that it may try to remove.
    """

    name: str
    consequence: str
    source: str


_OPENING = """\
import ctypes, os, resource, socket, threading
*pids, path = input().split()
grader = [int(pid) for pid in pids]
family = [*grader, os.getppid()]
libc = ctypes.CDLL(None, use_errno=True)

def call(name, *arguments):
    if getattr(libc, name)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), name)
    return name

def peek(name, pid):
    mine = ctypes.create_string_buffer(8)
    vector = (ctypes.c_size_t * 2)(ctypes.addressof(mine), 8)
    if getattr(libc, name)(pid, vector, 1, vector, 1, 0) < 0 and ctypes.get_errno() in (1, 3):
        raise OSError(ctypes.get_errno(), name)  # EPERM or ESRCH; others come after leave is given
    return pid

def attempt(action, *arguments):
    try:
        got.append(action(*arguments))
    except (OSError, RuntimeError):
        pass

got = []
"""

_CLOSING = 'print(got if got else "refused")\n'


def _attack(name: str, consequence: str, source: str) -> Attack:
    return Attack(name, consequence, _OPENING + dedent(source) + _CLOSING)


ATTACKS = (
    _attack(
        "read a file",
        "Programs can read files of this machine.",
        """\
        attempt(open, "/etc/passwd")
        attempt(os.open, "/", os.O_PATH)
        """,
    ),
    _attack(
        "read /proc",
        "Programs can see other processes, perhaps with their environments.",
        """\
        for pid in [1, *family]:
            attempt(open, f"/proc/{pid}/environ")
            attempt(open, f"/proc/{pid}/status")
        """,
    ),
    _attack(
        "write a file",
        "Programs can store data.",
        """\
        attempt(os.memfd_create, "x")
        attempt(open, f"/tmp/grading-doctor-{os.getpid()}", "w")
        """,
    ),
    _attack(
        "open a socket",
        "Programs can reach the network, or other programs on this machine.",
        """\
        for kind in socket.AF_INET, socket.AF_INET6, socket.AF_UNIX, socket.AF_NETLINK:
            attempt(socket.socket, kind, socket.SOCK_DGRAM)
        attempt(socket.socketpair)
        """,
    ),
    _attack(
        "fork",
        "Programs can make processes that outlive them.",
        "attempt(lambda: os.fork() or os._exit(0))\n",
    ),
    _attack(
        "start a thread",
        "Programs can use more than one processor.",
        "attempt(threading.Thread(target=int).start)\n",
    ),
    _attack(
        "read the grader's memory",
        "Programs can read expected outputs. Do not judge here.",
        """\
        for pid in family:
            attempt(peek, "process_vm_readv", pid)
        """,
    ),
    _attack(
        "write the grader's memory",
        "Programs can forge verdicts. Do not judge here.",
        """\
        for pid in family:
            attempt(peek, "process_vm_writev", pid)
        """,
    ),
    _attack(
        "trace the grader",
        "Programs can control the grader. Do not judge here.",
        """\
        PTRACE_SEIZE = 0x4206
        for pid in family:
            attempt(call, "ptrace", PTRACE_SEIZE, pid, 0, 0)
        """,
    ),
    _attack(
        "signal the grader",
        "A program can stop or kill the grader, which earns it a run_time_error, and any other"
        " program of this user, which nobody notices. Judge under a user that runs nothing else.",
        """\
        for pid in grader:
            attempt(os.kill, pid, 0)
        """,
    ),
    _attack(
        "signal the process that watches it",
        "A program can stop its own watcher, which costs it that run: run_time_error.",
        "attempt(os.kill, os.getppid(), 0)\n",
    ),
    _attack(
        "change the grader's limits",
        "A program can slow the grader down or break it. It is noticed, and the grader replaced.",
        """\
        for pid in grader:
            attempt(resource.prlimit, pid, resource.RLIMIT_CORE, (0, 0))
        """,
    ),
    _attack(
        "remove a file of the grader's user",
        "A program can rename and remove files of this user, unread. Judge under a user that owns"
        " nothing, or as root, never as yourself.",
        "attempt(os.unlink, path)\n",
    ),
    _attack(
        "make a folder in /tmp",
        "A program can make folders and links in shared places. They are swept, unless this user"
        " runs other programs too.",
        """\
        folder = f"/tmp/grading-doctor-{os.getpid()}"
        attempt(os.mkdir, folder)
        attempt(os.rmdir, folder)
        """,
    ),
    _attack(
        "leave shared memory",
        "A program can make System V shared memory. It is swept, unless this user runs other"
        " programs too.",
        """\
        PRIVATE, CREATE, REMOVE = 0, 0o1600, 0
        attempt(lambda: call("shmctl", libc.shmget(PRIVATE, 4096, CREATE), REMOVE, 0))
        """,
    ),
)
