"""System calls that Python does not offer.

``_ctypes`` alone can call them; the package ``ctypes`` would add its pages to every fork.

The functions that only make the sandbox tighter return False where the kernel refuses:
AWS Lambda is reported to refuse ``prctl``, so nothing may depend on them.
"""

import os
from _ctypes import (
    FUNCFLAG_CDECL,
    FUNCFLAG_USE_ERRNO,
    CFuncPtr,
    _SimpleCData,
    addressof,
    dlopen,
    dlsym,
    get_errno,
)

_NUMBERS = {
    "x86_64": {
        "capset": 126,
        "keyctl": 250,
        "landlock_add_rule": 445,
        "landlock_create_ruleset": 444,
        "landlock_restrict_self": 446,
        "mount": 165,
        "pivot_root": 155,
        "prctl": 157,
        "seccomp": 317,
        "umount2": 166,
    },
    "aarch64": {
        "capset": 91,
        "keyctl": 219,
        "landlock_add_rule": 445,
        "landlock_create_ruleset": 444,
        "landlock_restrict_self": 446,
        "mount": 40,
        "pivot_root": 41,
        "prctl": 167,
        "seccomp": 277,
        "umount2": 39,
    },
}
"""Source: syscall_64.tbl of x86 and include/uapi/asm-generic/unistd.h of Linux."""

_PR_SET_NO_NEW_PRIVS = 38  # prctl(2)
_KEYCTL_JOIN_SESSION_KEYRING = 1  # keyctl(2)
_KEYCTL_CLEAR = 7
_KEY_SPEC_USER_KEYRING = -4


class _Long(_SimpleCData):  # type: ignore[type-arg]  # not subscriptable at run time
    _type_ = "l"


class _Text(_SimpleCData):  # type: ignore[type-arg]
    _type_ = "z"


class _Function(CFuncPtr):
    _flags_ = FUNCFLAG_CDECL | FUNCFLAG_USE_ERRNO
    _restype_ = _Long


_syscall = _Function(dlsym(dlopen("", os.RTLD_NOW), "syscall"))


def refuse_new_privileges() -> bool:
    """Make set-user-ID programs ordinary for us and our children; say if it worked."""
    return _worked("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def leave_session_keyring() -> bool:
    """Get an empty session keyring, which dies with us; say if it worked."""
    return _worked("keyctl", _KEYCTL_JOIN_SESSION_KEYRING, 0, 0, 0, 0)


def clear_user_keyring() -> bool:
    """Empty the keyring that all processes of our user share; say if it worked."""
    return _worked("keyctl", _KEYCTL_CLEAR, _KEY_SPEC_USER_KEYRING, 0, 0, 0)


def call(name: str, *arguments: int | bytes) -> int:
    """Make a system call; bytes are passed as a pointer to them, ended by a zero byte.

    Raises:
        OSError: the kernel refused, or we do not know its number on this machine.
    """
    number = _NUMBERS.get(os.uname().machine, {}).get(name)
    if number is None:
        raise OSError(38, f"{name} is not known on this kind of machine")  # ENOSYS
    words = [_Text(word) if isinstance(word, bytes) else _Long(word) for word in arguments]
    result = _syscall(_Long(number), *words)
    if int(result) < 0:
        number = get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")
    return int(result)


def address_of(data: bytes) -> int:
    """Return where `data` lies in memory, for a structure that points to it; keep it alive."""
    text = _Text(data)
    return int(_Long.from_address(addressof(text)).value)


def _worked(name: str, *arguments: int) -> bool:
    try:
        call(name, *arguments)
    except OSError:
        return False
    return True
