"""Two system calls that Python does not offer, used where the kernel grants them.

Both only make the sandbox tighter. AWS Lambda is reported to refuse ``prctl``, so
nothing may depend on them, and a refusal is not an error.

``_ctypes`` alone can call them; the package ``ctypes`` would add its pages to every fork.
"""

import os
from _ctypes import FUNCFLAG_CDECL, CFuncPtr, _SimpleCData, dlopen, dlsym

_NUMBERS = {"x86_64": {"prctl": 157, "keyctl": 250}, "aarch64": {"prctl": 167, "keyctl": 219}}
"""Source: syscall_64.tbl of x86 and include/uapi/asm-generic/unistd.h of Linux."""

_PR_SET_NO_NEW_PRIVS = 38  # prctl(2)
_KEYCTL_JOIN_SESSION_KEYRING = 1  # keyctl(2)
_KEYCTL_CLEAR = 7
_KEY_SPEC_USER_KEYRING = -4


class _Long(_SimpleCData):  # type: ignore[type-arg]  # not subscriptable at run time
    _type_ = "l"


class _Function(CFuncPtr):
    _flags_ = FUNCFLAG_CDECL
    _restype_ = _Long


_syscall = _Function(dlsym(dlopen("", os.RTLD_NOW), "syscall"))


def refuse_new_privileges() -> bool:
    """Make set-user-ID programs ordinary for us and our children; say if it worked."""
    return _call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0


def leave_session_keyring() -> bool:
    """Get an empty session keyring, which dies with us; say if it worked."""
    return _call("keyctl", _KEYCTL_JOIN_SESSION_KEYRING, 0, 0, 0, 0) >= 0


def clear_user_keyring() -> bool:
    """Empty the keyring that all processes of our user share; say if it worked."""
    return _call("keyctl", _KEYCTL_CLEAR, _KEY_SPEC_USER_KEYRING, 0, 0, 0) == 0


def _call(name: str, *arguments: int) -> int:
    number = _NUMBERS.get(os.uname().machine, {}).get(name)
    if number is None:
        return -1
    return int(_syscall(_Long(number), *map(_Long, arguments)))
