"""Keeps the calling process to a few paths, and from TCP and other processes, for good.

Whatever the kernel's Landlock can handle is refused, and then the given paths are
allowed. It needs no privilege. Descriptors that are open already go on working, and so
do files that have no path, such as memfds.

What holds, by the kernel's ABI (Linux 5.13, 5.19, 6.2, 6.7, 6.10, 6.12, 6.15):

    1  reading, writing, executing, making and removing files only below the given paths
    2  files may be moved between folders below them; with 1 alone they cannot
    3  truncating only below them; before, `truncate` works wherever its user may write
    4  no TCP: neither bind nor connect
    5  no ioctl on devices
    6  no signal to processes outside, and no abstract socket of theirs
    7  nothing that is refused is written to the audit log, which candidates could flood

Not covered by any of them: asking for a file's metadata, and changing its mode, owner or
times; UDP and other sockets. For these there are the system-call filters.

Imported by the zygote, so it is lean.

Source: landlock(7); include/uapi/linux/landlock.h and
Documentation/userspace-api/landlock.rst of Linux.
"""

from __future__ import annotations

import errno
import os

from grading.sandbox.system_calls import call

TYPE_CHECKING = False  # ``typing`` itself would add its pages to every fork
if TYPE_CHECKING:
    from collections.abc import Iterable

NEWEST_ABI = 7
"""The last one that this module makes use of; a newer kernel is asked for no more."""

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REMOVE_DIR, _REMOVE_FILE, _MAKE_DIR, _MAKE_REG = 1 << 4, 1 << 5, 1 << 7, 1 << 8
_REFER, _TRUNCATE, _IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

_HANDLED_FILES = {1: (1 << 13) - 1, 2: _REFER, 3: _TRUNCATE, 5: _IOCTL_DEV}
"""What each ABI added to what can be refused for files."""

_READ = _EXECUTE | _READ_FILE | _READ_DIR
_CHANGE = _WRITE_FILE | _REMOVE_DIR | _REMOVE_FILE | _MAKE_DIR | _MAKE_REG | _REFER | _TRUNCATE
"""Without devices, FIFOs, sockets and symbolic links: whoever tidies up could follow them."""

_OF_A_FILE = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
"""The rights that a path has that is no folder; the kernel refuses a rule with others."""

_TCP_ABI, _TCP = 4, 1 << 0 | 1 << 1  # bind, connect
_SCOPES_ABI, _SCOPES = 6, 1 << 0 | 1 << 1  # abstract sockets, signals
_QUIET_ABI, _QUIET = 7, 1 << 0 | 1 << 2  # LOG_SAME_EXEC_OFF, LOG_SUBDOMAINS_OFF

_CREATE_RULESET_VERSION = 1
_RULE_PATH_BENEATH = 1
_IS_FOLDER, _KIND = 0o040000, 0o170000  # inode(7); ``stat`` would add its pages to every fork


def abi() -> int:
    """Return the version of Landlock that the kernel offers us, 0 if none."""
    try:
        return call("landlock_create_ruleset", 0, 0, _CREATE_RULESET_VERSION)
    except OSError:
        return 0


def restrict(*, read: Iterable[str], write: Iterable[str], abi: int | None = None) -> None:
    """Confine this process and all that it starts. Further calls can only take away more.

    read: files and folders, with all that is in them, that may be read and executed.
    write: the same, that may also be written, filled and emptied. No links, devices,
        sockets or FIFOs can be made.
    A path that does not exist is left out; a symbolic link stands for what it leads to.

    abi: use no more than this version; tests take the part of older kernels by it.

    Raises:
        OSError: the kernel refused. EPERM: neither "no new privileges" nor CAP_SYS_ADMIN;
            ENOSYS or EOPNOTSUPP: it has no Landlock. EACCES: a path cannot be reached by
            our user. Nothing is confined then.
    """
    version = _usable_abi(abi)
    handled = sum(added for since, added in _HANDLED_FILES.items() if since <= version)
    ruleset = _create_ruleset(version, handled)
    try:
        for path in read:
            _allow(ruleset, path, _READ & handled)
        for path in write:
            _allow(ruleset, path, (_READ | _CHANGE) & handled)
        call("landlock_restrict_self", ruleset, _QUIET if version >= _QUIET_ABI else 0)
    finally:
        os.close(ruleset)


def _usable_abi(wanted: int | None) -> int:
    offered = call("landlock_create_ruleset", 0, 0, _CREATE_RULESET_VERSION)
    return min(offered, NEWEST_ABI if wanted is None else wanted)


def _create_ruleset(version: int, handled_files: int) -> int:
    """Return a descriptor. The attributes grew with the versions: struct landlock_ruleset_attr."""
    attributes = [handled_files]
    if version >= _TCP_ABI:
        attributes.append(_TCP)
    if version >= _SCOPES_ABI:
        attributes.append(_SCOPES)
    packed = b"".join(word.to_bytes(8, "little") for word in attributes)
    return call("landlock_create_ruleset", packed, len(packed), 0)


def _allow(ruleset: int, path: str, access: int) -> None:
    try:
        beneath = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            return
        raise
    try:
        if os.fstat(beneath).st_mode & _KIND != _IS_FOLDER:
            access &= _OF_A_FILE
        # struct landlock_path_beneath_attr: packed, no padding behind the descriptor
        rule = access.to_bytes(8, "little") + beneath.to_bytes(4, "little")
        call("landlock_add_rule", ruleset, _RULE_PATH_BENEATH, rule, 0)
    finally:
        os.close(beneath)
