"""Starts an unreadable Python in a user and a pid namespace, for users who are not root.

    keeper --exec--> nest: makes the namespaces, waits
                       | fork, exec
                     zygote, unreadable, process 1 of its own pid namespace

An exec between, because a process that is unreadable may not write its own uid_map, and one
with all capabilities of a namespace would not become unreadable; see ``namespaces``.
The pid namespace, because only one of our own lets the zygote return to it after each
fork. The nest holds no secret, and no run can see it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import NoReturn

from grading.sandbox import namespaces, unreadable
from grading.sandbox.limits import ZYGOTE_DESCRIPTORS


def start(
    arguments: list[str], *, descriptors: tuple[int, ...], stderr: int
) -> subprocess.Popen[bytes]:
    """Start `arguments` as `unreadable.start` does, in a user namespace."""
    code = "from grading.sandbox.nest import main; main()"
    # S603: the argument list is ours, no shell
    return subprocess.Popen(  # noqa: S603
        unreadable.python_arguments(code, *arguments),
        env=unreadable.bare_environment(),
        pass_fds=descriptors,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=stderr,
        start_new_session=True,
    )


def main() -> NoReturn:
    """Enter the namespaces, become what the arguments say in a child, and end with it."""
    interpreter = unreadable.unreadable_interpreter()
    namespaces.enter_user_namespace()
    os.unshare(os.CLONE_NEWPID)
    pid = os.fork()
    if pid == 0:
        os.set_inheritable(interpreter, True)
        os.execve(  # noqa: S606 -- no shell
            f"/proc/self/fd/{interpreter}",
            [*sys.argv[1:], str(interpreter)],
            unreadable.bare_environment(),
        )
    os.closerange(3, ZYGOTE_DESCRIPTORS)
    os.waitpid(pid, 0)
    os._exit(0)
