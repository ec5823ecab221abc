"""Which layers must hold where the tests run, found without asking the grader.

Under Lambda's rules only `lockdown` can. Elsewhere the kernel is asked in other ways than
the grader does, so that a layer that is lost on the way is noticed.
"""

import ctypes
import os
from functools import cache
from pathlib import Path

import pytest

from grading.sandbox.layers import reaches

AS_ROOT = os.geteuid() == 0
_LANDLOCK_CREATE_RULESET, _VERSION = 444, 1  # the same number on every machine


@cache
def expected_layers() -> tuple[str, ...]:
    """Return the layers that a judgement has to name here, weakest first."""
    holds = {
        "lockdown": True,
        "filtered": may_call_prctl() and Path("/proc/sys/kernel/seccomp").is_dir(),
        "confined": may_call_prctl() and landlock_version() > 0,
        "other_user": AS_ROOT,
        "contained": may_unshare(),
    }
    return tuple(name for name, held in holds.items() if held)


def may_call_prctl() -> bool:
    return ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) >= 0  # PR_GET_NO_NEW_PRIVS


def landlock_version() -> int:
    return int(ctypes.CDLL(None).syscall(_LANDLOCK_CREATE_RULESET, None, 0, _VERSION))


def may_unshare() -> bool:
    """Say whether a child may have namespaces of its own, as root or by a user namespace."""
    pid = os.fork()
    if pid == 0:
        try:
            own_user = 0 if AS_ROOT else os.CLONE_NEWUSER
            os.unshare(own_user | os.CLONE_NEWNS | os.CLONE_NEWNET | os.CLONE_NEWPID)
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def needs(level: str) -> None:
    """Skip a test of something that this place cannot hold, as Lambda cannot."""
    if not reaches(expected_layers(), level):
        pytest.skip(f"only without Lambda's rules: needs {level}")
